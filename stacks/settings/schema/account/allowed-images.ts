import { z } from "zod";
import { allowedImageLimits } from "../../../../domain/defaults/images.ts";
import { reason, safeguard } from "../fields.ts";

const { criteria, providers, names } = allowedImageLimits;

const providerExpected = "amazon, aws-marketplace, aws-backup-vault or an account's 12 digits";

const nameExpected = "an image's name with three letters or digits in a row at least, and * or ? for what varies, such as shop-golden-*";

/** Images that others in the account start, by owner and name. */
const others = z.strictObject({
  providers: z
    .array(z.string({ error: providerExpected }).regex(/^(amazon|aws-marketplace|aws-backup-vault|\d{12})$/, providerExpected), {
      error: "a list of owners of images",
    })
    .min(1, "at least one owner of images")
    .max(providers, `at most ${providers} owners`)
    .describe("Owners of the images: amazon (and providers that it has verified), aws-marketplace, aws-backup-vault, accounts."),
  names: z
    .array(
      z
        .string({ error: nameExpected })
        .max(128, "a name of at most 128 characters")
        // EC2 knows names with spaces too, which the provider does not take.
        .regex(/^[\w()[\]./'@*?-]*[A-Za-z0-9]{3}[\w()[\]./'@*?-]*$/, nameExpected),
      { error: "a list of images' names" },
    )
    .min(1, "at least one name, since the owner alone does not identify an image")
    .max(names, `at most ${names} names`)
    .describe("Names of the images; * stands for anything, ? for one character."),
  reason: reason.describe("Who starts them, and for what."),
});

/** `defaults.allowedImages` of an account. */
export const allowedImages = z
  .strictObject({
    enforce: safeguard(
      "Instances start only from Amazon Linux images for nodes, from those in `others`, and from the account's own (EC2's Allowed AMIs). When off, EC2 only reports the images that it would refuse (audit mode).",
    ),
    others: z
      .array(others, { error: "a list of objects of providers, names, reason" })
      .max(criteria - 1, `at most ${criteria - 1}: EC2 takes ${criteria} criteria, and the first is Amazon's Linux`)
      .default([])
      .describe("More images that may be started, by owner and name. The account's own always may."),
  })
  .prefault({})
  .describe("The images from which instances of this account and Region may start.");
