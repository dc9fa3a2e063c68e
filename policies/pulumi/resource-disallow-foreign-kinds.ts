import type { Policy } from "../model/policy.ts";
import { anyType, type Resource } from "../model/stack.ts";
import { show } from "../model/values.ts";
import { makesByCloudControl, makesKind } from "./kinds.ts";

export const pulumiResourceDisallowForeignKinds: Policy = {
  name: "aws-pulumi-resource-disallow-foreign-kinds",
  description: "Stores and accounts have only the resource types of such stacks, from AWS's package and no other.",
  severity: "high",
  controls: [
    {
      key: "G30",
      service: "What no other tool checks",
      control: "Stacks have only reviewed kinds of resource: no peering, VPN or transfer, no other package, no template",
      pci: ["1.2.5", "2.2.4"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation:
    "Remove it; if the program creates it on purpose, write a policy for it and add it to policies/pulumi/kinds.ts, or waive it for a time.",
  url: "https://www.pulumi.com/docs/iac/crossguard/",
  types: [anyType],
  check: (resource, stack) => {
    if (!stack.isOurs) return undefined;
    if (!makesKind(stack, resource.type)) return [sentence(resource, stack.isAccount ? "account" : "store")];
    if (resource.type !== "aws:cloudcontrol/resource:Resource") return [];
    const typeName = resource.text("typeName");
    return typeName !== undefined && makesByCloudControl(typeName)
      ? []
      : [
          `Cloud Control creates ${show(typeName)}, which is not reviewed; use the resource's own type, or add it to policies/pulumi/kinds.ts`,
        ];
  },
};

/** Message for a type, which names the package if it is not one of ours, since the type says little then. */
function sentence({ type }: Resource, kind: string): string {
  const [of = "", ...rest] = type.split(":");
  const source = of === "pulumi" && rest[0] === "providers" ? rest[1] : of;
  if (of === "pulumi-nodejs") return `${type} runs its own code while it is created, which no policy can check; use a provider's resource`;
  return source === "aws" || source === "random" || source === "tls"
    ? `no ${kind} has a ${type}; remove it, or review it and add it to policies/pulumi/kinds.ts`
    : `${type} is of the package ${source}, which no stack of ours uses; remove it`;
}
