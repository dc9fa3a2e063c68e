import { collect } from "../model/collect.ts";
import type { Policy } from "../model/policy.ts";
import { groupsOfStore, isDataGroup } from "./data-groups.ts";
import { dataStoreTypes } from "./data-stores.ts";
import { rulesOf, showPorts } from "./rules.ts";

export const vpcDatastoreDisallowEgress: Policy = {
  name: "aws-vpc-datastore-disallow-egress",
  description: "Security groups of databases, caches and file systems allow no egress, except to the data tier itself.",
  severity: "high",
  controls: ["G20"],
  remediation: "Remove the egress rules (egress: []): answers to callers need none.",
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
  types: dataStoreTypes,
  check: (store, stack) =>
    groupsOfStore(store, stack)?.flatMap((group) =>
      collect(
        rulesOf(group, stack).filter(({ direction }) => direction === "egress"),
        (rule) => {
          const lists = rule.hasPrefixList ? ["a prefix list"] : [];
          const peers = rule.peers.filter((peer) => peer !== group && !isDataGroup(peer, stack)).map(({ name }) => name);
          return [...rule.cidrs(), ...lists, ...peers, ...(rule.namesOtherStack ? ["another stack's group"] : [])].map(
            (to) => `group ${group.name} lets ${showPorts(rule)} out to ${to}; remove the rule`,
          );
        },
      ),
    ),
};
