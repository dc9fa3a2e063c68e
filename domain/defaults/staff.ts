import { workingDaySeconds } from "./account.ts";
import { idleMinutes } from "./admin-sign-in.ts";

/** Roles of staff, from the most permissions to the fewest. */
export const staffRoles = ["administrator", "operator", "developer", "auditor"] as const;

/** One of {@link staffRoles}. */
export type StaffRole = (typeof staffRoles)[number];

/** AWS's own policies that show how everything is set up, and nothing of what is in it. */
export const readOnlyPolicies = ["arn:aws:iam::aws:policy/SecurityAudit", "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess"] as const;

/** AWS's policy for cases with AWS Support (PCI DSS 12.10.3, Security Hub IAM.18). */
export const supportPolicy = "arn:aws:iam::aws:policy/AWSSupportAccess";

/** AWS's own policies that only read: what an auditor may be given besides. */
export const readsOnly = /^arn:aws:iam::aws:policy\/([\w-]+\/)*(\w*ReadOnly\w*|SecurityAudit|ViewOnlyAccess)$/;

/** Environments that developers work on; they see no data of any other. */
export const developedEnvironments = ["dev", "staging"] as const;

/** The roles' meaning, for the console's list of them. */
export const staffRoleMeanings: Readonly<Record<StaffRole, string>> = {
  administrator: "Looks after the stores of the account, deploys by hand, opens cases with AWS Support",
  operator: "Runs the stores of the account: nodes, restarts, backups, alarms",
  developer: "Reads metrics, and logs of stores that are not in production; works on their nodes",
  auditor: "Sees how everything is set up, and the archive of logs; changes nothing",
};

/** Name of the document with Session Manager's preferences, the only one that AWS looks for. */
export const sessionPreferences = "SSM-SessionManagerRunShell";

/** When Session Manager ends a session, in minutes: one that is idle, and any. */
export const sessionMinutes = { idle: idleMinutes, max: workingDaySeconds / 60 } as const;

/**
 * The tag of builders: they work on a copy of a database, which may be production's (docs/operations/releases.md). No developer can open a
 * session on one; the launch template sets the tag, and no staff role may change tags of instances.
 */
export const databaseCopyTag = { holds: "database-copy" } as const;

/** Where the archive keeps what was typed in sessions. */
export const sessionPrefix = "sessions";

/** The log group of sessions; `stack` is the account's. */
export const sessionLogName = (stack: string): string => `/${stack}/sessions`;

/** Alias of the key of sessions and their log. */
export const sessionKeyAlias = (stack: string): string => `alias/${stack}-sessions`;

/** Default name of the break-glass role, which may do what no other role may. Stores' `backup.breakGlassRole` has the same default. */
export const breakGlassRole = "break-glass";
