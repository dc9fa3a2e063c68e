import { decideFor } from "../iam.ts";
import { accountId, region } from "../registrations.ts";

/** Ends of a function's environment, settings as the function reads them. */
export function settingsOf(environment: unknown, variable: string): unknown {
  if (typeof environment !== "object" || environment === null || !("variables" in environment)) throw new Error("no variables");
  const { variables } = environment;
  const found =
    typeof variables === "object" && variables !== null ? Object.entries(variables).find(([name]) => name === variable) : undefined;
  return JSON.parse(String(found?.[1]));
}

/** What a role's own policy says to a request of the role. */
export function roleMay(policy: unknown, action: string, resource: string, context: Readonly<Record<string, string>> = {}) {
  return decideFor([policy], { action, resource, context });
}

/** Where evidence is, in fixtures. */
export const evidence = {
  bucketName: "archive",
  bucketArn: "arn:aws:s3:::archive",
  keyArns: ["arn:aws:kms:eu-central-1:123456789012:key/archive"],
} as const;

/** What is backed up, in fixtures. */
export const resources = {
  RDS: `arn:aws:rds:${region}:${accountId}:db:test-database`,
  EFS: `arn:aws:elasticfilesystem:${region}:${accountId}:file-system/fs-1`,
  S3: "arn:aws:s3:::test-releases",
} as const;

/** Whether an event of AWS meets a pattern of exact values, all that ours have. */
export function meets(pattern: unknown, event: unknown): boolean {
  if (Array.isArray(pattern)) return pattern.includes(event);
  if (typeof pattern !== "object" || pattern === null || typeof event !== "object" || event === null) return false;
  const fields = Object.entries(event);
  return Object.entries(pattern).every(([name, wanted]) => meets(wanted, fields.find(([field]) => field === name)?.[1]));
}
