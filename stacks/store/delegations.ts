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

/** A name server that nobody can have (RFC 2606), for a zone whose own are not known: none that somebody else could answer from. */
const nowhere = "ns.invalid";

/** What a stack says its zone's name servers are. One that is not there yet, or no more, stops nothing here. */
function nameServersOf(below: string, stack: string): Output<string[]> {
  const reference = new StackReference(below, { name: `${getOrganization()}/${getProject()}/${below}` });
  return reference.getOutput("nameServers").apply((found: unknown) => {
    if (Array.isArray(found) && found.length > 0) return found.map(String);
    log.warn(
      `${below} has no output nameServers: nobody finds its names below ${stack}'s zone until both have been brought up in this order`,
    );
    return [nowhere];
  });
}
