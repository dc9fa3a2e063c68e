import type { Policy } from "../model/policy.ts";
import type { Resource } from "../model/stack.ts";

const permissionType = "aws:lambda/permission:Permission";
const urlType = "aws:lambda/functionUrl:FunctionUrl";

export const lambdaPermissionDisallowPublic: Policy = {
  name: "aws-lambda-permission-disallow-public",
  description:
    "A function's callers are named: no principal *, no service on behalf of any account, no function URL without signed requests.",
  severity: "critical",
  controls: ["LAM-01"],
  remediation: "Name the principal, with sourceArn or sourceAccount for a service; set authorizationType AWS_IAM on a function URL.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/lambda-controls.html#lambda-1",
  types: [permissionType, urlType],
  check: (resource) => (resource.type === urlType ? openAddress(resource) : openPermission(resource)),
};

function openAddress(address: Resource): string[] {
  return address.text("authorizationType") === "NONE" ? ["authorizationType is NONE; set AWS_IAM"] : [];
}

function openPermission(permission: Resource): string[] {
  const narrowed = ["sourceAccount", "sourceArn", "principalOrgId"].some((property) => permission.has(property));
  const principal = permission.text("principal") ?? "";
  if (narrowed || !(principal === "*" || principal.endsWith(".amazonaws.com"))) return [];
  return [`principal is ${principal}, on behalf of any account; add sourceArn or sourceAccount`];
}
