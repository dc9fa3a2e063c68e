import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import { ResolverFirewallConfig } from "@pulumi/aws/route53/resolverFirewallConfig.js";
import { ResolverFirewallDomainList } from "@pulumi/aws/route53/resolverFirewallDomainList.js";
import { ResolverFirewallRule } from "@pulumi/aws/route53/resolverFirewallRule.js";
import { ResolverFirewallRuleGroup } from "@pulumi/aws/route53/resolverFirewallRuleGroup.js";
import { ResolverFirewallRuleGroupAssociation } from "@pulumi/aws/route53/resolverFirewallRuleGroupAssociation.js";
import { ResolverQueryLogConfig } from "@pulumi/aws/route53/resolverQueryLogConfig.js";
import { ResolverQueryLogConfigAssociation } from "@pulumi/aws/route53/resolverQueryLogConfigAssociation.js";
import { ComponentResource, type ComponentResourceOptions, type Input, type Output } from "@pulumi/pulumi";
import { nameTag, typeToken } from "../naming.ts";

/** What a {@link DnsFirewall} is made of. */
export interface DnsFirewallArgs {
  readonly vpcId: Input<string>;
  /** Names that resolve, `api.example.com` or `*.example.com`; all others do not exist. */
  readonly allowedHosts: readonly string[];
  /** Key and retention in days of a log of every query. @default - queries are counted, not logged */
  readonly queryLog?: { readonly logKeyArn: Input<string>; readonly logRetentionDays: number };
}

/** A DNS allow-list for the whole VPC, closed when Route 53 cannot answer; by choice with every query logged. */
export class DnsFirewall extends ComponentResource {
  readonly ruleGroupId: Output<string>;
  /** The list of all names, which the last rule blocks: what is blocked is counted by it. */
  readonly blockedListId: Output<string>;

  constructor(name: string, args: DnsFirewallArgs, opts?: ComponentResourceOptions) {
    super(typeToken("DnsFirewall"), name, {}, opts);
    const parent = this;

    const everything = createList("everything", ["*."]);
    const ruleGroup = createRules();
    attach();
    if (args.queryLog) logQueries(args.queryLog);

    this.ruleGroupId = ruleGroup.id;
    this.blockedListId = everything.id;
    this.registerOutputs({ ruleGroupId: this.ruleGroupId });

    function createList(part: string, domains: string[]) {
      return new ResolverFirewallDomainList(`${name}-${part}`, { domains, tags: nameTag(`${name}-${part}`) }, { parent });
    }

    function createRules() {
      const group = new ResolverFirewallRuleGroup(name, { tags: nameTag(name) }, { parent });
      const rule = (
        part: string,
        priority: number,
        args: { firewallDomainListId: Output<string>; action: string; blockResponse?: string; firewallDomainRedirectionAction?: string },
      ) => new ResolverFirewallRule(`${name}-${part}`, { firewallRuleGroupId: group.id, priority, ...args }, { parent });
      // What an allowed name is a CNAME of (a payment provider's CDN) is allowed with it.
      rule("allow", 100, {
        firewallDomainListId: createList("allowed", args.allowedHosts.map(withDot)).id,
        action: "ALLOW",
        firewallDomainRedirectionAction: "TRUST_REDIRECTION_DOMAIN",
      });
      rule("block", 200, { firewallDomainListId: everything.id, action: "BLOCK", blockResponse: "NXDOMAIN" });
      return group;
    }

    function attach() {
      new ResolverFirewallRuleGroupAssociation(
        name,
        { firewallRuleGroupId: ruleGroup.id, vpcId: args.vpcId, priority: 101, mutationProtection: "DISABLED", tags: nameTag(name) },
        { parent },
      );
      new ResolverFirewallConfig(name, { resourceId: args.vpcId, firewallFailOpen: "DISABLED" }, { parent });
    }

    function logQueries({ logKeyArn, logRetentionDays }: NonNullable<DnsFirewallArgs["queryLog"]>) {
      const group = new LogGroup(`${name}-queries`, { kmsKeyId: logKeyArn, retentionInDays: logRetentionDays }, { parent });
      const config = new ResolverQueryLogConfig(name, { destinationArn: group.arn, tags: nameTag(name) }, { parent });
      new ResolverQueryLogConfigAssociation(name, { resolverQueryLogConfigId: config.id, resourceId: args.vpcId }, { parent });
    }
  }
}

/** AWS stores names with the root's dot; without it, every second plan would show a change. */
const withDot = (host: string) => `${host}.`;
