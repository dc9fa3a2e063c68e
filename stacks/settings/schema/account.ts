import { z } from "zod";
import { logArchive } from "./account/archive.ts";
import { backupCopies } from "./account/backup-copies.ts";
import { ci } from "./account/ci.ts";
import { config } from "./account/config.ts";
import { alternateContacts, defaults, spending } from "./account/defaults.ts";
import { detection } from "./account/detection.ts";
import { elsewhere } from "./account/elsewhere.ts";
import { sessions } from "./account/sessions.ts";
import { staff } from "./account/staff.ts";
import { trail } from "./account/trail.ts";
import { allowReplacement } from "./allow-replacement.ts";
import { accountCosts } from "./costs.ts";
import { accountId, contacts, logRetentionDays, on, region, runbooksUrl, waivers } from "./fields.ts";

/** The settings of an account stack: what an AWS account and Region has only one of. */
export const accountSchema = z.strictObject({
  kind: z.literal("account", { error: "store or account" }).describe("An account; the other kind is store."),
  region,
  home: on(
    "Whether this stack has the account-wide resources (the trail, global resources). Exactly one account stack of an account is home, those of other Regions are not.",
  ).default(true),
  accountId,
  contacts,
  alarms: z.strictObject({ runbooksUrl }).prefault({}).describe("Where the links of the alarms' emails lead."),
  elsewhere,
  logArchive,
  logRetentionDays,
  trail,
  config,
  detection,
  alternateContacts,
  defaults,
  spending,
  costs: accountCosts,
  staff,
  sessions,
  backupCopies,
  ci,
  waivers,
  allowReplacement,
});

/** The settings of an account's file, with defaults filled in. */
export type AccountInput = z.output<typeof accountSchema>;
