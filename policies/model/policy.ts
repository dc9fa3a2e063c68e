import type { Control } from "./control.ts";
import type { Resource, Stack } from "./stack.ts";

/** Severity of a violation: `critical` can lose or leak data at once. */
export type Severity = "critical" | "high" | "medium" | "low";

/** One rule, in the file that its name says: `aws-rds-instance-enforce-tls` is policies/rds/instance-enforce-tls.ts. */
export interface Policy {
  /** `aws-<service>-<resource>-<verb>-<what>`; the verbs are missing, disallow, enable, disable, configure, enforce. */
  readonly name: string;
  /** The requirement, as a sentence. */
  readonly description: string;
  readonly severity: Severity;
  /** The controls that it answers: keys of docs/controls.md, or a control that is this policy's own. */
  readonly controls: readonly (string | Control)[];
  /** The remedy for a violation, as a sentence. */
  readonly remediation: string;
  /** The page of AWS or PCI that recommends it. */
  readonly url: string;
  /** Types of resource that it looks at; `check` is called for each one. `pulumi:pulumi:Stack` asks once for the stack as a whole, `*` everything. */
  readonly types: readonly string[];
  /** Reason for which a violation does not stop an update. @default - it does */
  readonly advisoryBecause?: string;
  /**
   * Faults of a resource: each message says what was found and what to set. Empty: compliant. Undefined: the policy does not apply to
   * this resource. Reading a property that is unknown in a preview ends the check, with the verdict "unknown".
   */
  readonly check: (resource: Resource, stack: Stack) => readonly string[] | undefined;
}

/** The type of a stack's own resource, for policies about what the stack as a whole must have. */
export const wholeStack = "pulumi:pulumi:Stack";
