import type { Policy } from "../model/policy.ts";
import { groupTypes, type Rule, rulesOf, showPorts } from "./rules.ts";

/** Groups that a stack keeps for the day when somebody needs them, and the one group that may reach into each. */
const quarantines: Readonly<Record<string, string | undefined>> = { isolated: undefined, restored: "validation" };

export const vpcSecuritygroupDisallowOpenedQuarantine: Policy = {
  name: "aws-vpc-securitygroup-disallow-opened-quarantine",
  description: "A node in quarantine talks with nobody, and a restored database with what looks at it only.",
  severity: "high",
  controls: [
    {
      key: "NET-43",
      service: "VPC / network",
      control: "Groups for quarantine and for restored databases have no rules but their own",
      pci: ["1.2.5", "1.3.1", "12.10.1"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: "Take the rule away; who has to look at such a node does so by its disk's copy.",
  url: "https://docs.aws.amazon.com/whitepapers/latest/aws-security-incident-response-guide/containment.html",
  types: groupTypes,
  check: (group, stack) => {
    const kind = Object.keys(quarantines).find((name) => stack.isOurs && group.name.endsWith(`-${name}`));
    if (kind === undefined) return undefined;
    return rulesOf(group, stack)
      .filter((rule) => !isOwn(rule, quarantines[kind]))
      .map((rule) => `has a rule of ${rule.direction}, ${showPorts(rule)}, that it was not made with; take ${rule.source.name} away`);
  },
};

const isOwn = ({ direction, peers, isSelf, hasPrefixList, namesStranger }: Rule, from: string | undefined): boolean =>
  from !== undefined &&
  direction === "ingress" &&
  !isSelf &&
  !hasPrefixList &&
  !namesStranger &&
  peers.length === 1 &&
  peers.every(({ name }) => name.endsWith(`-${from}`));
