import { z } from "zod";
import { on } from "../fields.ts";

/** `config` of an account. */
export const config = z
  .strictObject({
    createRole: on(
      "Whether AWS Config's service-linked role is made here. false where the account has it already (`aws iam get-role --role-name AWSServiceRoleForConfig`). Default: where `home` is true.",
    ).optional(),
    aggregate: on("Whether this Region aggregates the recorders of all Regions of the account.").default(false),
  })
  .prefault({})
  .describe("AWS Config: the record of resources and their changes, and the PCI DSS rules that judge them.");
