import { Record as DnsRecord } from "@pulumi/aws/route53/record.js";
import { ComponentResource, type ComponentResourceOptions, type Input } from "@pulumi/pulumi";
import { typeToken } from "../naming.ts";

/** A zone below another, which other name servers answer for. */
export interface Delegation {
  /** Its name, such as `dev.shop.example.com`. */
  readonly zone: string;
  readonly nameServers: Input<string[]>;
  /** Values of its DS records, where both zones are signed. @default - none: the zone below is not signed */
  readonly ds?: readonly string[] | undefined;
}

/** Arguments for {@link Delegations}. */
export interface DelegationsArgs {
  /** The zone above. */
  readonly zoneId: Input<string>;
  readonly delegations: readonly Delegation[];
}

/** Short, so that what was wrong is over soon; AWS's own two days are for zones that never move. */
const TTL_SECONDS = 3600;

/**
 * NS records for the zones below a zone. Once the parent zone is delegated, resolvers ask it for every name below (RFC 1034, 4.3.2),
 * so without them the zones below would disappear.
 * @see docs/decisions/0038-a-zone-for-each-environment.md
 */
export class Delegations extends ComponentResource {
  constructor(name: string, { zoneId, delegations }: DelegationsArgs, opts?: ComponentResourceOptions) {
    super(typeToken("Delegations"), name, {}, opts);
    const parent = this;
    for (const { zone, nameServers, ds } of delegations) {
      new DnsRecord(`${name}-${zone}`, { zoneId, name: zone, type: "NS", ttl: TTL_SECONDS, records: nameServers }, { parent });
      if (ds) new DnsRecord(`${name}-${zone}-ds`, { zoneId, name: zone, type: "DS", ttl: TTL_SECONDS, records: [...ds] }, { parent });
    }
    this.registerOutputs();
  }
}
