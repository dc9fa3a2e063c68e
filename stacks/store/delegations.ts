import { getOrganization, getProject, type Input, type Output, RunError, StackReference } from "@pulumi/pulumi";
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

/** What a stack says its zone's name servers are. Without an answer nothing is changed: no record would cut the stack off. */
function nameServersOf(below: string, stack: string): Output<string[]> {
  const reference = new StackReference(below, { name: `${getOrganization()}/${getProject()}/${below}` });
  return reference.getOutput("nameServers").apply((found: unknown) => {
    if (Array.isArray(found) && found.length > 0) return found.map(String);
    throw new RunError(
      `${stack}: dns.delegations: got no output nameServers of ${below}, expected it to be brought up first, or its delegation to be removed`,
    );
  });
}
