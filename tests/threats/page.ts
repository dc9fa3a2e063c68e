import type { Analysis, Powers } from "./analysis.ts";
import { assets, powersOf } from "./analysis.ts";
import { type Asset, effects } from "./assets.ts";
import { dataAssets, serviceAssets } from "./assets-data.ts";
import { safetyAssets } from "./assets-safety.ts";
import { type Actor, cast, staff } from "./cast.ts";
import { account, store } from "./names.ts";
import { otherRoles } from "./page-roles.ts";
import { staffRansom, staffRow, staffSection } from "./page-staff.ts";
import { type Done, once, type Step } from "./reach.ts";
import { cell, inList, shown, titleOf } from "./text.ts";

/** docs/threats.md. */
export function threatsPage(analysis: Analysis): string {
  const all = cast.map((actor) => ({ actor, powers: powersOf(analysis, actor.name) }));
  return [
    ...intro,
    "## In short",
    "",
    "| who | reads | changes | destroys | rings | survives |",
    "|---|---|---|---|---|---|",
    ...all.map(({ actor, powers }) => (actor.name === staff ? staffRow(analysis.facts) : summary(actor, powers))),
    "",
    ...Object.entries(groups).map(([group, parts]) => `*${group}*: ${parts.map(({ name }) => name).join(", ")}.\n`),
    ...ransomware(all),
    ...all.flatMap(({ actor, powers }) => [
      "",
      `## ${actor.title}`,
      "",
      actor.what,
      "",
      ...(actor.name === staff ? staffSection : section(analysis, actor, powers)),
    ]),
    "",
    ...withoutSound(all),
    "",
    ...otherRoles(analysis),
    "",
    ...unseen,
    "",
  ].join("\n");
}

const intro = [
  "# Who could do what",
  "",
  `What someone gets at in production (${store}) who has taken over a person, a program or a role: what he reads, changes and destroys, what rings, and what survives.`,
  "This page is made by `npm run threats`, and a test holds it against the code. An IAM engine answers each call, with the role's policies, its boundary, and the policies of keys, buckets, vaults,",
  `topics and roles as ${account} and ${store} make them; a simulator of the network says what is reached without a call. Tags and other words that anyone who calls chooses are as he likes them.`,
  "A role is followed to all that it can act as: roles that it takes, rewrites, makes or hands over, programs of functions, commands on nodes, releases.",
  "",
  "*Reads* is also: makes a copy that is his. *Rings* names alarms on the trail, notices and mails of RDS by what the call itself sets off; what a broken store sets off later (`no-healthy-nodes`, `backup-age-…`) is not counted.",
  "Decision [0068](decisions/0068-threats-are-computed.md) says how, and what is not seen.",
  "",
];

const unseen = [
  "## What is not seen here",
  "",
  "- Calls that name no resource, and what services do by roles of their own: [limits](limits.md#what-roles-in-one-account-cannot-keep-apart).",
  "- Organizations' policies above the account, which can only take away.",
  "- What the store's settings hand to staging: which of its images and releases production takes is said by [0020](decisions/0020-images-soak-in-staging.md) and [0023](decisions/0023-releases-of-xcart.md).",
  "- Reviews: anyone who gets a change merged deploys it with CI's role.",
  "- Continuous backups of the database are RDS's own automated backup. Whether RDS refuses to end one that AWS Backup manages, no page of AWS's says: the daily recovery points are what survives.",
];

function summary({ title }: Actor, powers: Powers): string {
  const named = effects.map((effect) => {
    if (powers.isUnbounded && effect !== "reads") return "everything that no policy of its own refuses";
    return inList(together(powers.done.filter((one) => one.effect === effect).map(({ asset }) => asset)));
  });
  return `| ${[`[${title}](#${anchor(title)})`, ...named, ringsOf(powers), survivors(powers)].map(cell).join(" | ")} |`;
}

/** What is much of the store, in one word. */
const groups: Readonly<Record<string, readonly Asset[]>> = { "all data": dataAssets, "all that serves the shop": serviceAssets };

function together(names: readonly string[]): string[] {
  const whole = Object.entries(groups).filter(([, parts]) => parts.every(({ name }) => names.includes(name)));
  const within = new Set(whole.flatMap(([, parts]) => parts.map(({ name }) => name)));
  return [...whole.map(([group]) => group), ...names.filter((name) => !within.has(name))];
}

const anchor = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^\w\s-]/g, "")
    .replaceAll(" ", "-");

