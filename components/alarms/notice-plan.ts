/** One kind of event that contacts are notified of. */
export interface NoticePlan {
  readonly name: string;
  /** What is wrong, for the mail's first line. */
  readonly meaning: string;
  /** The page under docs/operations that says what to do. */
  readonly runbook: string;
  readonly pattern: Readonly<Record<string, unknown>>;
  /** What the mail shows of the event: JSON paths by the name that they have in the mail. */
  readonly shown: Readonly<Record<string, string>>;
}

/** What a mail shows of a call that CloudTrail recorded. */
export const callShown = {
  call: "$.detail.eventName",
  who: "$.detail.userIdentity.arn",
  from: "$.detail.sourceIPAddress",
  refused: "$.detail.errorCode",
  time: "$.time",
} as const;
