import { ResolverFirewallDomainList } from "@pulumi/aws/route53/resolverFirewallDomainList.js";
import { ResolverFirewallRule } from "@pulumi/aws/route53/resolverFirewallRule.js";
import {
  ComponentResource,
  type ComponentResourceOptions,
  type Input,
  interpolate,
  type Output,
  output,
  type Resource,
} from "@pulumi/pulumi";
import { pathHosts } from "../../domain/defaults/aws-hosts.ts";
import type { Region } from "../../domain/defaults/regions.ts";
import { nameTag, typeToken } from "../naming.ts";
import { dnsPriorities, withDot } from "./dns-firewall.ts";

/** What {@link OwnNames} are made of. */
export interface OwnNamesArgs {
  readonly region: Region;
  /** The DNS firewall's rules. */
  readonly ruleGroupId: Input<string>;
  /** The database's name: what follows its first label is the account's and Region's own, and restored copies have it too. */
  readonly databaseAddress: Input<string>;
  /** The caches' names: what follows the first label is the group's, whose members are called below it. */
  readonly cacheAddresses: readonly Input<string>[];
  readonly fileSystemId: Input<string>;
  /** The buckets that nodes take releases from, and keep in what people do there. */
  readonly bucketNames: readonly Input<string>[];
}

/** Lets the VPC resolve what AWS has named: the store's database, caches, files and bucket, and nobody else's. */
export class OwnNames extends ComponentResource {
  /** What whoever looks up one of the names comes after. */
  readonly rule: Resource;

  constructor(name: string, args: OwnNamesArgs, opts?: ComponentResourceOptions) {
    super(typeToken("OwnNames"), name, {}, opts);
    const { region } = args;
    const [pathHost] = pathHosts(region);
    const domains = [
      belowParent(args.databaseAddress),
      ...args.cacheAddresses.map(belowParent),
      interpolate`${args.fileSystemId}.efs.${region}.amazonaws.com.`,
      ...args.bucketNames.map((bucket) => interpolate`${bucket}.${pathHost}.`),
    ];
    const list = new ResolverFirewallDomainList(name, { domains, tags: nameTag(name) }, { parent: this });
    this.rule = new ResolverFirewallRule(
      name,
      {
        firewallRuleGroupId: args.ruleGroupId,
        firewallDomainListId: list.id,
        priority: dnsPriorities.own,
        action: "ALLOW",
        // ElastiCache's name of the group is a CNAME of a member's.
        firewallDomainRedirectionAction: "TRUST_REDIRECTION_DOMAIN",
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}

/** `*.abc.eu-central-1.rds.amazonaws.com.` of `shop.abc.eu-central-1.rds.amazonaws.com`. */
const belowParent = (address: Input<string>): Output<string> =>
  output(address).apply((host) => withDot(["*", ...host.split(".").slice(1)].join(".")));