/** Of what changes or destroys. */
function ringsOf({ done, reached }: Powers): string {
  const harmful = done.filter(({ effect }) => effect !== "reads");
  if (harmful.length === 0) return "–";
  const rings = once(harmful.flatMap((one) => one.rings));
  const isSilent = harmful.some(({ silent }) => silent.length > 0) || (rings.length === 0 && reached.length > 0);
  return [
    inList(
      rings.map((name) => `\`${name}\``),
      "nothing",
    ),
    ...(rings.length > 0 && isSilent ? ["part of it nothing"] : []),
  ].join("; ");
}

const survivors = ({ survives }: Powers): string => inList(survives, "nothing");

function ransomware(all: readonly { readonly actor: Actor; readonly powers: Powers }[]): string[] {
  const live = ["database", "orders and customers", "files", "releases (what runs)"];
  const rows = all.map(({ actor, powers }) => {
    if (actor.name === staff) return staffRansom;
    const gone = powers.done.filter(({ effect, asset }) => effect === "destroys" && live.includes(asset)).map(({ asset }) => asset);
    return `| ${actor.title} | ${powers.isUnbounded ? "everything" : inList(once(gone), "nothing")} | survives: ${survivors(powers)} |`;
  });
  return [
    "### Ransomware",
    "",
    "Anyone who destroys what is live, and then goes for what it is brought back from: recovery points in both vaults, the archive, the keys of data, vaults and archive.",
    "Where *keys* survive no one of that row makes backups unreadable by handing a key over, switching it off or ending it.",
    "",
    "| who | destroys of what is live | and |",
    "|---|---|---|",
    ...rows,
  ];
}

/** What is open: below root, each asset that is destroyed by a call on which nothing rings. */
function withoutSound(all: readonly { readonly actor: Actor; readonly powers: Powers }[]): string[] {
  const rows = all.flatMap(({ actor, powers }) => {
    const silent = powers.done.filter(({ effect, silent }) => effect === "destroys" && silent.length > 0);
    if (powers.isUnbounded || silent.length === 0) return [];
    return [`| ${actor.title} | ${silent.map((one) => `${one.asset}: ${shown(one.silent)}`).join("; ")} |`];
  });
  return [
    "## Destroyed without a sound",
    "",
    "Calls that destroy and set off nothing by themselves, neither on the way to anyone who makes them. They are in the trail.",
    "",
    "| who | what, by which calls |",
    "|---|---|",
    ...rows,
  ];
}

function section({ ringing }: Analysis, { name }: Actor, powers: Powers): string[] {
  const { done, reached, isUnbounded } = powers;
  const acting = done.filter(({ asset }) => !isUnbounded || safetyAssets.some(({ name: safe }) => safe === asset)).map(({ as }) => as);
  const paths = reached.filter(({ path, who }) => path.length > 0 && (acting.includes(who) || who === "unbounded"));
  const lines = paths.map(
    ({ who, path }) => `- Acts as ${titleOf(who)}: ${path.map((step) => pathStep(step, ringing(step))).join(", then ")}.`,
  );
  const table = (isUnbounded ? safetyAssets : assets).flatMap((asset) => {
    const found = done.filter((one) => one.asset === asset.name);
    return found.length === 0 ? [] : [row(asset.name, found, name)];
  });
  const free = isUnbounded ? ["Of the store itself: everything. Of what it is brought back from, and what tells what happened:", ""] : [];
  if (table.length === 0) return [...lines, "Reaches nothing of production."];
  return [
    ...lines,
    ...(lines.length > 0 ? [""] : []),
    ...free,
    "| of | reads | changes | destroys | rings |",
    "|---|---|---|---|---|",
    ...table,
  ];
}

const pathStep = ({ action }: Step, rings: readonly string[]): string =>
  action.includes(":")
    ? `\`${action}\` (rings ${inList(
        rings.map((one) => `\`${one}\``),
        "nothing",
      )})`
    : action;

function row(asset: string, found: readonly Done[], actor: string): string {
  const cells = effects.map((effect) => {
    const one = found.find((other) => other.effect === effect);
    return one === undefined ? "" : `${shown(one.calls)}${one.as === actor ? "" : ` as ${titleOf(one.as)}`}`;
  });
  const rings = once(found.flatMap((one) => one.rings));
  const silent = found.filter(({ effect }) => effect !== "reads").flatMap((one) => one.silent);
  const harmful = found.some(({ effect }) => effect !== "reads");
  const heard = rings.length === 0 ? (harmful ? "nothing" : "") : inList(rings.map((one) => `\`${one}\``));
  const quiet = rings.length > 0 && silent.length > 0 ? `; not on ${shown(silent)}` : "";
  return `| ${[asset, ...cells, `${heard}${quiet}`].map(cell).join(" | ")} |`;
}
