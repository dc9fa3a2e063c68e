import { setTimeout as sleep } from "node:timers/promises";
import {
  type Change,
  ChangeResourceRecordSetsCommand,
  GetChangeCommand,
  ListResourceRecordSetsCommand,
  type ListResourceRecordSetsCommandInput,
  type ListResourceRecordSetsCommandOutput,
  type ResourceRecordSet,
} from "@aws-sdk/client-route-53";
import type { CertificateRequest } from "../../domain/contracts/certificate.ts";
import type { ChallengeRecord } from "./memory.ts";
import { noRecord } from "./no-record.ts";
import type { World } from "./run.ts";

/** The TXT record for one name's challenges. */
export type Place = Pick<ChallengeRecord, "zoneId" | "name">;

type Zones = Pick<CertificateRequest, "zoneId" | "delegations">;

/** Maximum length of a chain of CNAMEs. RFC 1034 3.6.2 sets none; resolvers follow about as many. */
const maxCnames = 8;
/** Maximum wait for Route 53 to propagate a change to all its servers, which usually takes 60 seconds. */
const maxSync = 300_000;

/**
 * Places of the names' challenges: `_acme-challenge.<name>`, or the target of a CNAME there. CNAMEs are read from the zone itself,
 * since a lookup could not tell them from a wildcard's; those of other zones are looked up in DNS.
 */
export async function placesOf(world: World, zones: Zones, names: readonly string[]): Promise<Map<string, Place>> {
  const sets = await recordSets(world, zones.zoneId);
  const cnames = new Map(
    sets.flatMap(({ Type, Name, ResourceRecords }) => (Type === "CNAME" ? [[plain(Name), plain(ResourceRecords?.[0]?.Value)]] : [])),
  );
  return new Map(
    await Promise.all(
      names.map(async (name): Promise<[string, Place]> => {
        const own = `_acme-challenge.${name}`;
        const leads = cnames.get(own);
        if (!leads) return [name, { zoneId: zones.zoneId, name: own }];
        return [name, await follow(world, zones, leads, (at) => cnames.get(at))];
      }),
    ),
  );
}

async function follow({ dns }: World, zones: Zones, first: string, inZone: (name: string) => string | undefined): Promise<Place> {
  let name = first;
  for (let hops = 1; hops < maxCnames; hops++) {
    const delegated = zones.delegations?.find(({ record }) => plain(record) === name);
    if (delegated) return { zoneId: delegated.zoneId, name };
    const next = inZone(name) ?? (await dns.resolveCname(name).catch(noRecord))[0];
    if (!next) return { zoneId: zones.zoneId, name };
    name = plain(next);
  }
  throw new Error(`${first}: got more than ${maxCnames} CNAMEs in a row, expected a delegated challenge to end`);
}

/** Adds values to their record sets, beside what others have there, and waits until all of Route 53's servers have them. */
export async function publish(world: World, records: readonly ChallengeRecord[]): Promise<void> {
  const changes = await change(world, records, (present, ours) => [...present, ...ours.filter((value) => !present.includes(value))]);
  await Promise.all(changes.map((id) => inSync(world, id)));
}

/** Takes values away, and leaves what others have there. */
export async function withdraw(world: World, records: readonly ChallengeRecord[]): Promise<void> {
  await change(world, records, (present, ours) => present.filter((value) => !ours.includes(value)));
}

type Merge = (present: readonly string[], ours: readonly string[]) => readonly string[];

/** One change a zone, so that all of it takes hold together; gives the changes' ids. */
async function change(world: World, records: readonly ChallengeRecord[], merge: Merge): Promise<string[]> {
  const byZone = Map.groupBy(records, ({ zoneId }) => zoneId);
  const ids = await Promise.all(
    [...byZone].map(async ([zoneId, ours]) => {
      const sets = (await recordSets(world, zoneId)).filter(({ Type }) => Type === "TXT");
      const byName = Map.groupBy(ours, ({ name }) => name);
      const changes = [...byName].flatMap(([name, each]) =>
        merged(
          name,
          sets.find(({ Name }) => plain(Name) === name),
          (present) =>
            merge(
              present,
              each.map(({ value }) => value),
            ),
        ),
      );
      if (!changes.length) return [];
      const { ChangeInfo } = await world.route53.send(
        new ChangeResourceRecordSetsCommand({ HostedZoneId: zoneId, ChangeBatch: { Changes: changes } }),
      );
      return ChangeInfo?.Id ? [ChangeInfo.Id] : [];
    }),
  );
  return ids.flat();
}

function merged(name: string, set: ResourceRecordSet | undefined, merge: (present: readonly string[]) => readonly string[]): Change[] {
  const present = (set?.ResourceRecords ?? []).map(({ Value = "" }) => Value.replace(/^"(.*)"$/, "$1"));
  const wished = merge(present);
  if (wished.join() === present.join()) return [];
  if (!wished.length) return [{ Action: "DELETE", ResourceRecordSet: set }];
  const values = wished.map((value) => ({ Value: `"${value}"` }));
  return [{ Action: "UPSERT", ResourceRecordSet: { Name: name, Type: "TXT", TTL: set?.TTL ?? 60, ResourceRecords: values } }];
}

async function inSync({ route53, deadline }: World, id: string): Promise<void> {
  const end = Math.min(deadline, Date.now() + maxSync);
  // Route 53 admits five requests a second.
  for (let wait = 250; ; wait = Math.min(wait * 2, 4000)) {
    const { ChangeInfo } = await route53.send(new GetChangeCommand({ Id: id }));
    if (ChangeInfo?.Status === "INSYNC") return;
    if (Date.now() + wait > end) throw new Error(`Route 53 has not brought ${id} to its servers in time; the next run tries again`);
    await sleep(wait);
  }
}

/** All of a zone: one request for 300 records, where each name for itself would take one each. */
export async function recordSets({ route53 }: Pick<World, "route53">, zoneId: string): Promise<ResourceRecordSet[]> {
  const sets: ResourceRecordSet[] = [];
  let start: Partial<ListResourceRecordSetsCommandInput> | undefined = {};
  while (start) {
    const page: ListResourceRecordSetsCommandOutput = await route53.send(
      new ListResourceRecordSetsCommand({ HostedZoneId: zoneId, ...start }),
    );
    sets.push(...(page.ResourceRecordSets ?? []));
    start = page.IsTruncated
      ? { StartRecordName: page.NextRecordName, StartRecordType: page.NextRecordType, StartRecordIdentifier: page.NextRecordIdentifier }
      : undefined;
  }
  return sets;
}

/** Names as Route 53 and resolvers write them, without the dot at the end and in small letters. */
const plain = (name = "") => name.replace(/\.$/, "").toLowerCase();
