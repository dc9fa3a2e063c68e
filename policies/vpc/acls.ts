import type { Resource, Stack } from "../model/stack.ts";
import { isTrue } from "../model/values.ts";
import { naming } from "./carriers.ts";
import { contains } from "./cidr.ts";
import type { Rule } from "./rules.ts";

export const aclTypes = ["aws:ec2/networkAcl:NetworkAcl", "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl"];
const aclRuleType = "aws:ec2/networkAclRule:NetworkAclRule";
const associationType = "aws:ec2/networkAclAssociation:NetworkAclAssociation";

/** One entry of a network ACL. */
export interface Entry extends Pick<Rule, "direction" | "protocol" | "from" | "to"> {
  readonly number: number;
  readonly isDeny: boolean;
  readonly cidr: string;
  /** Type and code of ICMP, -1 for all. */
  readonly icmp: readonly [type: number, code: number];
}

/** An ACL's entries of one direction, in the order in which they are asked. */
export function entriesOf(acl: Resource, direction: Entry["direction"], stack: Stack): Entry[] {
  const separate = naming(acl, "networkAclId", [aclRuleType], stack).filter(
    (rule) => isTrue(rule.get("egress")) === (direction === "egress"),
  );
  const inline = acl.list(direction).map((_, index) => entry(acl, direction, `${direction}.${index}.`));
  return [...inline, ...separate.map((rule) => entry(rule, direction, ""))].sort((a, b) => a.number - b.number);
}

/** An ACL's entries of one direction that let something through, those that an earlier one denies as a whole left out. */
export function allowed(acl: Resource, direction: Entry["direction"], stack: Stack): Entry[] {
  const entries = entriesOf(acl, direction, stack);
  return entries.filter((candidate, index) => !candidate.isDeny && !entries.slice(0, index).some((earlier) => denies(earlier, candidate)));
}

const protocols: Readonly<Record<string, string>> = { all: "-1", "6": "tcp", "17": "udp", "1": "icmp", "58": "icmpv6" };

function entry(source: Resource, direction: Entry["direction"], at: string): Entry {
  const given = String(source.get(`${at}protocol`) ?? "-1").toLowerCase();
  const protocol = protocols[given] ?? given;
  const isAll = protocol === "-1";
  return {
    direction,
    protocol,
    from: isAll ? 0 : (source.number(`${at}fromPort`) ?? 0),
    to: isAll ? 65535 : (source.number(`${at}toPort`) ?? 65535),
    number: source.number(`${at}ruleNo`) ?? source.number(`${at}ruleNumber`) ?? 0,
    isDeny: (source.text(`${at}action`) ?? source.text(`${at}ruleAction`) ?? "").toLowerCase() === "deny",
    cidr: source.text(`${at}cidrBlock`) || source.text(`${at}ipv6CidrBlock`) || "",
    icmp: [source.number(`${at}icmpType`) ?? -1, source.number(`${at}icmpCode`) ?? -1],
  };
}

const denies = (earlier: Entry, later: Entry): boolean =>
  earlier.isDeny &&
  (earlier.protocol === "-1" || earlier.protocol === later.protocol) &&
  earlier.from <= later.from &&
  later.to <= earlier.to &&
  contains(earlier.cidr, later.cidr);

/** The ACL that a subnet has, as far as it is in the stack and not the VPC's default one. */
export function aclOf(subnet: Resource, stack: Stack): Resource | undefined {
  const associated = naming(subnet, "subnetId", [associationType], stack).flatMap((association) =>
    stack.referred(association, "networkAclId", aclTypes),
  );
  return associated[0] ?? naming(subnet, "subnetIds", aclTypes, stack)[0];
}
