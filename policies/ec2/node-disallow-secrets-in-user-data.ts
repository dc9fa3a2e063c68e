import type { Policy } from "../model/policy.ts";
import { nodeTypes } from "./types.ts";

/** Patterns of secrets, each with a name for messages, which must not show the secret. */
const secrets: readonly (readonly [what: string, pattern: RegExp])[] = [
  ["an access key id", /\b(AKIA|ASIA)[A-Z0-9]{16}\b/],
  ["a private key", /-----BEGIN ([A-Z]+ )*PRIVATE KEY-----/],
  ["a secret access key", /aws_secret_access_key["']?\s*[:=]\s*["']?[A-Za-z0-9/+]{40}/i],
  ["a token", /\b(ghp_[A-Za-z0-9]{36}|xox[bapr]-[A-Za-z0-9-]{10,}|sk_live_[A-Za-z0-9]{16,})/],
  ["a password", /(password|passwd|pwd|secret|auth_?token|api_?key)["']?\s*[:=]\s*(?!["']?[$<{(`])["']?[^\s"'$]{6,}/i],
  ["a password in an address", /\b[a-z][a-z0-9+]*:\/\/[^\s/:@$]+:[^\s/@$]+@/i],
];

export const ec2NodeDisallowSecretsInUserData: Policy = {
  name: "aws-ec2-node-disallow-secrets-in-user-data",
  description: "User data contains no secrets: all principals who may describe the node can read it.",
  severity: "critical",
  controls: ["EC2-14"],
  remediation: "Let the node read the secret from Secrets Manager by its role, and replace the exposed secret.",
  url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html",
  types: nodeTypes,
  check: (node) => {
    const properties = ["userData", "userDataBase64"].filter((property) => node.has(property));
    if (properties.length === 0) return undefined;
    return properties.flatMap((property) => {
      const text = decoded(node.text(property) ?? "");
      return secrets
        .filter(([, pattern]) => pattern.test(text))
        .map(([what]) => `${property} contains ${what}; read it from Secrets Manager, and replace the exposed one`);
    });
  },
};

/** User data as a shell reads it; a state may hold it in base 64, or only as a hash. */
const decoded = (text: string): string =>
  /^[A-Za-z0-9+/\s]+={0,2}$/.test(text) && text.length % 4 === 0 ? Buffer.from(text, "base64").toString() : text;
