import { isPartly } from "../../domain/graph-values.ts";

/**
 * Resource patterns that match all resources of a kind, such as `arn:aws:secretsmanager:*:*:secret:*`. They are treated as `*` for kinds with
 * names of our own, since a policy could name these; kinds whose ids AWS generates are not included.
 */

/** A pattern for all of a kind: the service in its ARN, the part after the account, and the services whose actions it is the target of. */
type Kind = readonly [service: string, resource: RegExp, actionsOf: readonly string[]];

const kinds: readonly Kind[] = [
  ["dynamodb", /^(\*|table\/\*)(\/\*|\/(index|stream)\/\*)?$/, ["dynamodb"]],
  ["ec2", /^(\*|instance\/\*)$/, ["ssm"]],
  ["ecr", /^(\*|repository\/\*)$/, ["ecr"]],
  ["iam", /^(\*|(role|user|group|policy)\/\*)$/, ["iam", "sts"]],
  ["lambda", /^(\*|function:\*)(:\*)?$/, ["lambda"]],
  ["rds-db", /^(\*|dbuser:(\*|\*\/\*))$/, ["rds-db"]],
  ["s3", /^\*(\/\*)?$/, ["s3"]],
  ["secretsmanager", /^(\*|secret:\*)$/, ["secretsmanager"]],
  ["sns", /^\*$/, ["sns"]],
  ["sqs", /^\*$/, ["sqs"]],
  ["ssm", /^(\*|parameter\/?\*|managed-instance\/\*)$/, ["ssm"]],
];

/** Such patterns for stores only: an account's staff manage the logs and databases of all its stores. */
const ofStores: readonly Kind[] = [
  ["logs", /^(\*|log-group:\*)(:\*)*$/, ["logs"]],
  ["rds", /^(\*|(db|cluster|snapshot|cluster-snapshot):\*)$/, ["rds"]],
];

/** Several wildcards of which one is a star are one star. */
export const simple = (pattern: string): string => pattern.replaceAll(/[*?]*\*[*?]*/g, "*");

/** Whether a resource pattern is every resource: `*`, `arn:aws:*`, `arn:aws:*:*:123456789012:*`. */
export function isEverything(pattern: string): boolean {
  const [, , service] = simple(pattern).split(":");
  // What is known only after apply is some ARN.
  return service === "*" || (service === undefined && pattern.includes("*") && !isPartly(pattern));
}

/** Whether a resource pattern is all that an action could be about: every bucket for `s3:GetObject`. */
export const isEveryTarget = (pattern: string, action: string): boolean => isAllOf(kinds, pattern, action);

/** The same for what a store's own roles may do. */
export const isEveryTargetOfStores = (pattern: string, action: string): boolean => isAllOf([...kinds, ...ofStores], pattern, action);

function isAllOf(among: readonly Kind[], pattern: string, action: string): boolean {
  const [, , service, , , ...rest] = simple(pattern).split(":");
  const resource = rest.join(":");
  const [actor = ""] = action.toLowerCase().split(":");
  return among.some(([of, whole, actionsOf]) => of === service && whole.test(resource) && actionsOf.includes(actor));
}
