import { collect } from "../model/collect.ts";
import type { Policy } from "../model/policy.ts";
import { aclOf, allowed } from "./acls.ts";
import { residentsOf } from "./carriers.ts";
import { isPrivate } from "./cidr.ts";
import { internetRoutes, subnetTypes, tableOf } from "./routes.ts";
import { showPorts } from "./rules.ts";

export const vpcSubnetDisallowInternetForData: Policy = {
  name: "aws-vpc-subnet-disallow-internet-for-data",
  description:
    "A subnet with a database, cache or file system has no route to the internet, and its network ACL allows no traffic from there.",
  severity: "critical",
  controls: ["G20"],
  remediation: "Create separate subnets for data stores, with a route table without a default route and an ACL that names the other tiers.",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html",
  types: subnetTypes,
  check: (subnet, stack) => {
    if (!residentsOf(subnet, stack).some(({ role }) => role === "data")) return undefined;
    const table = tableOf(subnet, stack);
    const acl = aclOf(subnet, stack);
    const routes = table
      ? internetRoutes(table, stack).map(({ destination, way }) => `a route leads to ${destination} through ${label(way)}; remove it`)
      : [];
    const entries = (["ingress", "egress"] as const).flatMap((direction) =>
      acl ? allowed(acl, direction, stack).filter(({ cidr }) => !isPrivate(cidr)) : [],
    );
    return [
      ...new Set([
        ...routes,
        ...collect(entries, (entry) => [
          `the ACL lets ${showPorts(entry)} ${entry.direction === "ingress" ? "in from" : "out to"} ${entry.cidr}; name the application tier`,
        ]),
      ]),
    ];
  },
};

const label = (way: string) =>
  way === "other" ? "a gateway" : way === "internet gateway" || way === "instance" || way.startsWith("e") ? `an ${way}` : `a ${way}`;
