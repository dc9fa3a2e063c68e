import { within } from "../checks/network.ts";
import { fault } from "../faults.ts";
import type { StoreMember } from "./folder.ts";

/** A zone that a stack creates. */
interface CreatedZone {
  readonly stack: string;
  readonly zone: string;
}

/**
 * Faults of a store's zone beside those of others, one sentence each. Resolvers follow the closest delegation, so that a zone
 * hides whatever is below it but for what it delegates itself (RFC 1034, 4.3.2).
 */
export function zoneFaults(own: StoreMember, others: readonly StoreMember[]): string[] {
  if (!own.dns) return [];
  const created = others.flatMap(createdZone);
  return [...sameZoneFaults(own, created), ...undelegatedFaults(own, created), ...stackFaults(own, others), ...hiddenFaults(own, others)];
}

/** The zones of other stacks that a stack's own zone has to delegate, those that another zone between them delegates left out. */
export function zonesToDelegate(zone: string, created: readonly CreatedZone[]): CreatedZone[] {
  const below = created.filter((other) => other.zone !== zone && within(other.zone, zone));
  return below.filter(({ zone: inner }) => !below.some((other) => other.zone !== inner && within(inner, other.zone)));
}

/** The zone that a store's stack creates, if any. */
export const createdZone = ({ stack, dns }: StoreMember): CreatedZone[] => (dns?.createZone ? [{ stack, zone: dns.zone }] : []);

function sameZoneFaults({ dns }: StoreMember, created: readonly CreatedZone[]): string[] {
  const twin = dns?.createZone && created.find(({ zone }) => zone === dns.zone);
  return twin
    ? [
        fault(
          "dns.zone",
          twin.zone,
          `a zone that ${twin.stack} does not create too, since only one of the two is found, or dns.createZone: false`,
        ),
      ]
    : [];
}

function undelegatedFaults({ dns }: StoreMember, created: readonly CreatedZone[]): string[] {
  // Of a zone that is there already no one knows here what it delegates.
  if (!dns?.createZone) return [];
  const missing = zonesToDelegate(dns.zone, created).filter(({ zone }) => !dns.delegations.some((one) => within(zone, one.zone)));
  return missing.map(({ stack, zone }) =>
    fault(
      "dns.delegations",
      undefined,
      `{ zone: ${zone}, stack: ${stack} }, since without it the names of ${stack} do not resolve once ${dns.zone} is delegated`,
    ),
  );
}

function stackFaults({ stack: own, dns }: StoreMember, others: readonly StoreMember[]): string[] {
  return (dns?.delegations ?? []).flatMap(({ zone, stack }, i) => {
    if (stack === undefined) return [];
    const path = `dns.delegations[${i}].stack`;
    const named = others.find((other) => other.stack === stack);
    if (!named) {
      const creator = others.find((other) => other.dns?.createZone && other.dns.zone === zone)?.stack;
      const which = stack === own ? "another stack" : "a store's stack of this folder";
      return [fault(path, stack, `${which}${creator ? `: ${creator} creates ${zone}` : ", or nameServers in its place"}`)];
    }
    if (!named.dns || (named.dns.createZone && named.dns.zone === zone)) return [];
    const creates = named.dns.createZone ? `creates ${named.dns.zone}` : "creates none (dns.createZone)";
    return [fault(path, stack, `the stack that creates ${zone}: ${stack} ${creates}`)];
  });
}

/** Names in a zone that another stack's zone or delegation, closer to them, takes out of it. */
function hiddenFaults({ dns, names }: StoreMember, others: readonly StoreMember[]): string[] {
  if (!dns) return [];
  const cuts = others.flatMap((other) => {
    const delegated = other.dns?.zone === dns.zone ? other.dns.delegations.map(({ zone }) => zone) : [];
    return [...createdZone(other).map(({ zone }) => zone), ...delegated].map((zone) => ({ zone, stack: other.stack }));
  });
  const own = new Set(dns.delegations.map(({ zone }) => zone));
  return names.flatMap(([path, name]) => {
    const cut = cuts.find(({ zone }) => zone !== dns.zone && within(zone, dns.zone) && within(name, zone) && !own.has(zone));
    return cut ? [fault(path, name, `a name that is not below ${cut.zone}, the zone of ${cut.stack}`)] : [];
  });
}
