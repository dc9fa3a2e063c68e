/** One kind of event that contacts are notified of. */
export interface NoticePlan {
  readonly name: string;
  /** The problem, for the email's first line. */
  readonly meaning: string;
  /** The page under docs/operations that says what to do. */
  readonly runbook: string;
  readonly pattern: Readonly<Record<string, unknown>>;
  /** Details of the event that the email shows: JSON paths by the name that they have in the email. */
  readonly shown: Readonly<Record<string, string>>;
}

/** Details that an email shows of a call that CloudTrail recorded. */
export const callShown = {
  call: "$.detail.eventName",
  who: "$.detail.userIdentity.arn",
  from: "$.detail.sourceIPAddress",
  refused: "$.detail.errorCode",
  time: "$.time",
} as const;
