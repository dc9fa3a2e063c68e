/** Permissions that AWS requires of a caller beyond the call itself, because a service continues in the caller's name. */
export interface InCallersName {
  /** Pulumi's type of the resource that leads to it. */
  readonly type: string;
  /** Only where this input is set. @default - always */
  readonly having?: string;
  /** Only where that input has this value. @default - any */
  readonly of?: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly context?: Readonly<Record<string, string>>;
  /** Whether the resources have no tags yet. @default false */
  readonly untagged?: boolean;
  /** AWS's page that says so. */
  readonly source: string;
}
