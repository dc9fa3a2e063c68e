import { isRecord } from "../../domain/values.ts";
import type { Policy } from "../model/policy.ts";
import type { Resource } from "../model/stack.ts";
import { asList } from "../model/values.ts";
import { allRulesOf, statements, type WafRule, webAclType } from "./types.ts";

export const wafv2WebaclMissingApiRule: Policy = {
  name: "aws-wafv2-webacl-missing-api-rule",
  description:
    "A web ACL with a rule for logins to X-Cart's API blocks that API except for listed addresses, or has the reason why it is open.",
  severity: "high",
  controls: [
    {
      key: "G27",
      service: "What no other tool checks",
      control: "X-Cart's API, which requires no second factor, is blocked by the web ACL or open for a reason",
      pci: ["8.4.2", "1.2.5"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: "Block paths that begin with /api, except for an IP set; or set the tag open/api to the reason.",
  url: "https://docs.aws.amazon.com/waf/latest/developerguide/waf-rules.html",
  types: [webAclType],
  check: (acl, stack) => {
    const rules = allRulesOf(acl, stack);
    if (!rules.some(({ statement }) => statements(statement, "byteMatchStatement").some(isLogin))) return undefined;
    const labels = rules.flatMap((rule) => (isApiPath(rule.statement) ? rule.labels : []));
    const isClosed = rules.some((rule) => rule.action === "block" && closes(rule, labels));
    return isClosed || isOpenForReason(acl)
      ? []
      : ["no rule blocks /api; block it except for an IP set, or set the tag open/api to the reason"];
  },
};

const isLogin = ({ searchString }: Readonly<Record<string, unknown>>): boolean => searchString === "/api-login";

/** A statement on the path that matches the API and not the shop. */
function isApiPath(statement: unknown): boolean {
  const { regexMatchStatement: regex } = isRecord(statement) ? statement : {};
  if (!isRecord(regex) || typeof regex.regexString !== "string" || statements(regex, "uriPath").length === 0) return false;
  const expression = new RegExp(regex.regexString.replace(/^\(\?i\)/, ""), "i");
  return ["/api", "/api/orders", "/api-login/check", "/mcp"].every((path) => expression.test(path)) && !expression.test("/apparel/");
}

/** Whether nothing but an address saves a request to the API from a rule. */
function closes({ statement }: WafRule, labels: readonly string[]): boolean {
  const isApi = (part: unknown): boolean =>
    isApiPath(part) || (isRecord(part) && isRecord(part.labelMatchStatement) && labels.includes(String(part.labelMatchStatement.key)));
  if (isApi(statement)) return true;
  const parts = isRecord(statement.andStatement) ? asList(statement.andStatement.statements) : [];
  const others = parts.filter((part) => !isApi(part));
  return (
    others.length < parts.length &&
    others.every((part) => statements(part, "ipSetReferenceStatement").length > 0 && "notStatement" in Object(part))
  );
}

function isOpenForReason(acl: Resource): boolean {
  const tags = acl.get("tags");
  const reason = isRecord(tags) ? tags["open/api"] : undefined;
  return typeof reason === "string" && reason.length > 0;
}
