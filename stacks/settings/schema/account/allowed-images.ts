import { z } from "zod";
import { allowedImageLimits } from "../../../../domain/defaults/images.ts";
import { reason, safeguard } from "../fields.ts";

const { criteria, providers, names } = allowedImageLimits;

const providerExpected = "amazon, aws-marketplace, aws-backup-vault or an account's 12 digits";

const nameExpected = "an image's name with three letters or digits in a row at least, and * or ? for what varies, such as shop-golden-*";

/** Images that others in the account start, told by whose they are and what they are called. */
const others = z.strictObject({
  providers: z
    .array(z.string({ error: providerExpected }).regex(/^(amazon|aws-marketplace|aws-backup-vault|\d{12})$/, providerExpected), {
      error: "a list of owners of images",
    })
    .min(1, "at least one owner of images")
    .max(providers, `at most ${providers} owners`)
    .describe("Whose they are: amazon (and providers that it has verified), aws-marketplace, aws-backup-vault, accounts."),
  names: z
    .array(
      z
        .string({ error: nameExpected })
        .max(128, "a name of at most 128 characters")
        // EC2 knows names with spaces too, which the provider does not take.
        .regex(/^[\w()[\]./'@*?-]*[A-Za-z0-9]{3}[\w()[\]./'@*?-]*$/, nameExpected),
      { error: "a list of images' names" },
    )
    .min(1, "at least one name: whose an image is does not say what it is")
    .max(names, `at most ${names} names`)
    .describe("What they are called; * stands for anything, ? for one character."),
  reason: reason.describe("Who starts them, and what for."),
});

/** `defaults.allowedImages` of an account. */
export const allowedImages = z
  .strictObject({
    enforce: safeguard(
      "Nobody in the account starts an instance from an image that is neither Amazon's Linux for nodes, nor among `others`, nor the account's own (EC2's Allowed AMIs). Off, EC2 only says which images it would refuse (audit mode).",
    ),
    others: z
      .array(others, { error: "a list of objects of providers, names, reason" })
      .max(criteria - 1, `at most ${criteria - 1}: EC2 takes ${criteria} criteria, and the first is Amazon's Linux`)
      .default([])
      .describe("More images that may be started, by whose they are and what they are called. Those of the account itself always may."),
  })
  .prefault({})
  .describe("Which images instances of this account and Region are started from.");
