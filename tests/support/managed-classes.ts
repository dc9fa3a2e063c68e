// Writes policies/iam/managed-policies.json: what AWS's own policies give away, by the documents that moto has from AWS. After an update of
// moto (tests/support/emulators/python/moto.txt), or of what the pack thinks broad:
//   node tests/support/managed-classes.ts
import { writeFileSync } from "node:fs";
import { classesOf, managedClasses } from "../../policies/iam/managed-classes.ts";
import { stackOf } from "../../policies/model/graph.ts";
import { everyManagedPolicy } from "./managed-policies.ts";

/** The day of the newest change, the names of policies by what they give away, and all others that someone can attach. */
export async function classifiedPolicies(): Promise<Record<string, string | string[]>> {
  const all = Object.entries(await everyManagedPolicy()).filter(([, { Path }]) => !Path.startsWith("/aws-service-role/"));
  const days = all.map(([, { UpdateDate, CreateDate }]) => (UpdateDate ?? CreateDate).slice(0, 10)).sort();
  const judged = all.map(([name, { Document }]) => ({ name, classes: judge(Document) })).sort((a, b) => (a.name < b.name ? -1 : 1));
  const inClass = managedClasses.map((one) => [one, judged.filter(({ classes }) => classes.includes(one)).map(({ name }) => name)]);
  const narrow = judged.filter(({ classes }) => classes.length === 0).map(({ name }) => name);
  return { asOf: days.at(-1) ?? "", ...Object.fromEntries(inClass), narrow };
}

function judge(document: unknown): string[] {
  const type = "aws:iam/policy:Policy";
  const stack = stackOf([{ urn: `urn:pulumi:aws::managed::${type}::it`, type, outputs: { policy: JSON.stringify(document) } }]);
  return stack.ofType(type).flatMap((policy) => classesOf(policy, stack));
}

if (import.meta.main)
  writeFileSync(
    new URL("../../policies/iam/managed-policies.json", import.meta.url),
    `${JSON.stringify(await classifiedPolicies(), null, 2)}\n`,
  );
