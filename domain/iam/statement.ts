/** One statement of an IAM policy; values that are known only after apply may stand anywhere in it. */
export type IamStatement = Readonly<Record<string, unknown>>;

/** A statement that allows. */
export const allow = (Sid: string, Action: readonly string[], Resource: unknown, Condition?: unknown): IamStatement => ({
  Sid,
  Effect: "Allow",
  Action,
  Resource,
  ...(Condition ? { Condition } : {}),
});

/** A statement of a resource's policy that refuses requests without TLS. */
export const tlsOnly = (Action: string, Resource: unknown): IamStatement => ({
  Sid: "TlsOnly",
  Effect: "Deny",
  Principal: { AWS: "*" },
  Action,
  Resource,
  Condition: { Bool: { "aws:SecureTransport": "false" } },
});
