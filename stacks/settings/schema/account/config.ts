import { z } from "zod";
import { on } from "../fields.ts";

/** What AWS Config records and judges. */
export const config = z
  .strictObject({
    createRole: on(
      "Whether AWS Config's service-linked role is made here. false where the account has it already (`aws iam get-role --role-name AWSServiceRoleForConfig`). Default: where `home` is true.",
    ).optional(),
    aggregate: on("Whether what the recorders of all Regions of the account found can be read in this one.").default(false),
  })
  .prefault({})
  .describe("The recorder of what resources were and how they changed, and the rules of PCI DSS that it judges them by.");
