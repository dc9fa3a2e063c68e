import { immunitySeconds, protectedArguments, secretHeaders } from "../defaults/firewall.ts";
import { ipVersions } from "../defaults/login-guard.ts";
import { passRule } from "../defaults/payment-page.ts";
import { type AddressSets, addressSets } from "./addresses.ts";
import { planRules } from "./plan.ts";
import { responses } from "./responses.ts";
import type { AddressList, FirewallPlanArgs } from "./rule.ts";
import { toRules } from "./rules.ts";

/** Arguments for the plan of a store's web ACL. */
export interface WebAclPlanArgs extends FirewallPlanArgs {
  /** Names for which a browser's answer to a challenge holds, with those below them. */
  readonly tokenDomains: readonly string[];
}

/** The deciding properties of a web ACL: all but names, tags and metrics. `arnOf` gives what stands for an IP set. */
export const planWebAcl = <Arn>(args: WebAclPlanArgs, arnOf: (set: string) => Arn) => ({
  defaultAction: { allow: {} },
  rules: toRules(planRules(args), args.actionOf, arnOf),
  customResponseBodies: Object.entries(responses).map(([key, content]) => ({ key, content, contentType: "TEXT_HTML" })),
  tokenDomains: [...args.tokenDomains],
  challengeConfig: { immunityTimeProperty: { immunityTime: immunitySeconds.challenge } },
  dataProtectionConfig: { dataProtections },
  captchaConfig: { immunityTimeProperty: { immunityTime: immunitySeconds.captcha } },
});

/** Neither the log nor the console's samples show who is logged in. */
const dataProtections = [
  { fieldType: "SINGLE_HEADER", fieldKeys: [...secretHeaders] },
  { fieldType: "SINGLE_QUERY_ARGUMENT", fieldKeys: [...protectedArguments] },
].map((field) => ({ action: "SUBSTITUTION", field }));

/** Filter of a web ACL's log: it keeps requests that were blocked, challenged or counted. Others are in the load balancer's log. */
export const loggingFilter = {
  defaultBehavior: "DROP",
  filters: [
    {
      behavior: "KEEP",
      requirement: "MEETS_ANY",
      conditions: ["BLOCK", "CAPTCHA", "CHALLENGE", "COUNT", "EXCLUDED_AS_COUNT"].map((action) => ({ actionCondition: { action } })),
    },
  ],
};

/** The name of a list's IP set for a version of IP, without the stack's before it. */
export const setName = (list: AddressList, version: (typeof ipVersions)[number]): string => `${list}-${version}`;

/** The names of the sets of each list: those that have addresses, and those that functions fill, which are empty at first. */
export function setNames(lists: AddressSets<unknown>, isWatched: boolean): FirewallPlanArgs["sets"] {
  const of = (list: keyof AddressSets) => addressSets(lists[list]).map(({ version }) => setName(list, version));
  return {
    scanner: of("scanner"),
    monitor: of("monitor"),
    staff: of("staff"),
    api: of("api"),
    integration: of("integration"),
    "blocked-addresses": of("blocked-addresses"),
    guard: ipVersions.map((version) => setName("guard", version)),
    visit: isWatched ? [setName(passRule, "ipv6")] : [],
  };
}
