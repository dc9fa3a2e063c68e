import { isAnything, isSecret, isUnknown, withoutMarks } from "../../domain/graph-values.ts";
import { isRecord } from "../../domain/values.ts";
import { type Policy, wholeStack } from "../model/policy.ts";
import type { Resource } from "../model/stack.ts";

/** Properties that are a password or a key, by type. */
const secretProperties: Readonly<Record<string, readonly string[]>> = {
  "aws:rds/instance:Instance": ["password"],
  "aws:rds/cluster:Cluster": ["masterPassword"],
  "aws:elasticache/replicationGroup:ReplicationGroup": ["authToken"],
  "aws:elasticache/user:User": ["passwords"],
  "aws:secretsmanager/secretVersion:SecretVersion": ["secretString", "secretBinary"],
  "aws:iam/accessKey:AccessKey": ["secret", "sesSmtpPasswordV4"],
  "aws:acm/certificate:Certificate": ["privateKey"],
  "aws:iam/serverCertificate:ServerCertificate": ["privateKey"],
  "random:index/randomPassword:RandomPassword": ["result"],
  "tls:index/privateKey:PrivateKey": ["privateKeyPem", "privateKeyPemPkcs8", "privateKeyOpenssh"],
};
/** Properties in which people put passwords and keys. */
const textProperties: Readonly<Record<string, readonly string[]>> = {
  [wholeStack]: ["*"],
  "aws:ssm/parameter:Parameter": ["value", "insecureValue"],
  "aws:lambda/function:Function": ["environment"],
  "aws:ecs/taskDefinition:TaskDefinition": ["containerDefinitions"],
  "aws:ec2/instance:Instance": ["userData", "userDataBase64"],
  "aws:ec2/launchTemplate:LaunchTemplate": ["userData"],
  "aws:ec2/launchConfiguration:LaunchConfiguration": ["userData", "userDataBase64"],
};
const named = /(pass(word|wd|phrase)?|secret|token|api_?key|private_?key|secret_?key)$/i;
/** Keys that show by themselves what they are. */
const keyMaterial = /-----BEGIN [A-Z ]*PRIVATE KEY-----|\b(AKIA|ASIA)[A-Z0-9]{16}\b/;
/** Something that is given a password, in a script or a connection string. */
const assignment = /(pass(word|wd)|secret|token|api_?key)["']?\s*[:=]\s*["']?[^\s"'${}<]{6,}/i;

export const pulumiResourceDisallowPlainSecrets: Policy = {
  name: "aws-pulumi-resource-disallow-plain-secrets",
  description: "Passwords and keys are marked secret, so that they are encrypted in state, logs and outputs.",
  severity: "critical",
  controls: ["G23"],
  remediation: "Wrap the value in pulumi.secret, read it with config.requireSecret, or keep it in Secrets Manager and pass its ARN.",
  url: "https://www.pulumi.com/docs/iac/concepts/secrets/",
  types: [...new Set([...Object.keys(secretProperties), ...Object.keys(textProperties)])],
  check: (resource) => [
    ...secretsOf(resource)
      .filter((property) => isPlain(resource, property, resource.properties[property]))
      .map(sentence),
    ...textsOf(resource)
      .flatMap(([path, value]) => leaks(resource, path, value))
      .map(sentence),
  ],
};

/** A parameter is a secret where it says so. */
const secretsOf = (resource: Resource): readonly string[] =>
  resource.properties.type === "SecureString" ? ["value"] : (secretProperties[resource.type] ?? []);

const sentence = (path: string): string => `${path} has a password or key in plain text; mark it secret`;

function isPlain(resource: Resource, path: string, value: unknown): boolean {
  if (resource.isSecret(path)) return false;
  if (Array.isArray(value)) return value.some((element, i) => isPlain(resource, `${path}.${i}`, element));
  return typeof value === "string" && value !== "" && !isUnknown(value);
}

function textsOf(resource: Resource): [string, unknown][] {
  const properties = textProperties[resource.type] ?? [];
  return properties.includes("*")
    ? Object.entries(resource.properties)
    : properties.map((property) => [property, resource.properties[property]]);
}

/** Messages for values that look like a password or key, by their name or content. */
function leaks(resource: Resource, path: string, value: unknown): string[] {
  if (resource.isSecret(path) || isSecret(value) || isAnything(value)) return [];
  if (Array.isArray(value)) return value.flatMap((element, i) => leaks(resource, `${path}.${i}`, element));
  if (isRecord(value)) return Object.entries(value).flatMap(([name, element]) => leaks(resource, `${path}.${name}`, element));
  if (typeof value !== "string" || value === "") return [];
  const text = /^userData/.test(path) ? `${value}\n${Buffer.from(value, "base64")}` : withoutMarks(value);
  const reference = /^(arn:|https?:|\/|alias\/)/.test(value);
  // The ARN of a secret names it and does not tell it.
  return keyMaterial.test(text) || (!reference && (assignment.test(text) || named.test(path))) ? [path] : [];
}
