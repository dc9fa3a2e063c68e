import type { Policy } from "../model/policy.ts";
import { daysBetween } from "../model/schedules.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { show } from "../model/values.ts";

/** Maximum days between rotations (PCI DSS 8.3.9). */
const maxDays = 90;

export const secretsmanagerSecretEnableRotation: Policy = {
  name: "aws-secretsmanager-secret-enable-rotation",
  description: `Secrets are rotated at least every ${maxDays} days.`,
  severity: "medium",
  controls: ["SEC-01"],
  remediation: `Add a SecretRotation with automaticallyAfterDays of ${maxDays} or less.`,
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/secretsmanager-controls.html#secretsmanager-1",
  types: ["aws:secretsmanager/secret:Secret"],
  advisoryBecause:
    "another policy enforces the rotation of the database users' secrets; the caches' are rotated by passwordGeneration, since nodes have to learn both at once",
  check: rotationFaults,
};

/** Faults of a secret that is not rotated often enough. */
export function rotationFaults(secret: Resource, stack: Stack): string[] {
  const split = stack.referring(secret, "secretId", ["aws:secretsmanager/secretRotation:SecretRotation"]);
  const rotations = secret.has("rotationRules") ? [...split, secret] : split;
  if (rotations.length === 0) return [`the secret has no SecretRotation; add one of ${maxDays} days or less`];
  return rotations.flatMap(slow);
}

function slow(rotation: Resource): string[] {
  const rules = rotation.has("rotationRules.0") ? "rotationRules.0" : "rotationRules";
  const days = rotation.number(`${rules}.automaticallyAfterDays`) || daysBetween(rotation.text(`${rules}.scheduleExpression`));
  return days !== undefined && days <= maxDays ? [] : [`the secret is rotated every ${show(days)} days; set ${maxDays} or less`];
}
