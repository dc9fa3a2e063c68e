import { statementsIn } from "../../domain/iam/resource-policy.ts";
import { kept } from "../../domain/kept.ts";
import type { TargetKind } from "../../domain/services/use.ts";
import { key, replicaKey } from "../kms/types.ts";
import { isAwsKey } from "../model/demands.ts";
import { documentOf } from "../model/documents.ts";
import { byKeys } from "../model/keys.ts";
import { oncePerStack } from "../model/once.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { isSet } from "../model/values.ts";
import { buckets, partTypes } from "../s3/types.ts";
import { topic } from "../sns/types.ts";
import { queue } from "../sqs/types.ts";
import { type Found, textOr, valuesAt } from "./service-values.ts";

type Statements = readonly Readonly<Record<string, unknown>>[];

const kinds: Readonly<Record<TargetKind, { readonly types: readonly string[]; readonly noun: string; readonly arn: string }>> = {
  bucket: { types: buckets, noun: "bucket", arn: "arn:*:s3:::{name}" },
  function: { types: ["aws:lambda/function:Function"], noun: "function", arn: "arn:*:lambda:*:*:function:{name}" },
  key: { types: [key, replicaKey], noun: "key", arn: "arn:*:kms:*:*:key/*" },
  logGroup: { types: ["aws:cloudwatch/logGroup:LogGroup"], noun: "log group", arn: "arn:*:logs:*:*:log-group:{name}" },
  queue: { types: [queue], noun: "queue", arn: "arn:*:sqs:*:*:{name}" },
  topic: { types: [topic], noun: "topic", arn: "arn:*:sns:*:*:{name}" },
};

/** Such as `log group`. */
export const nounOf = (kind: TargetKind): string => kinds[kind].noun;

/** The resources of a kind that a value names: by what it was made of in a preview, by id, ARN or name in an export. */
export function targetsOf(kind: TargetKind, found: Found, stack: Stack): Resource[] {
  const alias = kind === "key" ? called(kind, found, stack).find(({ type }) => type === aliasType) : undefined;
  return alias ? valuesAt(alias, "targetKeyId").flatMap((id) => ofKind(kind, id, stack)) : ofKind(kind, found, stack);
}

const called = (kind: TargetKind, { text }: Found, stack: Stack): Resource[] =>
  text === undefined ? [] : namesOf(kind, text).flatMap((name) => byIdentity(stack).get(name) ?? []);

function ofKind(kind: TargetKind, found: Found, stack: Stack): Resource[] {
  const made = found.by.flatMap((urn) => stack.find(urn) ?? []);
  return [...new Set([...called(kind, found, stack), ...made])].filter(({ type }) => kinds[kind].types.includes(type));
}

const aliasType = "aws:kms/alias:Alias";

/** Names that a value may have: a bucket's folder, a log group's streams and a function's version follow the name. */
function namesOf(kind: TargetKind, text: string): string[] {
  if (kind === "bucket") return [text, text.replace(/^arn:[^:]*:s3:::([^/]+).*$/, "$1")];
  if (kind === "function") return [text, text.replace(/^(arn:[^:]*:lambda:[^:]*:[^:]*:function:[^:]+):.*$/, "$1")];
  return kind === "logGroup" ? [text, text.replace(/:\*$/, "")] : [text];
}

/** The targets and aliases of a stack by each of their names: a graph may have thousands of them. */
const byIdentity = oncePerStack((stack) => {
  const types = [aliasType, ...Object.values(kinds).flatMap((kind) => kind.types)];
  return byKeys(stack.ofType(...types), ({ identities }) => identities);
});

/** A target's ARN; `*` stands for what is not known. */
export function arnOf(kind: TargetKind, target: Resource): string {
  const arn = textOr(target, "arn", "");
  return arn !== "" ? arn : kinds[kind].arn.replace("{name}", textOr(target, kind === "bucket" ? "bucket" : "name"));
}

/**
 * The statements of a target's policy, in the target and split from it; `unset` where it has none.
 * @throws UnknownValue where one is known only after apply
 */
