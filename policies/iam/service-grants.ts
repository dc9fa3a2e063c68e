import { texts } from "../../domain/iam/conditions.ts";
import { admits, type ServiceCall } from "../../domain/iam/resource-policy.ts";
import { keyPolicy, topicPolicy } from "../../domain/services/defaults.ts";
import type { KeyUse, Sent, ServiceUse, UsedAction } from "../../domain/services/use.ts";
import { isRecord } from "../../domain/values.ts";
import { collect } from "../model/collect.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { actorsOf, contextOf, placeholders, type Reading } from "./service-calls.ts";
import { encryptionOn, nounOf, statementsOn, targetsOf } from "./service-targets.ts";
import { type Found, filled, valuesAt } from "./service-values.ts";

/** One use of one target, as a sentence needs it. */
interface Case {
  readonly use: ServiceUse;
  readonly trigger: Resource;
  readonly target: Resource;
  readonly stack: Stack;
  readonly reading: Reading;
  readonly values: Readonly<Record<string, string>>;
  /** The trigger's reference to the target. */
  readonly found: Found;
}

type Statements = readonly Readonly<Record<string, unknown>>[];

/** Missing permissions in the policies of a trigger's targets, and of their keys; undefined if the stack has none of its targets. */
export function refusals(use: ServiceUse, trigger: Resource, stack: Stack, reading: Reading): string[] | undefined {
  const pairs = use.names.flatMap((path) =>
    valuesAt(trigger, path).flatMap((found) => targetsOf(use.target, found, stack).map((target) => ({ found, target }))),
  );
  // An alarm names one topic for each of its states: asked once.
  const distinct = new Map(pairs.map((pair) => [`${pair.target.urn} ${pair.found.text}`, pair]));
  const cases = [...distinct.values()].map(({ found, target }): Case => {
    const values = placeholders(trigger, use.target, target, stack);
    return { use, trigger, target, stack, reading, values, found };
  });
  return cases.length === 0 ? undefined : collect(cases, (one) => collect([refusedByTarget, refusedByKey], (ask) => ask(one)));
}

function refusedByTarget(one: Case): string[] {
  const { use, target, stack, values } = one;
  const statements = policyOn(use, target, stack, values.account ?? "*");
  if (statements === undefined) return [];
  return use.actions.flatMap((used) => {
    const resources = resourcesOf(used, one, statements);
    const admitted = resources.some((resource) => isAdmitted(one, statements, used.action, resource, withSent(use, used)));
    if (admitted) return [];
    return [
      `${subject(one)} ${nounOf(use.target)} ${target.name}, whose policy does not allow ${who(one)} to ${used.action}${place(resources[0], values)}${told(use)}`,
    ];
  });
}

function refusedByKey(one: Case): string[] {
  const { use, target, stack } = one;
  if (use.key === undefined) return [];
  const encryption = encryptionOn(use.target, target, stack);
  if (encryption.kind === "none") return [];
  const written = `${subject(one)} ${nounOf(use.target)} ${target.name}`;
  if (use.key === "none")
    return [`${written}, which is encrypted with a key that ${who(one)} cannot use; encrypt it with S3's own (AES256)`];
  if (encryption.kind === "aws")
    return [
      `${written}, whose key ${encryption.alias} is AWS managed and allows no service; use a customer-managed key that allows ${who(one)}`,
    ];
  const { actions } = use.key;
  const keyUse = use.key;
  return collect(targetsOf("key", encryption.found, stack), (key) => {
    const statements = policyOn({ ...use, target: "key" }, key, stack, one.values.account ?? "*") ?? [];
    const refused = actions.filter((action) => !isAdmitted(one, statements, action, "arn:*:kms:*:*:key/*", keyUse));
    return refused.length === 0
      ? []
      : [`${written}, whose key ${key.name} does not allow ${who(one)} to ${refused.join(", ")}${told(keyUse)}`];
  });
}

