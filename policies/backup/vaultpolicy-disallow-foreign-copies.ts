import { isRecord } from "../../domain/values.ts";
import { type PolicyStatement, statementsOf } from "../model/documents.ts";
import type { Policy } from "../model/policy.ts";

/** The one call that AWS Backup takes from another account. */
const copying = "backup:copyintobackupvault";

export const backupVaultpolicyDisallowForeignCopies: Policy = {
  name: "aws-backup-vaultpolicy-disallow-foreign-copies",
  description: "A vault's policy allows named accounts only, and only to copy into it.",
  severity: "high",
  controls: [
    {
      key: "G29",
      service: "What no other tool checks",
      control: "Copies of backups come from named accounts, and go to named accounts' AWS Backup",
      pci: ["7.3.1"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: "Allow only backup:CopyIntoBackupVault, to arn:aws:iam::ACCOUNT:root or a role of that account.",
  url: "https://docs.aws.amazon.com/aws-backup/latest/devguide/create-cross-account-backup.html",
  types: ["aws:backup/vaultPolicy:VaultPolicy"],
  check: (resource) =>
    (statementsOf(resource, "policy") ?? [])
      .filter(({ effect }) => effect === "Allow")
      .flatMap((statement) => [
        ...statement.principals.filter((who) => !isNamed(who, statement)).map((who) => `the policy allows ${who}; name an account`),
        ...[...statement.actions, ...statement.notActions.map((action) => `all but ${action}`)]
          .filter((action) => action.toLowerCase() !== copying)
          .map((action) => `the policy allows ${action}; allow backup:CopyIntoBackupVault only`),
      ]),
};

/** Whether a principal is one account, or is all principals that a condition restricts to named ones. */
function isNamed(who: string, { condition }: PolicyStatement): boolean {
  if (who !== "*") return /^AWS:(arn:[^:]+:iam::\d{12}:.+|\d{12})$/.test(who);
  return ["StringEquals", "ArnEquals"].some((operator) => {
    const keys = condition[operator];
    return isRecord(keys) && Object.keys(keys).some((key) => /^aws:Principal(Account|Arn)$/i.test(key));
  });
}
