/** The two kinds of address; WAF has a set for each. */
export const ipVersions = ["ipv4", "ipv6"] as const;

/** One of {@link ipVersions}. */
export type IpVersion = (typeof ipVersions)[number];

/** The name of the set that holds what the login guard blocks; known in advance, so that policies can hold it. */
export const guardSetName = (stack: string, version: IpVersion): string => `${stack}-guard-${version}`;

/** Addresses that a set of WAF holds at most (docs.aws.amazon.com/waf/latest/developerguide/limits.html). */
export const largestSet = 10_000;
