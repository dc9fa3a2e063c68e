import { maxSignInMinutes } from "../../domain/defaults/admin-sign-in.ts";
import { covers } from "../../domain/iam/glob.ts";
import { isRecord } from "../../domain/values.ts";
import { block } from "../model/demands.ts";
import type { Policy } from "../model/policy.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { asList } from "../model/values.ts";
import { listenerRuleTypes, listenerTypes } from "./types.ts";

/** Paths of X-Cart's administration. If one requires a sign-in, each has to. */
export const adminEntrances = ["/admin", "/admin/", "/admin.php", "/service.php", "/service.php/auth"];

/** Maximum seconds until a sign-in expires. It may exceed the idle timeout, since nodes end idle sessions themselves (host/php/idle.php). */
const MAX_SESSION = maxSignInMinutes * 60;

export const lbListenerEnforceSignIn: Policy = {
  name: "aws-lb-listener-enforce-sign-in",
  description: "If a listener requires a sign-in, every path of the administration requires it, without bypass, and sign-ins expire.",
  severity: "critical",
  controls: ["ALB-12"],
  remediation:
    "Give each entrance a rule with authenticate-cognito or authenticate-oidc before it is forwarded; let earlier rules forward only by sourceIp.",
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html",
  types: listenerTypes,
  check: (listener, stack) => {
    const rules = rulesOf(listener, stack);
    const asking = rules.flatMap((rule) => asks(rule).map((how) => ({ rule, how })));
    if (asking.length === 0) return undefined;
    return [...asking.flatMap(({ rule, how }) => weaknesses(rule, how)), ...adminEntrances.flatMap((path) => openings(path, rules))];
  },
};

/** A listener's rules, in the order in which the load balancer evaluates them. */
const rulesOf = (listener: Resource, stack: Stack): Resource[] =>
  stack
    .referring(listener, "listenerArn", listenerRuleTypes)
    .sort((a, b) => (a.number("priority") ?? Number.POSITIVE_INFINITY) - (b.number("priority") ?? Number.POSITIVE_INFINITY));

/** Authentication actions of a rule; empty if it requires no sign-in. */
const asks = (rule: Resource): Readonly<Record<string, unknown>>[] =>
  rule.list("actions").flatMap((action) => {
    const how = isRecord(action) ? (block(action.authenticateCognito) ?? block(action.authenticateOidc)) : undefined;
    return how ? [how] : [];
  });

function weaknesses({ name }: Resource, how: Readonly<Record<string, unknown>>): string[] {
  const seconds = Number(how.sessionTimeout ?? 604_800);
  return [
    ...(how.onUnauthenticatedRequest === "allow"
      ? [`${name} allows requests without a sign-in; set onUnauthenticatedRequest: authenticate`]
      : []),
    ...(seconds > MAX_SESSION ? [`${name} keeps a sign-in for ${seconds} seconds; set sessionTimeout: ${MAX_SESSION} or less`] : []),
  ];
}

/** Faults if the first rule that any client can match for a path requires no sign-in. */
function openings(path: string, rules: readonly Resource[]): string[] {
  const first = rules.find((rule) => mayTake(rule, path));
  if (first && asks(first).length > 0) return [];
  return [`${path} is ${first ? `forwarded by ${first.name}` : "matched by no rule"}, without a sign-in; require one there`];
}

/** Whether a rule handles requests for a path. A rule that requires a sign-in must match every client; one that forwards counts if it matches any unknown address. */
function mayTake(rule: Resource, path: string): boolean {
  const conditions = rule.list("conditions").filter(isRecord);
  const narrowing = asks(rule).length > 0 ? ["sourceIp", "hostHeader", "httpHeader", "httpRequestMethod", "queryStrings"] : ["sourceIp"];
  if (conditions.some((condition) => narrowing.some((kind) => narrows(condition[kind])))) return false;
  const paths = conditions.map(({ pathPattern }) => block(pathPattern)).filter((content) => content !== undefined);
  return paths.every(({ values }) => asList(values).some((pattern) => covers(String(pattern), path)));
}

/** Whether only some requests meet a condition. */
function narrows(condition: unknown): boolean {
  const content = block(condition);
  return content !== undefined && !asList(content.values).some((value) => ["*", "0.0.0.0/0", "::/0"].includes(String(value)));
}
