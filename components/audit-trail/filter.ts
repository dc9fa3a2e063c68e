/** One kind of call that raises an alarm. */
export interface PlannedFilter {
  /** The alarm is `trail-<name>`. */
  readonly name: string;
  /** The event that it fires on, the first line of the email. */
  readonly meaning: string;
  /** The page under docs/operations that says what to do. */
  readonly runbook: string;
  /** CloudWatch Logs' pattern over CloudTrail's records. */
  readonly pattern: string;
  /** Calls in five minutes that are still everyday life. */
  readonly tolerated: number;
}

/** Activity that is normal in an account. */
export interface EverydayLife {
  /** The account's stack: what watches the account is named `<stack>-…`. */
  readonly stack: string;
  /** Names of the roles that CI deploys by, of {@link expectedRoles}. @default - none */
  readonly pipeline?: string | undefined;
  /** The readers of stores' Pulumi state, where the account's stack keeps it: name of its bucket, and of the roles that plan and deploy. @default - it is elsewhere */
  readonly state?: { readonly bucket: string; readonly readers: readonly string[] } | undefined;
  /** Names of roles that change networks and permissions every day, those of the pipeline; a `*` at the end stands for anything. */
  readonly expectedRoles: readonly string[];
  /** Refused calls in five minutes. */
  readonly refusedCalls: number;
  /** Failed sign-ins to the console in five minutes. */
  readonly failedSignIns: number;
}

/** A filter that tolerates nothing, without its pattern. */
export const told = (runbook: string, name: string, meaning: string) => ({ name, meaning, runbook, tolerated: 0 });

/** The caller's role. */
export const role = "$.userIdentity.sessionContext.sessionIssuer.userName";

/** A pattern's part that holds of some calls. */
export const anyOf = (calls: readonly string[]) => calls.map((call) => `($.eventName = "${call}")`).join(" || ");
