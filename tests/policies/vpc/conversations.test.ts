import { expect, test } from "@jest/globals";
import { isRecord } from "../../../domain/values.ts";
import { vpcNetworkConfigureConversations } from "../../../policies/vpc/network-configure-conversations.ts";
import { graphWith } from "../../stacks/graphs.ts";
import { broken } from "../broken.ts";
import { change, drop, remake, rework, several } from "../mutate.ts";
import { kinds, resource, violations } from "../support.ts";

const acl = "aws:ec2/networkAcl:NetworkAcl";
const egressRule = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const ingressRule = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const endpoint = "aws:ec2/vpcEndpoint:VpcEndpoint";

/** Ports of replies as they were when only nodes were thought of. */
const forNodesAlone = (entries: unknown): unknown =>
  Array.isArray(entries)
    ? entries
        .filter((entry) => isRecord(entry) && entry.fromPort !== 3390)
        .map((entry) => (isRecord(entry) && entry.fromPort === 1024 ? { ...entry, fromPort: 32768, toPort: 60999 } : entry))
    : entries;

broken("NET-18", "an ACL that admits replies to nodes' ports only", rework([acl, "network-application"], "ingress", forNodesAlone));
broken("NET-18", "the same with a firewall between", rework([acl, "network-firewall"], "egress", forNodesAlone), "demo-staging");
broken(
  "NET-18",
  "a bucket of Patch Manager that the S3 endpoint refuses",
  rework([endpoint, "network-s3"], "policy", (policy) => String(policy).replace("aws-patch-manager-", "aws-patch-")),
);
broken("NET-18", "nodes that may not call the database", drop([egressRule, "security-web-database-3306"]));
broken("NET-18", "a database that does not allow nodes", drop([ingressRule, "security-web-database-3306"]));
broken("NET-18", "an endpoint of Systems Manager that is gone", drop([endpoint, "endpoints-ssm"]));
broken("NET-18", "an endpoint whose name leads elsewhere", change([endpoint, "endpoints-kms"], { privateDnsEnabled: false }));
broken("NET-18", "a zone without a way out", drop(["aws:ec2/route:Route", "egress-application-2"]));
broken(
  "NET-18",
  "application subnets that leave the S3 endpoint",
  remake([endpoint, "network-s3"], "routeTableIds", ["aws:ec2/routeTable:RouteTable", "network-data-1"]),
);
broken(
  "NET-18",
  "X-Cart's market that is on no list",
  rework(["aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList", "dns-firewall-allowed"], "domains", (domains) =>
    Array.isArray(domains) ? domains.filter((one) => !String(one).startsWith("market.")) : domains,
  ),
);
broken(
  "NET-18",
  "names of the store's own that are on no list",
  drop(["aws:route53/resolverFirewallRule:ResolverFirewallRule", "dns-firewall-allow-own"]),
);
broken(
  "NET-18",
  "a cache whose name is on no list",
  remake(["aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList", "dns-firewall-own"], "domains", "aws:rds/instance:Instance"),
);
broken(
  "NET-18",
  "a firewall that lets no mail pass to SES",
  rework(["aws:networkfirewall/ruleGroup:RuleGroup", "network-firewall"], "ruleGroup", (group) =>
    JSON.parse(JSON.stringify(group).replace('"email.us-east-1.amazonaws.com",', "")),
  ),
  "demo-staging",
);

test("what AWS tells once more of a deployed network is not read twice", async () => {
  const graph = await graphWith("demo-dev");
  const told = several(
    change("aws:ec2/routeTable:RouteTable", { routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: "igw-1" }] }),
    change("aws:ec2/securityGroup:SecurityGroup", { egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }] }),
  )(graph);
  // Groups without a rule of their own have no resource that says more than the list does.
  expect(kinds(vpcNetworkConfigureConversations, ...graph)).toEqual(["compliant"]);
  expect(violations(vpcNetworkConfigureConversations, ...told)).toEqual([]);
});

test("a network of another program is not judged: no one knows who talks in it", () => {
  expect(kinds(vpcNetworkConfigureConversations, resource("aws:ec2/vpc:Vpc", "vpc", { id: "vpc-1", cidrBlock: "10.0.0.0/16" }))).toEqual([
    "notApplicable",
  ]);
});

test("a network of ours of which a part is not there yet is not judged either", () => {
  const parent = "urn:pulumi:test-prod::xcart-hosting::xcart-hosting:index:Network::network";
  const network = { urn: parent, type: "xcart-hosting:index:Network" };
  const vpc = resource("aws:ec2/vpc:Vpc", "vpc", { id: "vpc-1", cidrBlock: "10.0.0.0/16" }, { parent });
  expect(kinds(vpcNetworkConfigureConversations, network, vpc)).toEqual(["unknown"]);
});
