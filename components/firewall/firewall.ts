import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import { IpSet } from "@pulumi/aws/wafv2/ipSet.js";
import { WebAcl } from "@pulumi/aws/wafv2/webAcl.js";
import { WebAclAssociation } from "@pulumi/aws/wafv2/webAclAssociation.js";
import { WebAclLoggingConfiguration } from "@pulumi/aws/wafv2/webAclLoggingConfiguration.js";
import { ComponentResource, type ComponentResourceOptions, getStack, type Input, type Output } from "@pulumi/pulumi";
import { secretHeaders } from "../../domain/defaults/firewall.ts";
import { type IpVersion, ipVersions } from "../../domain/defaults/login-guard.ts";
import { type AddressSets, addressSets, plain } from "../../domain/firewall/addresses.ts";
import type { GivenList } from "../../domain/firewall/rule.ts";
import { visible } from "../../domain/firewall/rules.ts";
import { loggingFilter, planWebAcl, setName, setNames, type WebAclPlanArgs } from "../../domain/firewall/web-acl.ts";
import { nameTag, typeToken } from "../naming.ts";

/** Arguments for {@link Firewall}. */
export interface FirewallArgs extends Omit<WebAclPlanArgs, "sets"> {
  /** The load balancers that it protects. */
  readonly loadBalancerArns: readonly Input<string>[];
  /** Addresses in CIDR notation of each list but the guard's. */
  readonly addresses: AddressSets<Input<string>>;
  /** The two IP sets that the login guard fills, by version of IP. */
  readonly guardSetArns: Readonly<Record<IpVersion, Input<string>>>;
  /** Rules that only count, with the last day, `YYYY-MM-DD`; policies read it from the web ACL's tags. */
  readonly trials: Readonly<Record<string, string>>;
  /** Why X-Cart's API is open to every client; policies read it from the web ACL's tags. @default - it is not */
  readonly apiReason?: string | undefined;
  /** The IP set that the watch of the payment page fills with its pass. @default - nothing visits by one */
  readonly visitSetArn?: Input<string> | undefined;
  readonly logKeyArn: Input<string>;
  readonly logRetentionDays: number;
  /** Deletion protection of the log. */
  readonly protectLog: boolean;
}

/**
 * An AWS WAF web ACL with its IP sets and log: countries, bots, rates, attacks, and X-Cart's own paths and forms. An IP set is named
 * `<stack>-<rule>-<version>` (rule `scanner-allow` uses those of `scanner`), so that it is known where ARNs are not known yet.
 * @see docs/decisions/0014-web-acl.md
 */
export class Firewall extends ComponentResource {
  readonly webAclArn: Output<string>;
  /** The name that CloudWatch counts its requests by. */
  readonly webAclName: string;
  readonly logGroupName: Output<string>;

  constructor(name: string, args: FirewallArgs, opts?: ComponentResourceOptions) {
    super(typeToken("Firewall"), name, {}, opts);
    const parent = this;
    const webAclName = `${getStack()}-${name}`;

    const lists = ["scanner", "monitor", "staff", "api", "integration", "blocked-addresses"] as const;
    const arns = new Map<string, Input<string>>([
      ...lists.flatMap(createSets),
      ...ipVersions.map((version) => [setName("guard", version), args.guardSetArns[version]] as const),
      ...(args.visitSetArn === undefined ? [] : [[setName("visit", "ipv6"), args.visitSetArn] as const]),
    ]);
    const acl = createAcl();
    args.loadBalancerArns.forEach(standBefore);
    const group = createLog();

    this.webAclArn = acl.arn;
    this.webAclName = webAclName;
    this.logGroupName = group.name;
    this.registerOutputs({ webAclArn: this.webAclArn, logGroupName: this.logGroupName });

    function arnOf(set: string): Input<string> {
      const arn = arns.get(set);
      if (arn === undefined) throw new Error(`the web ACL's plan names the IP set ${set}, which is not made`);
      return arn;
    }

    function createSets(list: GivenList) {
      return addressSets(args.addresses[list]).map(({ version, addresses, description, until }) => {
        const part = setName(list, version);
        const set = new IpSet(
          `${name}-${part}`,
          {
            name: `${getStack()}-${part}`,
            description,
            scope: "REGIONAL",
            ipAddressVersion: version.toUpperCase(),
            addresses,
            tags: { ...nameTag(`${name}-${part}`), ...(until && { until }) },
          },
          { parent },
        );
        return [part, set.arn] as const;
      });
    }

    function createAcl() {
      return new WebAcl(
        name,
        {
          name: webAclName,
          description: `What may reach ${getStack()}`,
          scope: "REGIONAL",
          ...planWebAcl({ ...args, sets: setNames(args.addresses, args.visitSetArn !== undefined) }, arnOf),
          visibilityConfig: visible(webAclName),
          tags: { ...nameTag(name), ...trialTags(args.trials), ...(args.apiReason && { "open/api": plain(args.apiReason) }) },
        },
        { parent },
      );
    }

    function standBefore(resourceArn: Input<string>, i: number) {
      new WebAclAssociation(i === 0 ? name : `${name}-${i + 1}`, { resourceArn, webAclArn: acl.arn }, { parent });
    }

    // WAF writes only to groups of such names (docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html).
    function createLog() {
      const log = new LogGroup(
        name,
        {
          name: `aws-waf-logs-${getStack()}`,
          kmsKeyId: args.logKeyArn,
          retentionInDays: args.logRetentionDays,
          deletionProtectionEnabled: args.protectLog,
          tags: nameTag(name),
        },
        { parent },
      );
      new WebAclLoggingConfiguration(
        name,
        {
          resourceArn: acl.arn,
          logDestinationConfigs: [log.arn],
          redactedFields: secretHeaders.map((header) => ({ singleHeader: { name: header } })),
          loggingFilter,
        },
        { parent },
      );
      return log;
    }
  }
}

const trialTags = (trials: FirewallArgs["trials"]): Record<string, string> =>
  Object.fromEntries(Object.entries(trials).map(([rule, until]) => [`trial/${rule}`, until]));
