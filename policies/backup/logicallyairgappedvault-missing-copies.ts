import type { Policy } from "../model/policy.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { asList, read, show } from "../model/values.ts";
import { airGappedVault, plan, rulesOf } from "./types.ts";

/** A copy into a vault, with how long it is to live there. */
interface Copy {
  readonly of: string;
  readonly days: unknown;
}

export const backupLogicallyairgappedvaultMissingCopies: Policy = {
  name: "aws-backup-logicallyairgappedvault-missing-copies",
  description: "Backups are copied into an air-gapped vault, with a retention within its bounds: others are refused.",
  severity: "high",
  controls: ["G28"],
  remediation: "Give a plan's rule copyActions to the vault, with lifecycle.deleteAfter from minRetentionDays to maxRetentionDays.",
  url: "https://docs.aws.amazon.com/aws-backup/latest/devguide/logicallyairgappedvault.html",
  types: [airGappedVault],
  check: (resource, stack) => {
    const copies = copiesInto(resource, stack);
    if (copies.length === 0) return ["no plan's rule copies into the vault; add copyActions with its ARN"];
    const [min, max] = [resource.number("minRetentionDays") ?? 0, resource.number("maxRetentionDays") ?? 0];
    return copies
      .filter(({ days }) => typeof days !== "number" || days < min || days > max)
      .map(({ of, days }) => `${of} keeps copies in the vault for ${show(days)} days; set ${min} to ${max}`);
  },
};

/** The copies of a stack's plans that go to a vault, by its name in their ARN. */
function copiesInto(vault: Resource, stack: Stack): Copy[] {
  const name = vault.text("name");
  return stack.ofType(plan).flatMap((one) =>
    rulesOf(one).flatMap((rule) => {
      const of = `the rule ${one.text(`${rule}.ruleName`)}`;
      const target = String(one.get(`${rule}.targetLogicallyAirGappedBackupVaultArn`) ?? "");
      const first = target.endsWith(`:${name}`) ? [{ of, days: one.get(`${rule}.lifecycle.deleteAfter`) }] : [];
      const copied = asList(one.get(`${rule}.copyActions`))
        .filter((copy) => String(read(copy, "destinationVaultArn")).endsWith(`:${name}`))
        .map((copy) => ({ of, days: read(read(copy, "lifecycle"), "deleteAfter") }));
      return [...first, ...copied];
    }),
  );
}
