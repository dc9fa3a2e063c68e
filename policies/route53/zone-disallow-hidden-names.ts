import { collect } from "../model/collect.ts";
import type { Policy } from "../model/policy.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { isPrivateZone, zoneType } from "./types.ts";

export const route53ZoneDisallowHiddenNames: Policy = {
  name: "aws-route53-zone-disallow-hidden-names",
  description:
    "A public zone delegates the zones below it, and has no records below what it delegates: resolvers follow the closest delegation.",
  severity: "medium",
  controls: [
    {
      key: "R53-04",
      service: "Route 53",
      control: "Zones delegate the zones below them, and hide no record",
      pci: [],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: "Write an NS record for the zone below, or move records to the zone that is authoritative for them.",
  url: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-routing-traffic-for-subdomains.html",
  types: [zoneType],
  check: (zone, stack) => {
    if (isPrivateZone(zone)) return undefined;
    const apex = nameOf(zone);
    const records = stack.referring(zone, "zoneId", ["aws:route53/record:Record"]);
    const cuts = records.filter((record) => record.text("type") === "NS" && nameOf(record) !== apex).map(nameOf);
    const hidden = (record: Resource) => cuts.some((cut) => isHidden(record, cut));
    const missing = zonesBelow(apex, stack).filter((below) => !cuts.some((cut) => within(below, cut)));
    const lost = missing.map((below) => `has no delegation to ${below}, so that its names do not resolve; add an NS record`);
    // A record for DKIM has a name that only SES knows beforehand.
    return collect([() => lost, ...records.map((record) => () => (hidden(record) ? [moved(record)] : []))], (check) => check());
  },
};

const moved = (record: Resource) => `has a record ${nameOf(record)} that its own delegation hides; move it to the zone below`;

/** NS and DS of the delegated name are the delegation itself. */
function isHidden(record: Resource, cut: string): boolean {
  const name = nameOf(record);
  return within(name, cut) && !(name === cut && ["NS", "DS"].includes(record.text("type") ?? ""));
}

/** The public zones below a name, those below another of them left out. */
function zonesBelow(apex: string, stack: Stack): string[] {
  const below = stack
    .ofType(zoneType)
    .filter((zone) => !isPrivateZone(zone))
    .map(nameOf)
    .filter((name) => name !== apex && within(name, apex));
  return below.filter((name) => !below.some((other) => other !== name && within(name, other)));
}

const within = (name: string, zone: string) => name === zone || name.endsWith(`.${zone}`);

const nameOf = (resource: Resource): string => (resource.text("name") ?? "").toLowerCase().replace(/\.$/, "");
