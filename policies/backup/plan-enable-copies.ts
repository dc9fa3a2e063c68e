import { isUnknown } from "../../domain/graph-values.ts";
import type { Policy } from "../model/policy.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { asList, read } from "../model/values.ts";
import { isContinuousExtra, plan, rulesOf } from "./types.ts";

export const backupPlanEnableCopies: Policy = {
  name: "aws-backup-plan-enable-copies",
  description: "Backups are copied to another Region or account.",
  severity: "high",
  controls: [
    {
      key: "G8",
      service: "What no other tool checks",
      control: "Backups are copied to another Region or account",
      pci: ["12.10.1"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: "Give a rule of the plan copyActions to a vault in another Region or account.",
  url: "https://docs.aws.amazon.com/aws-backup/latest/devguide/cross-region-backup.html",
  types: [plan],
  check: (resource, stack) => {
    if (isContinuousExtra(resource, stack)) return undefined;
    const copies = rulesOf(resource).flatMap((rule) => asList(resource.get(`${rule}.copyActions`)));
    if (copies.length === 0) return ["no rule has copyActions; add one to a vault in another Region or account"];
    const home = homeOf(resource, stack);
    const stays = copies.every((copy) => isAt(read({ ...Object(copy) }, "destinationVaultArn"), home));
    return stays ? [`copies stay in ${home}; copy to another Region or account`] : [];
  },
};

/** `region:account` of a plan, as far as it is known. */
function homeOf(resource: Resource, stack: Stack): string | undefined {
  const arn = resource.properties.arn;
  if (typeof arn === "string" && !isUnknown(arn)) return arn.split(":").slice(3, 5).join(":");
  const [provider, ...others] = stack.ofType("pulumi:providers:aws");
  const region = provider?.properties.region;
  const account = /\d{12}/.exec(String(provider?.properties.allowedAccountIds))?.[0];
  return others.length === 0 && typeof region === "string" && account ? `${region}:${account}` : undefined;
}

const isAt = (arn: unknown, home: string | undefined): boolean => typeof arn === "string" && arn.split(":").slice(3, 5).join(":") === home;
