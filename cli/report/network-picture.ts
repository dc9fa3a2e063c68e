import { Html, html } from "./html.ts";
import { ENDPOINTS, type NetworkReport, type TierReport } from "./network.ts";

const WIDTH = 960;
const CHIP = { width: 140, height: 44 };
const BAND = { head: 34, foot: 34, gap: 40 };
const TOP = 64;

/** A box of the picture, by its upper left corner. */
interface Box {
  readonly name: string;
  readonly note: string;
  readonly x: number;
  readonly y: number;
  readonly ports: readonly string[];
}

/** The connections from one member to another, with their ports. */
interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly ports: readonly string[];
}

/** The network as a picture: tiers from the internet inwards, who stands in them, and an arrow from each caller to whom it calls. */
export function networkPicture(network: NetworkReport): Html {
  const arrows = byGateways(arrowsOf(network), network.tiers);
  const bands = bandsOf(network.tiers);
  const boxes = [...outside(arrows), ...bands.flatMap(({ tier, y }) => boxesOf(tier, y + BAND.head, arrows))];
  const height = (bands.at(-1)?.end ?? TOP) + 16;
  const places = new Map(boxes.map((box) => [box.name, box]));
  const title = `Network ${network.cidr}: ${network.tiers.length} tiers in ${network.zones.length} zones, and their connections`;
  return html`<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="picture-title picture-text" class="network">
<title id="picture-title">${title}</title><desc id="picture-text">The table below says the same, a row for each conversation.</desc>
<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path d="M0 0 L8 4 L0 8 z" class="tip"/></marker></defs>
<rect class="vpc" x="8" y="${TOP + 16}" width="${WIDTH - 16}" height="${height - TOP - 24}" rx="14"/>
${bands.map(bandOf)}
${bands.map(zoneBoxes)}
${arrows.map((arrow) => arrowOf(arrow, places))}
${bands.map(zoneNames)}
${boxes.map(boxOf)}
</svg>`;
}

/** Conversations between the same two as one arrow; what a network has no part in is left out. */
function arrowsOf({ talks }: NetworkReport): Arrow[] {
  const held = talks.filter(({ refused, towards }) => refused.length === 0 && towards !== "the instance itself");
  const pairs = Map.groupBy(held, ({ from, towards }) => JSON.stringify([from.replace(/ by IPv6$/, ""), towards]));
  return [...pairs.values()].flatMap((list) => {
    const [first] = list;
    if (first === undefined) return [];
    const ports = [...new Set(list.map(({ port }) => port))].sort((a, b) => a - b).map(String);
    return [{ from: first.from.replace(/ by IPv6$/, ""), to: first.towards, ports }];
  });
}

const NAT = "NAT gateways";

/** Leads connections from private subnets through a NAT gateway, where there is one. */
function byGateways(arrows: readonly Arrow[], tiers: readonly TierReport[]): Arrow[] {
  const isIn = (name: string, test: (tier: string) => boolean) =>
    tiers.some(({ tier, members }) => test(tier) && members.some((one) => one.name === name));
  if (!isIn(NAT, () => true)) return [...arrows];
  const leaving = arrows.filter(({ from, to }) => to === "the internet" && isIn(from, (tier) => tier !== "public"));
  const ports = [...new Set(leaving.flatMap((arrow) => arrow.ports))];
  const outward = leaving.length > 0 ? [{ from: NAT, to: "the internet", ports }] : [];
  return [...arrows.map((arrow) => (leaving.includes(arrow) ? { ...arrow, to: NAT } : arrow)), ...outward];
}

interface Band {
  readonly tier: TierReport;
  readonly y: number;
  readonly end: number;
}

function bandsOf(tiers: readonly TierReport[]): Band[] {
  const bands: Band[] = [];
  for (const tier of tiers) {
    const y = (bands.at(-1)?.end ?? TOP - 8) + BAND.gap;
    bands.push({ tier, y, end: y + BAND.head + (tier.members.length > 0 ? CHIP.height : 0) + BAND.foot + 12 });
  }
  return bands;
}

const bandOf = ({ tier: { tier }, y, end }: Band): Html =>
  html`<rect class="band ${tier}" x="24" y="${y}" width="${WIDTH - 48}" height="${end - y}" rx="10"/>
<text class="band-name" x="38" y="${y + 21}">${tier}</text>`;

