import { judge, type Verdict } from "../../policies/model/evaluate.ts";
import { type ExportedResource, stackOf } from "../../policies/model/graph.ts";
import type { Policy } from "../../policies/model/policy.ts";
import { policies } from "../../policies/pack.ts";

/** The policies of some services: `rds`, `s3`. */
export const policiesOf = (...services: readonly string[]): Policy[] =>
  policies.filter(({ name }) => services.some((service) => name.startsWith(`aws-${service}-`)));

/** What is known only after apply, as previews write it. */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** The rest of a resource beside type, name and properties. */
export type Rest = Partial<Pick<ExportedResource, "parent" | "protect" | "dependencies" | "propertyDependencies">>;

/** A resource of a graph. `made` names what a property was made of: { bucket: ["<urn>"] }. */
export function resource(type: string, name: string, properties: Record<string, unknown> = {}, rest: Rest = {}): ExportedResource {
  return { urn: urnOf(type, name), type, inputs: properties, outputs: properties, ...rest };
}

/** The URN of {@link resource}. */
export const urnOf = (type: string, name: string, stack = "test-prod"): string => `urn:pulumi:${stack}::xcart-hosting::${type}::${name}`;

/** What a policy says of each resource that it looks at, in order. */
const verdicts = (policy: Policy, ...resources: readonly ExportedResource[]): Verdict[] => verdictsOn(undefined, policy, resources);

/** The same on a day, `YYYY-MM-DD`. */
export function verdictsOn(today: string | undefined, policy: Policy, resources: readonly ExportedResource[]): Verdict[] {
  const stack = stackOf(resources, today);
  return stack.ofType(...policy.types).map((candidate) => judge(policy, candidate, stack));
}

/** All messages of a policy about some resources; a fault of the policy is thrown. */
export function violations(policy: Policy, ...resources: readonly ExportedResource[]): string[] {
  return verdicts(policy, ...resources).flatMap((verdict) => {
    if (verdict.kind === "fault") throw new Error(verdict.error);
    return verdict.kind === "violation" ? verdict.messages : [];
  });
}

/** The kinds of verdict, in order: `["compliant", "unknown"]`. */
export const kinds = (policy: Policy, ...resources: readonly ExportedResource[]): string[] =>
  verdicts(policy, ...resources).map(({ kind }) => kind);