export const statementsOn = (kind: TargetKind, target: Resource, stack: Stack): Statements | "unset" =>
  kept(known(stack), `${kind} ${target.urn}`, () => statementsFor(kind, target, stack));

/** Hundreds of triggers have the same few targets. */
const known = oncePerStack(() => new Map<string, Statements | "unset">());

function statementsFor(kind: TargetKind, target: Resource, stack: Stack): Statements | "unset" {
  if (kind === "function") return permissionsOf(target, stack);
  const holders = holdersOf(kind, target, stack);
  return holders.length === 0 ? "unset" : holders.flatMap(([holder, property]) => statementsIn(documentOf(holder, property)));
}

function holdersOf(kind: TargetKind, target: Resource, stack: Stack): [Resource, string][] {
  const split = {
    bucket: { types: partTypes("Policy"), names: "bucket", document: "policy" },
    key: { types: ["aws:kms/keyPolicy:KeyPolicy"], names: "keyId", document: "policy" },
    queue: { types: ["aws:sqs/queuePolicy:QueuePolicy"], names: "queueUrl", document: "policy" },
    topic: { types: ["aws:sns/topicPolicy:TopicPolicy"], names: "arn", document: "policy" },
  };
  if (kind === "function") return [];
  if (kind === "logGroup")
    return stack.ofType("aws:cloudwatch/logResourcePolicy:LogResourcePolicy").map((policy) => [policy, "policyDocument"]);
  const { types, names, document } = split[kind];
  const parts = [target, ...stack.referring(target, names, types)];
  return parts.filter((part) => part.has(document)).map((part) => [part, document]);
}

const permissions = oncePerStack((stack) =>
  Map.groupBy(stack.ofType("aws:lambda/permission:Permission"), (one) =>
    valuesAt(one, "function")
      .flatMap((found) => targetsOf("function", found, stack))
      .at(0),
  ),
);

/** A function's policy is made of permissions. */
function permissionsOf(target: Resource, stack: Stack): Statements {
  return (permissions(stack).get(target) ?? []).map(({ properties }) => ({
    Effect: "Allow",
    Principal: { Service: properties.principal },
    Action: properties.action ?? "lambda:InvokeFunction",
    Condition: {
      ...(isSet(properties, "sourceArn") && { ArnLike: { "aws:SourceArn": properties.sourceArn } }),
      ...(isSet(properties, "sourceAccount") && { StringEquals: { "aws:SourceAccount": properties.sourceAccount } }),
    },
  }));
}

/** Encryption of a target's messages or files: none or AWS-owned, an AWS managed key, whose policy cannot be changed, or a customer managed key. */
export type Encryption =
  | { readonly kind: "none" }
  | { readonly kind: "aws"; readonly alias: string }
  | { readonly kind: "key"; readonly found: Found };

/** Encryption of a topic, a queue or a bucket. */
export function encryptionOn(kind: TargetKind, target: Resource, stack: Stack): Encryption {
  if (kind === "bucket") return encryptionOfBucket(target, stack);
  const [found] = kind === "topic" || kind === "queue" ? valuesAt(target, "kmsMasterKeyId") : [];
  if (!found) return { kind: "none" };
  return isAwsKey(found.text) ? { kind: "aws", alias: String(found.text) } : { kind: "key", found };
}

function encryptionOfBucket(bucket: Resource, stack: Stack): Encryption {
  const parts = stack.referring(bucket, "bucket", partTypes("ServerSideEncryptionConfiguration"));
  const inside = ["serverSideEncryptionConfiguration", "serverSideEncryptionConfigurations"].map(
    (property) => [bucket, `${property}.rule`] as const,
  );
  for (const [holder, rules] of [...parts.map((part) => [part, "rules"] as const), ...inside]) {
    const path = `${rules}.*.applyServerSideEncryptionByDefault`;
    const [algorithm] = valuesAt(holder, `${path}.sseAlgorithm`);
    if (!algorithm?.text?.startsWith("aws:kms")) continue;
    const [found] = valuesAt(holder, `${path}.kmsMasterKeyId`);
    return found && !isAwsKey(found.text) ? { kind: "key", found } : { kind: "aws", alias: found?.text ?? "alias/aws/s3" };
  }
  return { kind: "none" };
}
