import { attachmentsOf, policiesOf, refersTo } from "../support/attached.ts";
import type { Registration } from "../support/offline.ts";
import { decideFor } from "./iam.ts";
import { ofType, only, textOf } from "./registrations.ts";

const policyType = "aws:iam/policy:Policy";

/** What IAM says to a role as it was registered: of its own policies, which are in the stack, and its boundary. AWS's own are not asked. */
export function askAs(made: readonly Registration[], role: string) {
  const own = only(made, "aws:iam/role:Role", role);
  const policies = policiesOf(made, own.urn);
  const boundary = ofType(made, policyType).find(({ urn }) => refersTo(own, "permissionsBoundary", urn));
  if (own.inputs.permissionsBoundary !== undefined && !boundary) throw new Error(`${role}: its boundary is not in the stack`);
  return (action: string, resource = "*", context: Readonly<Record<string, string | readonly string[]>> = {}) =>
    decideFor(
      policies.map((policy) => policy.inputs.policy),
      { action, resource, context },
      boundary?.inputs.policy,
    );
}

/** ARNs of AWS's own policies that a role has. */
export function managedOf(made: readonly Registration[], role: string): string[] {
  const { urn } = only(made, "aws:iam/role:Role", role);
  return attachmentsOf(ofType(made, "aws:iam/rolePolicyAttachment:RolePolicyAttachment"), urn)
    .map(({ inputs }) => textOf(inputs.policyArn))
    .filter((arn) => arn.startsWith("arn:aws:iam::aws:"));
}

/** The longest of the policies, in characters that IAM counts: without white space (docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html). */
export const longestPolicy = (made: readonly Registration[]): number =>
  Math.max(...ofType(made, policyType).map(({ inputs }) => textOf(inputs.policy).replaceAll(/\s/g, "").length));

/** What AWS takes. */
export const policyCharacters = 6144;
