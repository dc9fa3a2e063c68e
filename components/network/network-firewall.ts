import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import { Firewall } from "@pulumi/aws/networkfirewall/firewall.js";
import { FirewallPolicy } from "@pulumi/aws/networkfirewall/firewallPolicy.js";
import { LoggingConfiguration } from "@pulumi/aws/networkfirewall/loggingConfiguration.js";
import { RuleGroup } from "@pulumi/aws/networkfirewall/ruleGroup.js";
import { all, ComponentResource, type ComponentResourceOptions, type Input, type Output } from "@pulumi/pulumi";
import { startTlsPorts } from "../../domain/defaults/ports.ts";
import { nameTag, typeToken } from "../naming.ts";
import type { NetworkSubnet } from "./network.ts";

/** What a {@link NetworkFirewall} is made of. */
export interface NetworkFirewallArgs {
  readonly vpcId: Input<string>;
  /** IPv4 block of the VPC: whose connections are looked at. */
  readonly vpcCidr: string;
  /** One subnet a zone. */
  readonly subnets: readonly NetworkSubnet[];
  /** Names that TLS connections may ask for, `api.example.com` or `*.example.com`. */
  readonly allowedHosts: readonly string[];
  /** The port that nodes submit mail on. @default - none: mail goes by HTTPS */
  readonly mailPort?: number | undefined;
  /** Key that encrypts firewall, rules and logs' groups. */
  readonly keyArn: Input<string>;
  /** Key that encrypts the logs. */
  readonly logKeyArn: Input<string>;
  /** Days that alerts and flows are kept. */
  readonly logRetentionDays: number;
  /** Whether AWS refuses to delete it. */
  readonly protect: boolean;
}

/** AWS Network Firewall between nodes and NAT: lets through TLS to allowed server names, drops and logs the rest. */
export class NetworkFirewall extends ComponentResource {
  /** The endpoints that routes lead to, in the order of the subnets. */
  readonly endpointIds: readonly Output<string>[];

  constructor(name: string, args: NetworkFirewallArgs, opts?: ComponentResourceOptions) {
    super(typeToken("NetworkFirewall"), name, {}, opts);
    const parent = this;

    const ruleVariables = { ipSets: [{ key: "HOME_NET", ipSet: { definitions: [args.vpcCidr] } }] };
    const encryptionConfiguration = { type: "CUSTOMER_KMS", keyId: args.keyArn };
    const { mailPort } = args;
    const policy = createPolicy([
      createRules(),
      ...(mailPort !== undefined && startTlsPorts.includes(mailPort) ? [admitMail(mailPort)] : []),
    ]);
    const firewall = createFirewall();
    logTraffic();

    this.endpointIds = args.subnets.map((subnet) =>
      all([firewall.firewallStatuses, subnet.id]).apply(([statuses, id]) =>
        endpointIn(
          id,
          statuses.flatMap((status) => status.syncStates ?? []),
        ),
      ),
    );
    this.registerOutputs({ endpointIds: this.endpointIds });

    function createRules() {
      return new RuleGroup(
        name,
        {
          type: "STATEFUL",
          // A domain list costs one for each name; the capacity cannot be changed later.
          capacity: 1000,
          description: "TLS and HTTP to the hosts of the settings",
          encryptionConfiguration,
          ruleGroup: {
            ruleVariables,
            rulesSource: {
              rulesSourceList: {
                generatedRulesType: "ALLOWLIST",
                targetTypes: ["TLS_SNI", "HTTP_HOST"],
                // A leading dot stands for every name below.
                targets: args.allowedHosts.map((host) => host.replace(/^\*/, "")),
              },
            },
            statefulRuleOptions: { ruleOrder: "STRICT_ORDER" },
          },
          tags: nameTag(name),
        },
        { parent },
      );
    }

    // A conversation that becomes TLS later has no server name to look at; the DNS allow-list decides whom it is with.
    function admitMail(port: number) {
      const header = {
        protocol: "TCP",
        source: "$HOME_NET",
        sourcePort: "ANY",
        direction: "FORWARD",
        destination: "ANY",
        destinationPort: String(port),
      };
      return new RuleGroup(
        `${name}-mail`,
        {
          type: "STATEFUL",
          capacity: 10,
          description: "Mail submission with STARTTLS",
          encryptionConfiguration,
          ruleGroup: {
            ruleVariables,
            rulesSource: { statefulRules: [{ action: "PASS", header, ruleOptions: [{ keyword: "sid", settings: ["1"] }] }] },
            statefulRuleOptions: { ruleOrder: "STRICT_ORDER" },
          },
          tags: nameTag(`${name}-mail`),
        },
        { parent },
      );
    }

    function createPolicy(groups: readonly RuleGroup[]) {
      return new FirewallPolicy(
        name,
        {
          description: "What is not allowed is dropped",
          encryptionConfiguration,
          firewallPolicy: {
            statelessDefaultActions: ["aws:forward_to_sfe"],
            statelessFragmentDefaultActions: ["aws:forward_to_sfe"],
            statefulEngineOptions: { ruleOrder: "STRICT_ORDER", streamExceptionPolicy: "DROP" },
            statefulDefaultActions: ["aws:drop_established", "aws:alert_established"],
            statefulRuleGroupReferences: groups.map(({ arn }, i) => ({ resourceArn: arn, priority: 100 * (i + 1) })),
          },
          tags: nameTag(name),
        },
        { parent },
      );
    }

    function createFirewall() {
      return new Firewall(
        name,
        {
          description: "Between the store's nodes and the internet",
          vpcId: args.vpcId,
          subnetMappings: args.subnets.map((subnet) => ({ subnetId: subnet.id })),
          firewallPolicyArn: policy.arn,
          encryptionConfiguration,
          deleteProtection: args.protect,
          subnetChangeProtection: args.protect,
          firewallPolicyChangeProtection: false,
          tags: nameTag(name),
        },
        { parent },
      );
    }

    function logTraffic() {
      const logs = (["ALERT", "FLOW"] as const).map((logType) => {
        const group = new LogGroup(
          `${name}-${logType.toLowerCase()}`,
          { kmsKeyId: args.logKeyArn, retentionInDays: args.logRetentionDays, deletionProtectionEnabled: args.protect },
          { parent },
        );
        return { logType, logDestinationType: "CloudWatchLogs", logDestination: { logGroup: group.name } };
      });
      new LoggingConfiguration(name, { firewallArn: firewall.arn, loggingConfiguration: { logDestinationConfigs: logs } }, { parent });
    }
  }
}

interface SyncState {
  readonly attachments?: readonly { readonly endpointId?: string | undefined; readonly subnetId?: string | undefined }[] | undefined;
}

function endpointIn(subnetId: string, states: readonly SyncState[]): string {
  const attachment = states.flatMap((state) => state.attachments ?? []).find((candidate) => candidate.subnetId === subnetId);
  if (!attachment?.endpointId) throw new Error(`AWS Network Firewall has no endpoint in subnet ${subnetId}`);
  return attachment.endpointId;
}
