import { collect } from "../model/collect.ts";
import { oncePerStack } from "../model/once.ts";
import type { Policy } from "../model/policy.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { residentsOf } from "./carriers.ts";
import { internetRoutesIn, routeTableTypes, subnetTypes, tableOf } from "./routes.ts";

export const vpcRouteDisallowInternetOutsidePublicTier: Policy = {
  name: "aws-vpc-route-disallow-internet-outside-public-tier",
  description: "Only subnets of load balancers and NAT gateways have a route to an internet gateway; others use NAT.",
  severity: "critical",
  controls: ["NET-08", "G20"],
  remediation:
    "Route the private tiers' 0.0.0.0/0 to a NAT gateway or firewall endpoint; create separate route tables for the public tier.",
  url: "https://docs.aws.amazon.com/config/latest/developerguide/no-unrestricted-route-to-igw.html",
  types: ["aws:ec2/route:Route", ...routeTableTypes],
  check: (resource, stack) => {
    const ways = internetRoutesIn(resource, stack).filter(({ way }) => way === "internet gateway" || way === "instance");
    if (ways.length === 0) return resource.type.endsWith(":Route") ? undefined : [];
    const tables = resource.type.endsWith(":Route") ? stack.referred(resource, "routeTableId", routeTableTypes) : [resource];
    return collect(ways, ({ destination, way }) => {
      if (way === "instance") return [`${destination} is routed through an instance or interface; use a NAT gateway`];
      const main = tables.filter((table) => table.type.includes("defaultRouteTable")).map(() => "every subnet without a table of its own");
      return [...main, ...tables.flatMap((table) => privateUsers(table, stack))].map(
        (who) => `${destination} goes to an internet gateway from ${who}; use a NAT gateway`,
      );
    });
  },
};

/** Resources in a table's subnets that must not be in a public subnet. */
function privateUsers(table: Resource, stack: Stack): string[] {
  return (subnetsByTable(stack).get(table) ?? []).flatMap((subnet) => {
    const residents = residentsOf(subnet, stack).filter(({ role }) => role === "node" || role === "data");
    return residents.length > 0 ? [`${subnet.name} (${residents[0]?.resource.name})`] : [];
  });
}

const subnetsByTable = oncePerStack((stack) => Map.groupBy(stack.ofType(...subnetTypes), (subnet) => tableOf(subnet, stack)));
