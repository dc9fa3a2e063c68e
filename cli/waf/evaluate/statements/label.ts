import type { Labels, Match, Test } from "../context.ts";
import type { Scope } from "../scope.ts";
import { type Block, textOf } from "../shape.ts";

/** Whether an earlier rule has put a label, or any label of a namespace, on the request. */
export function labelMatch(block: Block, scope: Scope): Test {
  const key = textOf(block.key);
  const holds = block.scope === "NAMESPACE" ? namespaceTest(key, scope.acl) : labelTest(key, scope.acl);
  return {
    test: ({ labels }) => holds(labels),
    why: (_at, outcome) => {
      const what = `${block.scope === "NAMESPACE" ? "a label of" : "the label"} ${key}`;
      return outcome === undefined ? `the rule that would give it ${what} is open` : `it ${outcome ? "has" : "does not have"} ${what}`;
    },
  };
}

/** A label of our own may be named by its end, any other only as a whole. docs.aws.amazon.com/waf/latest/developerguide/waf-rule-label-match.html */
function labelTest(key: string, acl: string): (labels: Labels) => Match {
  const own = ownPart(key, acl);
  if (own !== undefined) return amongOwn((label) => label === own);
  if (isForeign(key)) return (labels) => labels.foreign.includes(key);
  return amongOwn((label) => label === key || label.endsWith(`:${key}`));
}

function namespaceTest(key: string, acl: string): (labels: Labels) => Match {
  const namespace = key.endsWith(":") ? key : `${key}:`;
  const own = ownPart(namespace, acl);
  if (own !== undefined) return amongOwn((label) => label.startsWith(own));
  if (isForeign(key)) return (labels) => labels.foreign.some((label) => label.startsWith(namespace));
  return amongOwn((label) => `:${label}`.includes(`:${namespace}`));
}

/** Open where only a rule that could not be decided would have put such a label on. */
const amongOwn =
  (isMeant: (label: string) => boolean) =>
  ({ own, doubtful }: Labels): Match =>
    own.some(isMeant) || (doubtful.some(isMeant) ? undefined : false);

const isForeign = (key: string): boolean => key.startsWith("awswaf:");

/** A key of this web ACL's own labels without the prefix, `awswaf:<account>:webacl:<name>:`; undefined for any other. */
export function ownPart(key: string, acl: string): string | undefined {
  const parts = key.split(":");
  return parts[0] === "awswaf" && parts[2] === "webacl" && parts[3] === acl ? parts.slice(4).join(":") : undefined;
}
