import type { Protocol, Range } from "./network.ts";

/** One end of a conversation: an interface in a subnet, or a host outside of the VPC. */
export interface End {
  /** The name for people. */
  readonly name: string;
  readonly address: string;
  /** The subnet's id. @default - outside of the VPC */
  readonly subnet?: string;
  /** Ids of security groups. @default - none, as of a host outside */
  readonly groups?: readonly string[];
  /** Whether the internet can answer it: it has a public address, or stands outside. */
  readonly isPublic: boolean;
  /** The service whose prefix list has its address, such as `s3`. */
  readonly prefixList?: string;
  /** The id of the interface endpoint that it is of. */
  readonly endpoint?: string;
  /** The resource that AWS names by the name that is looked up: a database's URN. */
  readonly namedBy?: string;
}

/** A call over HTTPS to AWS, as an endpoint's policy is asked about it. */
export interface ServiceCall {
  readonly action: string;
  readonly resource: string;
  /** Condition keys; none where the call is not signed. */
  readonly context: Readonly<Record<string, string>>;
}

/** A connection that one end opens to another. */
export interface Conversation {
  readonly from: End;
  /** Ports that it may be opened from. */
  readonly sourcePorts: readonly Range[];
  readonly to: End;
  readonly port: number;
  readonly protocol: Exclude<Protocol, "icmp" | "icmpv6">;
  /** The name by which the other end is looked up. @default - it is called by its address */
  readonly host?: string;
  /** The server name that TLS asks for, whatever host answers. @default - `host` */
  readonly asks?: string;
  /** @default - not a call to AWS */
  readonly call?: ServiceCall;
}

/** The first layer that refuses a conversation, by name, and what it refuses. */
export interface Refusal {
  readonly by: string;
  readonly what: string;
  /** Whether what is asked passes, and only the answer is lost. */
  readonly ofReply?: true;
}
