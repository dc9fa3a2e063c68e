import type { Policy } from "../model/policy.ts";
import { anyType, type Resource } from "../model/stack.ts";
import { show } from "../model/values.ts";
import { makesByCloudControl, makesKind } from "./kinds.ts";

export const pulumiResourceDisallowForeignKinds: Policy = {
  name: "aws-pulumi-resource-disallow-foreign-kinds",
  description: "A store or an account consists of kinds of resource that such stacks have, of AWS's package and of no other.",
  severity: "high",
  controls: [
    {
      key: "G30",
      service: "What no other tool checks",
      control: "A stack has no kind of resource that nobody reviewed: no peering, VPN or transfer, no other package, no template",
      pci: ["1.2.5", "2.2.4"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation:
    "Take it away; where the program makes it on purpose, judge it by a policy and add it to policies/pulumi/kinds.ts, or waive it for a time.",
  url: "https://www.pulumi.com/docs/iac/crossguard/",
  types: [anyType],
  check: (resource, stack) => {
    if (!stack.isOurs) return undefined;
    if (!makesKind(stack, resource.type)) return [sentence(resource, stack.isAccount ? "account" : "store")];
    if (resource.type !== "aws:cloudcontrol/resource:Resource") return [];
    const typeName = resource.text("typeName");
    return typeName !== undefined && makesByCloudControl(typeName)
      ? []
      : [`Cloud Control makes ${show(typeName)}, which no stack of ours has; use the resource's own type, or add it to the list`];
  },
};

/** By its package where that is no one of ours: the type says little then. */
function sentence({ type }: Resource, kind: string): string {
  const [of = "", ...rest] = type.split(":");
  const source = of === "pulumi" && rest[0] === "providers" ? rest[1] : of;
  if (of === "pulumi-nodejs") return `${type} runs code of its own while it is made, which no policy sees; use a resource of a provider`;
  return source === "aws" || source === "random" || source === "tls"
    ? `no ${kind} has a ${type}; take it away, or have it reviewed and listed`
    : `${type} is of the package ${source}, which no stack of ours uses; take it away`;
}
