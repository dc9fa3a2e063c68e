import { isPartly } from "../../domain/graph-values.ts";

/**
 * Resource patterns that name nobody in particular. What people name themselves can be named in a policy, so that a pattern of all of a
 * kind, such as `arn:aws:secretsmanager:*:*:secret:*`, is as good as `*`; kinds whose ids AWS makes up are not among them.
 */

/** What is all of a kind: the service in its ARN, what stands behind the account, and of which services' actions it is the target. */
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

/** What is all of a kind to a store; the people of an account look after the logs and databases of all its stores. */
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
