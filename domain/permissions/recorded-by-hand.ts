import type { ProviderCall } from "./permission.ts";

/** Calls for a type of resource, by the phases in which the provider makes them, all on one resource. */
export const calls = (
  type: string,
  service: string,
  operations: readonly (readonly [phase: string, operation: string])[],
  resource: string,
): ProviderCall[] =>
  operations.map(([phase, operation]) => ({
    type,
    phases: [phase],
    action: `${service}:${operation}`,
    resources: [resource],
    ...(tagged.includes(operation) && { context: { "aws:RequestTag/stack": "{stack}" } }),
  }));

/** Operations that make something with the provider's tags. */
const tagged = [
  "CreateCanary",
  "CreateConfigurationSet",
  "CreateEmailIdentity",
  "CreateLogicallyAirGappedBackupVault",
  "CreateMalwareProtectionPlan",
  "CreateResolverQueryLogConfig",
];