const zoneWidth = ({ tier }: Band): number => (WIDTH - 48) / Math.max(1, tier.subnets.length);

const zoneBoxes = (band: Band): Html[] =>
  band.tier.subnets.map((_, at) => {
    const width = zoneWidth(band);
    return html`<rect class="zone" x="${30 + at * width}" y="${band.end - BAND.foot}" width="${width - 12}" height="${BAND.foot - 8}" rx="6"/>`;
  });

/** Above the arrows, which cross their boxes. */
const zoneNames = (band: Band): Html[] =>
  band.tier.subnets.map(({ zone, cidr }, at) => {
    const x = 24 + (at + 0.5) * zoneWidth(band);
    return html`<text class="zone-name" x="${x}" y="${band.end - BAND.foot + 17}" text-anchor="middle">${zone} · ${cidr}</text>`;
  });

function outside(arrows: readonly Arrow[]): Box[] {
  const names = ["shoppers", "the internet"].filter((name) => arrows.some(({ from, to }) => from === name || to === name));
  return names.map((name, at) => ({
    name,
    note: name === "shoppers" ? "IPv4 and IPv6" : "allowed names",
    x: at === 0 && name === "shoppers" ? WIDTH * 0.3 - CHIP.width / 2 : WIDTH * 0.7 - CHIP.width / 2,
    y: 8,
    ports: portsTo(name, arrows),
  }));
}

const portsTo = (name: string, arrows: readonly Arrow[]): string[] => [
  ...new Set(arrows.filter(({ to }) => to === name).flatMap(({ ports }) => ports)),
];

/** The order in which boxes stand beside one another, so that few arrows cross. */
const order = [
  "load balancer",
  "NAT gateways",
  "canary",
  "nodes",
  "database-users",
  "builder",
  "restore-validation",
  ENDPOINTS,
  "files",
  "sessions",
  "cache",
  "database",
  "copy",
  "restored",
];

function boxesOf({ members }: TierReport, y: number, arrows: readonly Arrow[]): Box[] {
  const sorted = [...members].sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  const space = (WIDTH - 64) / Math.max(1, sorted.length);
  return sorted.map(({ name, zones }, at) => ({
    name,
    note: zones === 1 ? "1 zone" : `${zones} zones`,
    x: 32 + space * (at + 0.5) - CHIP.width / 2,
    y,
    ports: portsTo(name, arrows),
  }));
}

function boxOf({ name, note, x, y, ports }: Box): Html {
  const detail = ports.length > 0 ? `${note} · :${ports.join(" :")}` : note;
  return html`<g><rect class="box" x="${x}" y="${y}" width="${CHIP.width}" height="${CHIP.height}" rx="8"/>
<text class="box-name" x="${x + CHIP.width / 2}" y="${y + 18}" text-anchor="middle">${name}</text>
<text class="box-note" x="${x + CHIP.width / 2}" y="${y + 34}" text-anchor="middle">${detail}</text></g>`;
}

/** Draws an arrow from a box's lower to another's upper edge, or the other way round; within a band, around below. */
function arrowOf({ from, to, ports }: Arrow, places: ReadonlyMap<string, Box>): Html {
  const [start, end] = [places.get(from), places.get(to)];
  if (start === undefined || end === undefined || start === end) return new Html("");
  const [x1, x2] = [start.x + CHIP.width / 2, end.x + CHIP.width / 2];
  const label = html`<title>${from} to ${to}, port ${ports.join(", ")}</title>`;
  if (start.y === end.y) {
    const [y, away] = [start.y, Math.min(26, 12 + Math.abs(x2 - x1) / 40)];
    return html`<path class="arrow" d="M${x1} ${y} C${x1} ${y - away} ${x2} ${y - away} ${x2} ${y}" marker-end="url(#tip)">${label}</path>`;
  }
  const down = start.y < end.y;
  const [y1, y2] = down ? [start.y + CHIP.height, end.y] : [start.y, end.y + CHIP.height];
  const bend = (y2 - y1) / 2;
  return html`<path class="arrow" d="M${x1} ${y1} C${x1} ${y1 + bend} ${x2} ${y2 - bend} ${x2} ${y2}" marker-end="url(#tip)">${label}</path>`;
}
