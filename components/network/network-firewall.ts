import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import { Firewall } from "@pulumi/aws/networkfirewall/firewall.js";
import { FirewallPolicy } from "@pulumi/aws/networkfirewall/firewallPolicy.js";
import { LoggingConfiguration } from "@pulumi/aws/networkfirewall/loggingConfiguration.js";
import { RuleGroup } from "@pulumi/aws/networkfirewall/ruleGroup.js";
import { all, ComponentResource, type ComponentResourceOptions, type Input, type Output } from "@pulumi/pulumi";
import { type PacketPlanArgs, packetGroups, packetPolicy, packetPriority } from "../../domain/network/packet-plan.ts";
import { nameTag, typeToken } from "../naming.ts";
import type { NetworkSubnet } from "./network.ts";

/** Arguments for {@link NetworkFirewall}. */
export interface NetworkFirewallArgs extends PacketPlanArgs {
  readonly vpcId: Input<string>;
  /** One subnet a zone. */
  readonly subnets: readonly NetworkSubnet[];
  /** Key that encrypts firewall, rules and logs' groups. */
  readonly keyArn: Input<string>;
  /** Key that encrypts the logs. */
  readonly logKeyArn: Input<string>;
  /** Days that alerts and flows are kept. */
  readonly logRetentionDays: number;
  /** Whether AWS refuses to delete it. */
  readonly protect: boolean;
}

/**
 * An optional AWS Network Firewall between nodes and NAT: passes TLS to allowed server names, drops and logs everything else.
 * @see docs/decisions/0005-egress-by-dns-allow-list.md
 */
export class NetworkFirewall extends ComponentResource {
  /** The endpoints that routes lead to, in the order of the subnets. */
  readonly endpointIds: readonly Output<string>[];

  constructor(name: string, args: NetworkFirewallArgs, opts?: ComponentResourceOptions) {
    super(typeToken("NetworkFirewall"), name, {}, opts);
    const parent = this;

    const encryptionConfiguration = { type: "CUSTOMER_KMS", keyId: args.keyArn };
    const policy = createPolicy(packetGroups(args).map(createGroup));
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

    function createGroup({ part, ...group }: ReturnType<typeof packetGroups>[number]) {
      return new RuleGroup(`${name}${part}`, { ...group, encryptionConfiguration, tags: nameTag(`${name}${part}`) }, { parent });
    }

    function createPolicy(groups: readonly RuleGroup[]) {
      return new FirewallPolicy(
        name,
        {
          description: "What is not allowed is dropped",
          encryptionConfiguration,
          firewallPolicy: {
            ...packetPolicy,
            statefulRuleGroupReferences: groups.map(({ arn }, i) => ({ resourceArn: arn, priority: packetPriority(i) })),
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
