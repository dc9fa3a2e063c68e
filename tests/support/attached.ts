/** A resource of a graph, or a registration, as far as this is concerned. */
interface Linked {
  readonly urn: string;
  readonly type: string;
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>> | undefined;
}

/** Whether a property of one resource comes from another. */
export const refersTo = ({ propertyDependencies }: Linked, property: string, urn: string): boolean =>
  propertyDependencies?.[property]?.includes(urn) === true;

/** The attachments of policies to a role, AWS's own policies too. */
export function attachmentsOf<R extends Linked>(resources: readonly R[], roleUrn: string): R[] {
  return resources.filter((one) => one.type === "aws:iam/rolePolicyAttachment:RolePolicyAttachment" && refersTo(one, "role", roleUrn));
}

/** The stack's own policies that a role has. */
export function policiesOf<R extends Linked>(resources: readonly R[], roleUrn: string): R[] {
  const attached = attachmentsOf(resources, roleUrn);
  return resources.filter(({ type, urn }) => type === "aws:iam/policy:Policy" && attached.some((one) => refersTo(one, "policyArn", urn)));
}
