import { getOrganization, getProject, type Input, log, type Output, StackReference } from "@pulumi/pulumi";
import { Delegations } from "../../components/zone/delegations.ts";
import type { StoreSettings } from "../settings/resolve/store.ts";
import type { Foundation } from "./foundation.ts";

/** NS records for the zones below the store's own, where the settings name some. */
export function deployDelegations({ stack, dns }: StoreSettings, { opts }: Foundation, zoneId: Input<string>): void {
  if (dns.delegations.length === 0) return;
  const delegations = dns.delegations.map(({ zone, stack: below, nameServers, ds }) => ({
    zone,
    ds,
    nameServers: nameServers ?? nameServersOf(below ?? "", stack),
  }));
  new Delegations("delegations", { zoneId, delegations }, opts);
}

/** A name server that cannot exist (RFC 2606), for a zone whose own are not known: no stranger can register it. */
const nowhere = "ns.invalid";

/** Reads the name servers of a stack's zone. A stack that does not exist yet, or no longer, stops nothing here. */
function nameServersOf(below: string, stack: string): Output<string[]> {
  const reference = new StackReference(below, { name: `${getOrganization()}/${getProject()}/${below}` });
  return reference.getOutput("nameServers").apply((found: unknown) => {
    if (Array.isArray(found) && found.length > 0) return found.map(String);
    log.warn(
      `${below} has no output nameServers: its names below ${stack}'s zone do not resolve until both have been deployed, ${below} first`,
    );
    return [nowhere];
  });
}
