import type { Policy } from "../model/policy.ts";
import { groupTypes, type Rule, rulesOf, showPorts } from "./rules.ts";

/** Groups for incidents and restores, each with the only group that may reach it. */
const quarantines: Readonly<Record<string, string | undefined>> = { isolated: undefined, restored: "validation" };

export const vpcSecuritygroupDisallowOpenedQuarantine: Policy = {
  name: "aws-vpc-securitygroup-disallow-opened-quarantine",
  description: "A node in quarantine has no connections, and a restored database only those of its validation.",
  severity: "high",
  controls: [
    {
      key: "NET-43",
      service: "VPC / network",
      control: "Groups for quarantine and for restored databases have only their planned rules",
      pci: ["1.2.5", "1.3.1", "12.10.1"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: "Remove the rule; examine an isolated node by a copy of its disk.",
  url: "https://docs.aws.amazon.com/whitepapers/latest/aws-security-incident-response-guide/containment.html",
  types: groupTypes,
  check: (group, stack) => {
    const kind = Object.keys(quarantines).find((name) => stack.isOurs && group.name.endsWith(`-${name}`));
    if (kind === undefined) return undefined;
    return rulesOf(group, stack)
      .filter((rule) => !isOwn(rule, quarantines[kind]))
      .map((rule) => `has an unplanned rule of ${rule.direction}, ${showPorts(rule)}; remove ${rule.source.name}`);
  },
};

const isOwn = ({ direction, peers, isSelf, hasPrefixList, namesOtherStack }: Rule, from: string | undefined): boolean =>
  from !== undefined &&
  direction === "ingress" &&
  !isSelf &&
  !hasPrefixList &&
  !namesOtherStack &&
  peers.length === 1 &&
  peers.every(({ name }) => name.endsWith(`-${from}`));
