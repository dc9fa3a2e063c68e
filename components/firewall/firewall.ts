import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import { IpSet } from "@pulumi/aws/wafv2/ipSet.js";
import { WebAcl } from "@pulumi/aws/wafv2/webAcl.js";
import { WebAclAssociation } from "@pulumi/aws/wafv2/webAclAssociation.js";
import { WebAclLoggingConfiguration } from "@pulumi/aws/wafv2/webAclLoggingConfiguration.js";
import { ComponentResource, type ComponentResourceOptions, getStack, type Input, type Output } from "@pulumi/pulumi";
import { immunitySeconds, protectedArguments, secretHeaders } from "../../domain/defaults/firewall.ts";
import { nameTag, typeToken } from "../naming.ts";
import { type AddressSets, addressSets, plain } from "./addresses.ts";
import { planRules } from "./plan.ts";
import { responses } from "./responses.ts";
import type { AddressList, FirewallPlanArgs } from "./rule.ts";
import { toRules, visible } from "./rules.ts";

/** What a {@link Firewall} is made of. */
export interface FirewallArgs extends Omit<FirewallPlanArgs, "sets"> {
  /** What it stands before. */
  readonly loadBalancerArns: readonly Input<string>[];
  /** Addresses in CIDR notation of each list but the guard's. */
  readonly addresses: AddressSets;
  /** The two IP sets that the login guard fills. */
  readonly guardSetArns: readonly Input<string>[];
  /** Names for which a browser's answer to a challenge holds, with those below them. */
  readonly tokenDomains: readonly string[];
  /** Rules that only count, with the last day, `YYYY-MM-DD`; policies read it from the web ACL's tags. */
  readonly trials: Readonly<Record<string, string>>;
  /** Why X-Cart's API is open to everybody; policies read it from the web ACL's tags. @default - it is not */
  readonly apiReason?: string | undefined;
  readonly logKeyArn: Input<string>;
  readonly logRetentionDays: number;
  /** Deletion protection of the log. */
  readonly protectLog: boolean;
}

/**
 * A web ACL before the load balancers, with its IP sets and its log. Sets are named after the rules that they are for,
 * `<stack>-<rule>-<version>` (rule `scanner-allow` uses those of `scanner`): that tells which is meant where ARNs are not known yet.
 */
export class Firewall extends ComponentResource {
  readonly webAclArn: Output<string>;
  /** By what CloudWatch counts its requests. */
  readonly webAclName: string;
  readonly logGroupName: Output<string>;

  constructor(name: string, args: FirewallArgs, opts?: ComponentResourceOptions) {
    super(typeToken("Firewall"), name, {}, opts);
    const parent = this;
    const webAclName = `${getStack()}-${name}`;

    const acl = createAcl({
      scanner: createSets("scanner"),
      monitor: createSets("monitor"),
      staff: createSets("staff"),
      api: createSets("api"),
      integration: createSets("integration"),
      "blocked-addresses": createSets("blocked-addresses"),
      guard: args.guardSetArns,
    });
    args.loadBalancerArns.forEach(standBefore);
    const group = createLog();

    this.webAclArn = acl.arn;
    this.webAclName = webAclName;
    this.logGroupName = group.name;
    this.registerOutputs({ webAclArn: this.webAclArn, logGroupName: this.logGroupName });

    function createSets(list: Exclude<AddressList, "guard">) {
      return addressSets(args.addresses[list]).map(({ version, addresses, description, until }) => {
        const part = `${list}-${version}`;
        return new IpSet(
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
        ).arn;
      });
    }

    function createAcl(sets: FirewallPlanArgs["sets"]) {
      return new WebAcl(
        name,
        {
          name: webAclName,
          description: `What may reach ${getStack()}`,
          scope: "REGIONAL",
          defaultAction: { allow: {} },
          rules: toRules(planRules({ ...args, sets }), args.actionOf),
          customResponseBodies: Object.entries(responses).map(([key, content]) => ({ key, content, contentType: "TEXT_HTML" })),
          tokenDomains: [...args.tokenDomains],
          challengeConfig: { immunityTimeProperty: { immunityTime: immunitySeconds.challenge } },
          dataProtectionConfig: { dataProtections },
          captchaConfig: { immunityTimeProperty: { immunityTime: immunitySeconds.captcha } },
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
          loggingFilter: { defaultBehavior: "DROP", filters: [keptInLog] },
        },
        { parent },
      );
      return log;
    }
  }
}

const trialTags = (trials: FirewallArgs["trials"]): Record<string, string> =>
  Object.fromEntries(Object.entries(trials).map(([rule, until]) => [`trial/${rule}`, until]));

/** Neither the log nor the console's samples show who is logged in. */
const dataProtections = [
  { fieldType: "SINGLE_HEADER", fieldKeys: [...secretHeaders] },
  { fieldType: "SINGLE_QUERY_ARGUMENT", fieldKeys: [...protectedArguments] },
].map((field) => ({ action: "SUBSTITUTION", field }));

/** What was stopped, asked or counted; what passed untouched is in the load balancer's log. */
const keptInLog = {
  behavior: "KEEP",
  requirement: "MEETS_ANY",
  conditions: ["BLOCK", "CAPTCHA", "CHALLENGE", "COUNT", "EXCLUDED_AS_COUNT"].map((action) => ({ actionCondition: { action } })),
};
