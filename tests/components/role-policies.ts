import type { Registration } from "../support/offline.ts";
import { decideFor } from "./iam.ts";
import { ofType, only, textOf } from "./registrations.ts";

const attachmentType = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
const policyType = "aws:iam/policy:Policy";

/** What IAM says to a role as it was registered: of its own policies, which are in the stack, and its boundary. AWS's own are not asked. */
export function askAs(made: readonly Registration[], role: string) {
  const { urn, inputs } = only(made, "aws:iam/role:Role", role);
  const attached = ofType(made, attachmentType).filter(({ propertyDependencies }) => propertyDependencies.role?.includes(urn));
  const policies = ofType(made, policyType).filter((policy) => attached.some((one) => refers(one, "policyArn", policy)));
  const boundary = ofType(made, policyType).find((policy) => refers(only(made, "aws:iam/role:Role", role), "permissionsBoundary", policy));
  if (inputs.permissionsBoundary !== undefined && !boundary) throw new Error(`${role}: its boundary is not in the stack`);
  return (action: string, resource = "*", context: Readonly<Record<string, string | readonly string[]>> = {}) =>
    decideFor(
      policies.map((policy) => policy.inputs.policy),
      { action, resource, context },
      boundary?.inputs.policy,
    );
}

const refers = (from: Registration, property: string, to: Registration) => from.propertyDependencies[property]?.includes(to.urn) === true;

/** ARNs of AWS's own policies that a role has. */
export function managedOf(made: readonly Registration[], role: string): string[] {
  const { urn } = only(made, "aws:iam/role:Role", role);
  return ofType(made, attachmentType)
    .filter(({ propertyDependencies }) => propertyDependencies.role?.includes(urn))
    .map(({ inputs }) => textOf(inputs.policyArn))
    .filter((arn) => arn.startsWith("arn:aws:iam::aws:"));
}

/** The longest of the policies, in characters that IAM counts: without white space (docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html). */
export const longestPolicy = (made: readonly Registration[]): number =>
  Math.max(...ofType(made, policyType).map(({ inputs }) => textOf(inputs.policy).replaceAll(/\s/g, "").length));

/** What AWS takes. */
export const policyCharacters = 6144;
