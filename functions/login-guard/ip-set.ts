import { GetIPSetCommand, UpdateIPSetCommand, type WAFV2Client } from "@aws-sdk/client-wafv2";
import ipaddr from "ipaddr.js";
import type { SetReference } from "../../domain/contracts/login-guard.ts";

/** Content of an IP set, and the lock token that an update has to present: WAF refuses all but the last version's. */
export interface SetContent {
  /** CIDRs in the form of `subjectOf`. */
  readonly addresses: readonly string[];
  readonly description: string | undefined;
  readonly lockToken: string | undefined;
}

/** Reads the set. */
export async function readSet(client: WAFV2Client, { name, id }: SetReference): Promise<SetContent> {
  const { IPSet, LockToken } = await client.send(new GetIPSetCommand({ Name: name, Id: id, Scope: "REGIONAL" }));
  return { addresses: (IPSet?.Addresses ?? []).map(canonical), description: IPSet?.Description, lockToken: LockToken };
}

/** Replaces the set's content. Throws `WAFOptimisticLockException` if the set has changed since `read`. */
export async function writeSet(
  client: WAFV2Client,
  { name, id }: SetReference,
  read: SetContent,
  addresses: readonly string[],
): Promise<void> {
  await client.send(
    new UpdateIPSetCommand({
      Name: name,
      Id: id,
      Scope: "REGIONAL",
      // An update replaces the description too, which `pulumi up` would see as drift.
      Description: read.description,
      Addresses: [...addresses],
      LockToken: read.lockToken,
    }),
  );
}

/** WAF answers `2001:0db8:…` with every digit. */
function canonical(cidr: string): string {
  const [address, prefix] = ipaddr.parseCIDR(cidr);
  return `${address.kind() === "ipv6" ? ipaddr.IPv6.parse(address.toString()).toNormalizedString() : address}/${prefix}`;
}
