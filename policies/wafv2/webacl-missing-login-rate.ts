import { isUnknown } from "../../domain/graph-values.ts";
import type { Policy } from "../model/policy.ts";
import { UnknownValue } from "../model/values.ts";
import { allRulesOf, statements, webAclType } from "./types.ts";

/** Requests for a login from one address in five minutes, at most. */
const limit = 100;

export const wafv2WebaclMissingLoginRate: Policy = {
  name: "aws-wafv2-webacl-missing-login-rate",
  description: "Each web ACL blocks addresses with too many login attempts.",
  severity: "high",
  controls: [
    {
      key: "G1",
      service: "What no other tool checks",
      control: "A rate-based web ACL rule on the login and the other paths that guess or spend, in block mode",
      pci: ["6.4.2"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: `Add a rateBasedStatement of at most ${limit} in five minutes, scoped down to the login's path, with action block.`,
  url: "https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html",
  types: [webAclType],
  check: (acl, stack) => {
    const rules = allRulesOf(acl, stack).flatMap((rule) =>
      statements(rule.statement, "rateBasedStatement").map((rate) => ({ rule, rate })),
    );
    const logins = rules.filter(
      ({ rule, rate }) => namesLogin(rate.scopeDownStatement) || (/log-?in|sign-?in/i.test(rule.name) && rate.scopeDownStatement),
    );
    if (logins.length === 0) return ["no rate rule covers logins; add one with a scopeDownStatement on the login's path"];
    const faults = logins.map(({ rule, rate }) => {
      if (isUnknown(rate.limit)) throw new UnknownValue("rateBasedStatement.limit");
      const inFiveMinutes = (Number(rate.limit ?? 0) * 300) / Number(rate.evaluationWindowSec ?? 300);
      if (rule.action !== "block") return [`rate rule ${rule.name} does ${rule.action ?? "nothing"}; set action block`];
      return inFiveMinutes <= limit ? [] : [`rate rule ${rule.name} lets ${inFiveMinutes} through in five minutes; set ${limit} or fewer`];
    });
    return faults.some((fault) => fault.length === 0) ? [] : faults.flat();
  },
};

/** Whether a statement compares something to a text about logins, also where AWS's JSON has the text in base 64. */
const namesLogin = (statement: unknown): boolean =>
  texts(statement).some((text) =>
    [text, Buffer.from(text, "base64").toString("latin1")].some((candidate) => /log-?in|sign-?in/i.test(candidate)),
  );

function texts(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(texts) : [];
}
