import type { Labels, Test } from "../context.ts";
import type { Scope } from "../scope.ts";
import { type Block, textOf } from "../shape.ts";

/** Whether an earlier rule has put a label, or any label of a namespace, on the request. */
export function labelMatch(block: Block, scope: Scope): Test {
  const key = textOf(block.key);
  const holds = block.scope === "NAMESPACE" ? namespaceTest(key, scope.acl) : labelTest(key, scope.acl);
  return {
    test: ({ labels }) => holds(labels),
    why: (_at, outcome) => `it ${outcome ? "has" : "does not have"} ${block.scope === "NAMESPACE" ? "a label of" : "the label"} ${key}`,
  };
}

/** A label of our own may be named by its end, any other only as a whole. docs.aws.amazon.com/waf/latest/developerguide/waf-rule-label-match.html */
function labelTest(key: string, acl: string): (labels: Labels) => boolean {
  const own = ownPart(key, acl);
  if (own !== undefined) return (labels) => labels.own.includes(own);
  if (isForeign(key)) return (labels) => labels.foreign.includes(key);
  return (labels) => labels.own.some((label) => label === key || label.endsWith(`:${key}`));
}

function namespaceTest(key: string, acl: string): (labels: Labels) => boolean {
  const namespace = key.endsWith(":") ? key : `${key}:`;
  const own = ownPart(namespace, acl);
  if (own !== undefined) return (labels) => labels.own.some((label) => label.startsWith(own));
  if (isForeign(key)) return (labels) => labels.foreign.some((label) => label.startsWith(namespace));
  return (labels) => labels.own.some((label) => `:${label}`.includes(`:${namespace}`));
}

const isForeign = (key: string): boolean => key.startsWith("awswaf:");

/** A key of this web ACL's own labels without the prefix, `awswaf:<account>:webacl:<name>:`; undefined for any other. */
function ownPart(key: string, acl: string): string | undefined {
  const parts = key.split(":");
  return parts[0] === "awswaf" && parts[2] === "webacl" && parts[3] === acl ? parts.slice(4).join(":") : undefined;
}
