import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import { ResolverFirewallConfig } from "@pulumi/aws/route53/resolverFirewallConfig.js";
import { ResolverFirewallDomainList } from "@pulumi/aws/route53/resolverFirewallDomainList.js";
import { ResolverFirewallRule } from "@pulumi/aws/route53/resolverFirewallRule.js";
import { ResolverFirewallRuleGroup } from "@pulumi/aws/route53/resolverFirewallRuleGroup.js";
import { ResolverFirewallRuleGroupAssociation } from "@pulumi/aws/route53/resolverFirewallRuleGroupAssociation.js";
import { ResolverQueryLogConfig } from "@pulumi/aws/route53/resolverQueryLogConfig.js";
import { ResolverQueryLogConfigAssociation } from "@pulumi/aws/route53/resolverQueryLogConfigAssociation.js";
import { ComponentResource, type ComponentResourceOptions, type Input, interpolate, type Output, type Resource } from "@pulumi/pulumi";
import { type NameList, nameRules, namesAttached, namesClosed, refusedNames, withDot } from "../../domain/network/name-plan.ts";
import { nameTag, typeToken } from "../naming.ts";

/** Arguments for {@link DnsFirewall}. */
export interface DnsFirewallArgs {
  readonly vpcId: Input<string>;
  /** Names that resolve, before shared ones are blocked. */
  readonly exact: readonly string[];
  /** Names that only AWS knows, of what is the store's own. */
  readonly own: readonly Output<string>[];
  /** `*.example.com`, allowed after that; all other names do not exist. */
  readonly wildcards: readonly string[];
  /** Key and retention in days of a log of every query. @default - queries are counted, not logged */
  readonly queryLog?: { readonly logKeyArn: Input<string>; readonly logRetentionDays: number };
}

/**
 * A Route 53 Resolver DNS Firewall allow-list for the whole VPC, which fails closed; query logging is optional. Shared domains, in which
 * anyone can have a name, are blocked before wildcards are evaluated, so that no wildcard, nor one added by hand, allows them.
 * @see docs/decisions/0062-egress-by-exact-name.md
 */
export class DnsFirewall extends ComponentResource {
  readonly ruleGroupId: Output<string>;
  /** The list of all names, which the last rule blocks: what is blocked is counted by it. */
  readonly blockedListId: Output<string>;
  /** The list of shared domains, which are blocked and counted by themselves. */
  readonly sharedListId: Output<string>;
  /** Where every query is logged; none where they are only counted. */
  readonly logGroupName: Output<string> | undefined;
  /** Resources that anything that looks up names depends on. */
  readonly allowed: readonly Resource[];

  constructor(name: string, args: DnsFirewallArgs, opts?: ComponentResourceOptions) {
    super(typeToken("DnsFirewall"), name, {}, opts);
    const parent = this;

    const everything = createList("everything", refusedNames.everything);
    const shared = createList("shared", refusedNames.shared);
    const ruleGroup = new ResolverFirewallRuleGroup(name, { tags: nameTag(name) }, { parent });
    this.allowed = createRules();
    attach();
    this.logGroupName = args.queryLog && logQueries(args.queryLog).name;

    this.ruleGroupId = ruleGroup.id;
    this.blockedListId = everything.id;
    this.sharedListId = shared.id;
    this.registerOutputs({ ruleGroupId: this.ruleGroupId });

    function createList(part: NameList, domains: Input<string>[], after: readonly Resource[] = []) {
      const options = { parent, dependsOn: [...after] };
      return new ResolverFirewallDomainList(`${name}-${part}`, { domains, tags: nameTag(`${name}-${part}`) }, options);
    }

    function createRules(): Resource[] {
      const rule = (of: NameList, { id: firewallDomainListId }: ResolverFirewallDomainList) => {
        const { part, ...does } = nameRules[of];
        return new ResolverFirewallRule(
          `${name}-${part}`,
          { firewallRuleGroupId: ruleGroup.id, firewallDomainListId, ...does },
          { parent },
        );
      };
      const listed = (of: NameList, domains: Input<string>[], after?: readonly Resource[]) => rule(of, createList(of, domains, after));
      const moved = [
        listed(
          "own",
          args.own.map((host) => interpolate`${host}.`),
        ),
        ...(args.wildcards.length > 0 ? [listed("wildcards", args.wildcards.map(withDot))] : []),
      ];
      // A name that leaves this list for one of the others resolves by that one first.
      const exact = listed("allowed", args.exact.map(withDot), moved);
      rule("shared", shared);
      rule("everything", everything);
      return [...moved, exact];
    }

    function attach() {
      new ResolverFirewallRuleGroupAssociation(
        name,
        { firewallRuleGroupId: ruleGroup.id, vpcId: args.vpcId, ...namesAttached, mutationProtection: "DISABLED", tags: nameTag(name) },
        { parent },
      );
      new ResolverFirewallConfig(name, { resourceId: args.vpcId, ...namesClosed }, { parent });
    }

    function logQueries({ logKeyArn, logRetentionDays }: NonNullable<DnsFirewallArgs["queryLog"]>) {
      const group = new LogGroup(`${name}-queries`, { kmsKeyId: logKeyArn, retentionInDays: logRetentionDays }, { parent });
      const config = new ResolverQueryLogConfig(name, { destinationArn: group.arn, tags: nameTag(name) }, { parent });
      new ResolverQueryLogConfigAssociation(name, { resolverQueryLogConfigId: config.id, resourceId: args.vpcId }, { parent });
      return group;
    }
  }
}
