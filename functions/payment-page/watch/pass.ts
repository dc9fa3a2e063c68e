import { randomBytes } from "node:crypto";
import { GetIPSetCommand, UpdateIPSetCommand, type WAFV2Client } from "@aws-sdk/client-wafv2";
import { passHeader, passSeconds } from "../../../domain/defaults/payment-page.ts";

/** The secret header that a visit sends to the store alone. */
export interface Pass {
  readonly name: string;
  readonly value: string;
}

/** Dependencies of issuing a pass. */
export interface PassOffice {
  readonly waf: WAFV2Client;
  /** The IP set that the web ACL compares the header with. */
  readonly set: { readonly id: string; readonly name: string };
  readonly sleep: (milliseconds: number) => Promise<unknown>;
}

/**
 * Does `work` with a pass that nothing else knows, which holds for as long: what an earlier run left behind goes, and the set is empty
 * afterwards, whatever becomes of the work. Throws what WAF or the work throws.
 */
export async function withPass<Outcome>(office: PassOffice, work: (pass: Pass) => Promise<Outcome>): Promise<Outcome> {
  const value = newAddress();
  await fill(office, [`${value}/128`]);
  try {
    // Each of WAF's servers hears of it in its own time.
    await office.sleep(passSeconds * 1000);
    return await work({ name: passHeader, value });
  } finally {
    await fill(office, []);
  }
}

/** 128 random bits, written as an IPv6 address with all its digits. */
const newAddress = (): string => randomBytes(16).toString("hex").match(/.{4}/g)?.join(":") ?? "";

async function fill({ waf, set }: PassOffice, addresses: readonly string[]): Promise<void> {
  const which = { Id: set.id, Name: set.name, Scope: "REGIONAL" } as const;
  const { IPSet, LockToken } = await waf.send(new GetIPSetCommand(which));
  // An update replaces the description too, which `pulumi up` would see as drift.
  await waf.send(new UpdateIPSetCommand({ ...which, Description: IPSet?.Description, Addresses: [...addresses], LockToken }));
}
