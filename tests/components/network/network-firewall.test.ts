import { expect, test } from "@jest/globals";
import { all } from "@pulumi/pulumi";
import { NetworkFirewall, type NetworkFirewallArgs } from "../../../components/network/network-firewall.ts";
import { deploy, UNKNOWN } from "../../support/offline.ts";
import { inputsByName, only, subnetsOf, withoutTags } from "../registrations.ts";

const fixture: NetworkFirewallArgs = {
  vpcId: "vpc",
  vpcCidr: "10.20.0.0/16",
  subnets: subnetsOf("firewall", 2),
  allowedHosts: ["api.example.com", "*.example.org"],
  keyArn: "arn:data-key",
  logKeyArn: "arn:log-key",
  logRetentionDays: 400,
  mailPort: 465,
  protect: true,
};
const encryptionConfiguration = { type: "CUSTOMER_KMS", keyId: "arn:data-key" };
const deployFirewall = (change: Partial<NetworkFirewallArgs> = {}) =>
  deploy(() => new NetworkFirewall("firewall", { ...fixture, ...change }));

test("the network firewall lets the VPC's own connections through to the listed server names, `*` being every name below", async () => {
  expect(withoutTags(only(await deployFirewall(), "aws:networkfirewall/ruleGroup:RuleGroup"))).toEqual({
    type: "STATEFUL",
    capacity: 1000,
    description: "TLS and HTTP to the hosts of the settings",
    encryptionConfiguration,
    ruleGroup: {
      ruleVariables: { ipSets: [{ key: "HOME_NET", ipSet: { definitions: ["10.20.0.0/16"] } }] },
      rulesSource: {
        rulesSourceList: {
          generatedRulesType: "ALLOWLIST",
          targetTypes: ["TLS_SNI", "HTTP_HOST"],
          targets: ["api.example.com", ".example.org"],
        },
      },
      statefulRuleOptions: { ruleOrder: "STRICT_ORDER" },
    },
  });
});

test("the network firewall passes mail on a port that begins in the clear, since there is no server name to look at", async () => {
  const registrations = await deployFirewall({ mailPort: 587 });
  const groups = inputsByName(registrations, "aws:networkfirewall/ruleGroup:RuleGroup");
  expect(Object.keys(groups)).toEqual(["firewall", "firewall-mail"]);
  expect(groups["firewall-mail"]).toMatchObject({
    ruleGroup: {
      ruleVariables: { ipSets: [{ key: "HOME_NET", ipSet: { definitions: ["10.20.0.0/16"] } }] },
      rulesSource: {
        statefulRules: [
          {
            action: "PASS",
            header: {
              protocol: "TCP",
              source: "$HOME_NET",
              sourcePort: "ANY",
              direction: "FORWARD",
              destination: "ANY",
              destinationPort: "587",
            },
            ruleOptions: [{ keyword: "sid", settings: ["1"] }],
          },
        ],
      },
      statefulRuleOptions: { ruleOrder: "STRICT_ORDER" },
    },
  });
  expect(only(registrations, "aws:networkfirewall/firewallPolicy:FirewallPolicy").inputs.firewallPolicy).toMatchObject({
    statefulRuleGroupReferences: [
      { resourceArn: "arn:aws:test:::firewall", priority: 100 },
      { resourceArn: "arn:aws:test:::firewall-mail", priority: 200 },
    ],
  });
});

test("the network firewall drops what no rule lets through, and what it did not see from the start", async () => {
  expect(only(await deployFirewall(), "aws:networkfirewall/firewallPolicy:FirewallPolicy").inputs.firewallPolicy).toEqual({
    statelessDefaultActions: ["aws:forward_to_sfe"],
    statelessFragmentDefaultActions: ["aws:forward_to_sfe"],
    statefulEngineOptions: { ruleOrder: "STRICT_ORDER", streamExceptionPolicy: "DROP" },
    statefulDefaultActions: ["aws:drop_established", "aws:alert_established"],
    statefulRuleGroupReferences: [{ resourceArn: "arn:aws:test:::firewall", priority: 100 }],
  });
});

test.each([true, false])(
  "the network firewall stands in each zone's subnet, under our key; AWS protects it when asked to: %s",
  async (protect) => {
    expect(withoutTags(only(await deployFirewall({ protect }), "aws:networkfirewall/firewall:Firewall"))).toEqual({
      description: "Between the store's nodes and the internet",
      vpcId: "vpc",
      subnetMappings: [{ subnetId: "firewall-1-id" }, { subnetId: "firewall-2-id" }],
      firewallPolicyArn: "arn:aws:test:::firewall",
      encryptionConfiguration,
      deleteProtection: protect,
      subnetChangeProtection: protect,
      firewallPolicyChangeProtection: false,
    });
  },
);

test("the network firewall keeps alerts and flows, encrypted and for the given days", async () => {
  const registrations = await deployFirewall();
  const kept = { kmsKeyId: "arn:log-key", retentionInDays: 400, deletionProtectionEnabled: true };
  expect(inputsByName(registrations, "aws:cloudwatch/logGroup:LogGroup")).toMatchObject({ "firewall-alert": kept, "firewall-flow": kept });
  expect(only(registrations, "aws:networkfirewall/loggingConfiguration:LoggingConfiguration").inputs.loggingConfiguration).toEqual({
    logDestinationConfigs: [
      { logType: "ALERT", logDestinationType: "CloudWatchLogs", logDestination: { logGroup: "firewall-alert" } },
      { logType: "FLOW", logDestinationType: "CloudWatchLogs", logDestination: { logGroup: "firewall-flow" } },
    ],
  });
});

test("routes find each subnet's own endpoint, in whatever order AWS names them, and wait for them in a preview", async () => {
  const attachment = (zone: number) => ({ attachments: [{ subnetId: `firewall-${zone}-id`, endpointId: `vpce-${zone}` }] });
  const statuses = { firewallStatuses: [{ syncStates: [attachment(2), attachment(1)] }] };
  const endpointsWith = async (outputs: Record<string, unknown>) => {
    let found: readonly string[] = [];
    const build = () => all([...new NetworkFirewall("firewall", fixture).endpointIds]).apply((ids) => (found = ids));
    const registrations = await deploy(build, { outputs: ({ type }) => (type.endsWith(":Firewall") ? outputs : {}) });
    return [found, only(registrations, "xcart-hosting:index:NetworkFirewall").outputs.endpointIds];
  };
  expect(await endpointsWith(statuses)).toEqual([
    ["vpce-1", "vpce-2"],
    ["vpce-1", "vpce-2"],
  ]);
  expect(await endpointsWith({})).toEqual([[], [UNKNOWN, UNKNOWN]]);
});