/** A target's policy, or AWS's default if it has none; undefined if it cannot be determined here. */
function policyOn(
  use: Pick<ServiceUse, "isAdmittedByAcl" | "isAdmittedByAws" | "principals" | "target">,
  target: Resource,
  stack: Stack,
  account: string,
): Statements | undefined {
  if (use.isAdmittedByAcl && hasAcl(target, stack)) return undefined;
  const statements = statementsOn(use.target, target, stack);
  if (use.target === "logGroup") return isCallerUnknown(use, statements) ? undefined : statements === "unset" ? [] : statements;
  if (statements !== "unset") return statements;
  if (use.isAdmittedByAws) return undefined;
  return use.target === "topic" ? topicPolicy(account) : use.target === "key" ? keyPolicy(account) : [];
}

/** An account's policies of logs stand for all its log groups, in whatever stack: only those that speak of the service tell. */
function isCallerUnknown({ principals }: Pick<ServiceUse, "principals">, statements: Statements | "unset"): boolean {
  if (statements === "unset") return true;
  return !statements.some(({ Principal }) => isRecord(Principal) && texts(Principal.Service).some((name) => principals.includes(name)));
}

/** Server access logs could be let in by an ACL, before there were policies for them. */
function hasAcl(bucket: Resource, stack: Stack): boolean {
  const acls = [bucket, ...stack.referring(bucket, "bucket", ["aws:s3/bucketAcl:BucketAcl", "aws:s3/bucketAclV2:BucketAclV2"])];
  return acls.some((one) => ["acl", "accessControlPolicy", "grants"].some((property) => one.has(property)));
}

function isAdmitted(one: Case, statements: Statements, action: string, resource: string, sent: Sent | KeyUse): boolean {
  return actorsOf(one.use, one.values).some((actor) => {
    const call: ServiceCall = { actor, action, resource, context: contextOf(actor, sent, one.values, one.reading) };
    return admits(statements, call) !== "no";
  });
}

const withSent = (use: Sent, used: UsedAction): Sent => ({ ...use, sends: { ...use.sends, ...used.sends } });

/** Resources of the call: one ARN, or if the prefix of keys is unknown, one for each prefix in the policy. */
function resourcesOf(used: UsedAction, { use, trigger, found, values }: Case, statements: Statements): string[] {
  const target = values.target ?? "*";
  const prefixes = use.target === "bucket" ? prefixesOf(use, trigger, found, target, statements) : [""];
  return prefixes.map(
    (text) => target + filled(used.path ?? "", { ...values, text, prefix: text === "" || text.endsWith("/") ? text : `${text}/` }),
  );
}

function prefixesOf(use: ServiceUse, trigger: Resource, found: Found, target: string, statements: Statements): string[] {
  const inArn = /^arn:[^:]*:s3:::[^/]+\/?(.*)$/.exec(found.text ?? "")?.[1];
  const known = use.prefix === undefined ? [{ text: found.text === undefined ? undefined : (inArn ?? "") }] : valuesAt(trigger, use.prefix);
  if (known.length === 0) return [""];
  return known.flatMap(({ text }) => (text === undefined ? ["", ...spokenOf(target, statements)] : [text]));
}

/** The prefixes that a policy has before its `AWSLogs`. */
function spokenOf(target: string, statements: Statements): string[] {
  const bucket = target.slice(target.lastIndexOf(":") + 1);
  return statements.flatMap(({ Resource: resources }) =>
    texts(resources).flatMap((arn) => {
      const [, name, key = ""] = /:::([^/]+)\/(.*)$/.exec(arn) ?? [];
      const prefix = /^(.*?)\/AWSLogs\//.exec(key)?.[1];
      return (name === bucket || bucket === "*") && prefix !== undefined ? [prefix] : [];
    }),
  );
}

const subject = ({ use }: Case): string => `this ${use.noun} ${use.verb}`;

const who = ({ use, values }: Case): string => filled(use.principals[0]?.replace(/^(role|account):/, "$1 ") ?? "", values);

/** The place in a bucket, which is the relevant part of a long ARN. */
const place = (resource: string | undefined, { target = "" }: Readonly<Record<string, string>>): string =>
  resource === undefined || resource === target || !resource.startsWith(`${target}/`) ? "" : ` under ${resource.slice(target.length + 1)}`;

function told({ sends = {}, omits = [], source }: Sent & { readonly source: string }): string {
  const sent = Object.keys(sends).length > 0 ? `, with ${Object.keys(sends).join(", ")}` : "";
  const missing = omits.length > 0 ? `, without ${omits.join(", ")}` : "";
  return `${sent}${missing}; see ${source}`;
}
