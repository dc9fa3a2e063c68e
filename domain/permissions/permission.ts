import { canaryBeginning } from "../defaults/payment-page.ts";

/** One right that a role needs. */
export interface Permission {
  /** IAM's name of the action, `rds:CreateDBInstance`. */
  readonly action: string;
  /** ARNs with `*` for ids that AWS gives; `*` alone where the action knows no resource. */
  readonly resources: readonly string[];
  /** Condition keys that AWS sends with the call. */
  readonly context: Readonly<Record<string, string>>;
  /** Whether the resources have no tags yet: they are being made, or AWS made them with another. @default - they have the stack's */
  readonly untagged?: boolean;
  /** The reasons for it: resource types, or a function's source file. */
  readonly because: readonly string[];
  /** AWS's page, where it is not the call itself but a service that asks in the caller's name. */
  readonly source?: string;
}

/** A call that the AWS provider makes for a resource of a type, or a lookup, as recorded for any stack. */
export interface ProviderCall {
  /** Whether it was seen of an account's stack, which has names of its own. @default false */
  readonly ofAccount?: boolean | undefined;
  readonly type: string;
  /** `create`, `read`, `update`, `delete`, `invoke`. */
  readonly phases: readonly string[];
  readonly action: string;
  readonly resources: readonly string[];
  readonly context?: Readonly<Record<string, string | undefined>>;
}

/** A resource of a stack's graph, as far as permissions depend on it. */
export interface GraphResource {
  readonly type: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** The stack's names, which are filled into ARNs. */
export interface Whose {
  /** Whether it is an account's stack. @default false */
  readonly ofAccount?: boolean;
  readonly stack: string;
  readonly accountId: string;
  readonly region: string;
  /** Name of the policy that bounds the stack's roles. */
  readonly boundary: string;
}

/** Fills in whose a pattern is: `{stack}`, `{canary}`, `{account}`, `{region}`, `{boundary}`. */
export function filledIn(pattern: string, { stack, accountId, region, boundary }: Whose): string {
  return pattern
    .replaceAll("{stack}", stack)
    .replaceAll("{canary}", canaryBeginning(stack))
    .replaceAll("{account}", accountId)
    .replaceAll("{region}", region)
    .replaceAll("{boundary}", boundary);
}
