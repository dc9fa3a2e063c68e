import { exactly, HOURS, lengthIn, type Rule, share, textIn } from "../charge.ts";

const eip: Rule = () => [
  { what: "public IPv4 address", group: "network", basis: "hour", price: "ipv4.hour", count: exactly(1), units: HOURS },
];

const natType = "aws:ec2/natGateway:NatGateway";
const firewallType = "aws:networkfirewall/firewall:Firewall";

/**
 * AWS takes neither hours nor traffic of as many NAT gateways as there are endpoints of Network Firewall before them
 * (aws.amazon.com/network-firewall/pricing).
 */
const nat: Rule = (_, context) => {
  const gateways = context.resources.filter(({ type }) => type === natType).length;
  const endpoints = context.resources.flatMap(({ type, inputs }) =>
    type === firewallType ? (lengthIn(inputs?.subnetMappings)?.from ?? 0) : 0,
  );
  const paired = Math.min(
    gateways,
    endpoints.reduce((sum, one) => sum + one, 0),
  );
  const paid = (gateways - paired) / gateways;
  if (paid === 0) return [];
  return [
    { what: "NAT gateway", group: "network", basis: "hour", price: "nat.hour", count: exactly(paid), units: HOURS },
    {
      what: "through NAT gateways",
      group: "network",
      basis: "use",
      price: "nat.gb",
      count: share(context.assumptions.natGb * paid, natType, context),
      counted: "GB",
      units: 1,
    },
  ];
};

const endpointType = "aws:ec2/vpcEndpoint:VpcEndpoint";

const endpoint: Rule = ({ vpcEndpointType, subnetIds }, context) => {
  if (vpcEndpointType !== "Interface") return [];
  const interfaces = context.resources.filter(({ type, inputs }) => type === endpointType && inputs?.vpcEndpointType === "Interface");
  return [
    {
      what: "interface endpoint in a zone",
      group: "network",
      basis: "hour",
      price: "endpoint.hour",
      count: lengthIn(subnetIds),
      units: HOURS,
    },
    {
      what: "through interface endpoints",
      group: "network",
      basis: "use",
      price: "endpoint.gb",
      count: exactly(context.assumptions.endpointGb / interfaces.length),
      counted: "GB",
      units: 1,
    },
  ];
};

const networkFirewall: Rule = ({ subnetMappings }, context) => [
  {
    what: "Network Firewall endpoint",
    group: "network",
    basis: "hour",
    price: "network-firewall.hour",
    count: lengthIn(subnetMappings),
    units: HOURS,
  },
  {
    what: "through the network firewall",
    group: "network",
    basis: "use",
    price: "network-firewall.gb",
    count: share(context.assumptions.natGb, firewallType, context),
    counted: "GB",
    units: 1,
  },
];

const zoneType = "aws:route53/zone:Zone";

const zone: Rule = (_, context) => [
  { what: "hosted zone", group: "network", basis: "month", price: "route53.zone", count: exactly(1), units: 1 },
  {
    what: "queries to the zone",
    group: "network",
    basis: "use",
    price: "route53.queries",
    count: share(context.assumptions.dnsMillions, zoneType, context),
    counted: "million",
    units: 1,
  },
];

const domainList: Rule = ({ domains }) => [
  {
    what: "domain of the DNS firewall",
    group: "network",
    basis: "month",
    price: "dns-firewall.domain",
    count: lengthIn(domains),
    units: 1,
  },
];

const dnsFirewallType = "aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation";

const dnsFirewall: Rule = (_, context) => [
  {
    what: "queries through the DNS firewall",
    group: "network",
    basis: "use",
    price: "dns-firewall.queries",
    count: share(context.assumptions.dnsMillions, dnsFirewallType, context),
    counted: "million",
    units: 1,
  },
];

/** Resources of Cloud Control, which are free except for an ACME endpoint of ACM. */
const cloudControl: Rule = ({ typeName }) =>
  textIn(typeName) === "AWS::CertificateManager::AcmeEndpoint"
    ? [{ what: "ACME endpoint", group: "network", basis: "month", price: "acm.acme-endpoint", count: exactly(1), units: 1 }]
    : [];

/** Rules for the network, its names and its egress. */
export const networkRules: Readonly<Record<string, Rule>> = {
  "aws:cloudcontrol/resource:Resource": cloudControl,
  "aws:ec2/eip:Eip": eip,
  [natType]: nat,
  [endpointType]: endpoint,
  [firewallType]: networkFirewall,
  [zoneType]: zone,
  "aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList": domainList,
  [dnsFirewallType]: dnsFirewall,
};
