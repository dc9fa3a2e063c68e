import type { Authorization } from "./authorization.ts";

/** Whose calls were seen. */
export interface Caller {
  readonly stack: string;
  readonly accountId: string;
  readonly region: string;
}

/**
 * What a call asks for, for any stack: account, Region and stack as `{account}`, `{region}`, `{stack}`, what is named `<stack>-…` as
 * `{stack}-*`, an id that AWS or the emulator makes as `*`.
 */
export function generalise({ action, resources, context }: Authorization, caller: Caller): Authorization {
  return {
    action,
    resources: [...new Set(resources.map((resource) => pattern(resource, caller)))].sort(),
    context: Object.fromEntries(Object.entries(context).map(([key, value]) => [key, contextPattern(key, value, caller)])),
  };
}

const ids: readonly RegExp[] = [
  /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g,
  /\b[a-z]+-[0-9a-f]{8,17}\b/g,
  /\b[0-9a-f]{16,}\b/g,
  /(?<=(hostedzone|healthcheck|change)\/)[A-Z0-9]+/g,
  /(?<=userpool\/)[\w-]+/g,
  /[\w.-]+-emulated\b/g,
];

function pattern(resource: string, { stack, accountId, region }: Caller): string {
  const named = resource.replaceAll(accountId, "{account}").replaceAll(`:${region}:`, ":{region}:");
  const underscored = stack.replaceAll("-", "_");
  const own = named
    .replace(":{account}:parameter/aws/", "::parameter/aws/")
    .replaceAll(new RegExp(`(?<![a-z0-9])${stack}(-[\\w{}.-]+)?`, "g"), (_, rest: string | undefined) => ownName(rest, named));
  const plans = own.replaceAll(new RegExp(`\\b${underscored}_\\w+`, "g"), "*");
  return ids.reduce((text, id) => text.replace(id, "*"), plans).replace(/\*{2,}/g, "*");
}

/** Buckets are few, and told apart by their names; of all else that is named `<stack>-…` one stands for all. */
function ownName(rest: string | undefined, resource: string): string {
  if (rest === undefined) return "{stack}";
  return resource.startsWith("arn:aws:s3:") ? `{stack}${rest}` : "{stack}-*";
}

/** Tags that say whose a thing is keep their value; of the others it counts that they are sent. */
function contextPattern(key: string, value: string, caller: Caller): string {
  if (key.startsWith("aws:RequestTag/")) return key === "aws:RequestTag/stack" ? "{stack}" : "*";
  return key === "iam:PermissionsBoundary" ? "arn:aws:iam::{account}:policy/{boundary}" : pattern(value, caller);
}
