import { type AgreedPage, mayChange } from "./agreed.ts";
import type { Seen, SeenScript, SeenSource, Way } from "./seen.ts";

/** Kinds of differences from the agreed page. */
export type DifferenceKind =
  | "script"
  | "changed-script"
  | "inline-script"
  | "frame"
  | "form"
  | "stylesheet"
  | "font"
  | "worker"
  | "host"
  | "card-read"
  | "card-sent"
  | "hook"
  | "header";

/** One thing on the payment page that was not agreed on. */
export interface Difference {
  readonly kind: DifferenceKind;
  /** Its identity: an address, a fingerprint, a name. The same thing at each visit has the same. */
  readonly what: string;
  /** The whole sentence, for people. */
  readonly sentence: string;
}

/** Where a payment page is not as it was agreed on; each thing once. `origin` is the store's. */
export function differences(seen: Seen, agreed: AgreedPage, origin: string): readonly Difference[] {
  const found = [
    ...seen.scripts.flatMap((script) => ofScript(script, agreed, origin)),
    ...notAgreed("frame", seen.frames, agreed.frames, origin, "shows the frame"),
    ...notAgreed("form", seen.forms, agreed.forms, origin, "has a form that is sent to"),
    ...notAgreed("stylesheet", seen.stylesheets, agreed.stylesheets, origin, "loads the stylesheet"),
    ...notAgreed("font", seen.fonts, agreed.fonts, origin, "loads the font"),
    ...notAgreed("worker", seen.workers, agreed.workers, origin, "runs the worker"),
    ...ofIdleScripts(seen, agreed, origin),
    ...ofHosts(seen, agreed, origin),
    ...ofCard(seen, agreed, origin),
    ...ofHooks(seen, agreed, origin),
    ...ofHeaders(seen, agreed),
  ];
  return [...new Map(found.map((difference) => [`${difference.kind} ${difference.what}`, difference])).values()];
}

/** Whether an address is one that was agreed on: exact, or below one that ends in a star. The store's own count without their query. */
export function matches(source: string, pattern: string, origin: string): boolean {
  const whole = pattern.startsWith("/") ? `${origin}${pattern}` : pattern;
  if (whole.endsWith("*")) return source.startsWith(whole.slice(0, -1));
  const own = source.startsWith(`${origin}/`) && !whole.includes("?");
  return (own ? withoutQuery(source) : source) === whole;
}

/** Whether a host was agreed on; a host without a path stands for all of them. */
export function matchesHost(source: string, pattern: string, origin: string): boolean {
  if (/^[a-z]+:\/\/[^/]+$/.test(pattern)) return source === pattern || source.startsWith(`${pattern}/`) || source.startsWith(`${pattern}?`);
  return matches(source, pattern, origin);
}

const withoutQuery = (source: string): string => source.split("?", 1)[0] ?? source;
const since = ({ loadedBy }: SeenSource): string => (loadedBy === "page" ? "" : `, brought by ${loadedBy}`);

function ofScript(script: SeenScript, agreed: AgreedPage, origin: string): Difference[] {
  const { kind, source, content } = script;
  if (kind !== "file") {
    if (agreed.scripts.some((known) => "inline" in known && known.content === content)) return [];
    // What a vendor's script makes of a text is as much the vendor's as the script is.
    if (kind === "evaluated" && isFree(script.loadedBy, agreed, origin)) return [];
    const how = {
      inline: "has a script in its text",
      attribute: "has a script in an attribute",
      evaluated: "runs a script made of a text",
    };
    const sentence = `The payment page ${how[kind]} that was not agreed on: ${content}${since(script)}, which begins with ${JSON.stringify(script.begins ?? "")}.`;
    return [{ kind: "inline-script", what: content, sentence }];
  }
  const known = agreed.scripts.filter((one) => "source" in one && matches(source, one.source, origin));
  if (known.some((one) => one.content === mayChange || one.content === content)) return [];
  if (known.length > 0) {
    return [{ kind: "changed-script", what: source, sentence: `The script ${source} has changed: it is ${content} now${since(script)}.` }];
  }
  return [
    {
      kind: "script",
      what: source,
      sentence: `The payment page loads the script ${source} (${content}), which was not agreed on${since(script)}.`,
    },
  ];
}

/** Scripts that were asked for and did not run: the host answered this visitor nothing, and may answer the next. Known without their query. */
function ofIdleScripts({ hosts, scripts }: Seen, agreed: AgreedPage, origin: string): Difference[] {
  const ran = new Set(scripts.map(({ source }) => withoutQuery(source)));
  const isAgreed = (source: string) => agreed.scripts.some((one) => "source" in one && matches(source, withoutQuery(one.source), origin));
  return hosts
    .filter(({ source, how }) => how === "script" && !ran.has(source) && !isAgreed(source))
    .map((one) => ({
      kind: "script",
      what: one.source,
      sentence: `The payment page asks for the script ${one.source}, which did not run and was not agreed on${since(one)}.`,
    }));
}

/** Whether a script is one whose vendor may change it. */
const isFree = (source: string, agreed: AgreedPage, origin: string): boolean =>
  agreed.scripts.some((one) => "source" in one && one.content === mayChange && matches(source, one.source, origin));

function notAgreed(
  kind: DifferenceKind,
  seen: readonly SeenSource[],
  agreed: AgreedPage["frames"],
  origin: string,
  words: string,
): Difference[] {
  return seen
    .filter(({ source }) => !agreed.some((known) => matches(source, known.source, origin)))
    .map((one) => ({ kind, what: one.source, sentence: `The payment page ${words} ${one.source}, which was not agreed on${since(one)}.` }));
}

/** Ways with a list of their own. */
const listed: readonly Way[] = ["script", "stylesheet", "font", "frame", "worker", "form"];

function ofHosts({ hosts }: Seen, agreed: AgreedPage, origin: string): Difference[] {
  return hosts
    .filter(({ source, how }) => !listed.includes(how) && !isOwn(source, origin))
    .filter(({ source }) => !agreed.hosts.some((known) => matchesHost(source, known.source, origin)))
    .map((one) => ({
      kind: "host",
      what: hostOf(one.source),
      sentence: `The payment page talks to ${hostOf(one.source)} by ${one.how} (${one.source}), which was not agreed on${since(one)}.`,
    }));
}

const isOwn = (source: string, origin: string): boolean => source === origin || source.startsWith(`${origin}/`);
const hostOf = (source: string): string => source.match(/^[a-z]+:(\/\/)?[^/?]+/)?.[0] ?? source;

function ofCard({ reads, marks }: Seen, agreed: AgreedPage, origin: string): Difference[] {
  const readers = agreed.scripts.filter(({ card }) => card);
  const mayRead = (by: string) => readers.some((known) => ("source" in known ? matches(by, known.source, origin) : known.content === by));
  const receivers = [...agreed.hosts, ...agreed.forms, ...agreed.frames].filter(({ card }) => card);
  return [
    ...reads
      .filter(({ by }) => !mayRead(by))
      .map(
        ({ field, how, by }): Difference => ({
          kind: "card-read",
          what: by,
          sentence: `The script ${by} ${how === "value" ? `reads the card's field ${field}` : `listens to ${how} on the card's field ${field}`}, which was not agreed on.`,
        }),
      ),
    ...marks
      .filter(({ source }) => !receivers.some((known) => matchesHost(source, known.source, origin)))
      .map(
        (mark): Difference => ({
          kind: "card-sent",
          what: mark.source,
          sentence: `The card number that was typed leaves for ${mark.source} by ${mark.how}, written ${mark.written}${since(mark)}.`,
        }),
      ),
  ];
}

const ofHooks = ({ hooks }: Seen, agreed: AgreedPage, origin: string): Difference[] =>
  hooks
    .filter(
      ({ by }) =>
        !isFree(by, agreed, origin) &&
        !agreed.scripts.some((one) => ("source" in one ? matches(by, one.source, origin) : one.content === by)),
    )
    .map(({ name, by }) => ({
      kind: "hook",
      what: `${name} ${by}`,
      sentence: `The browser's ${name} was replaced by ${by}, which was not agreed on.`,
    }));

const ofHeaders = ({ headers }: Seen, agreed: AgreedPage): Difference[] =>
  agreed.headers
    .filter(({ name, holds }) => !headers[name]?.includes(holds))
    .map(({ name, holds }) => ({
      kind: "header",
      what: name,
      sentence: `The payment page's header ${name} is ${JSON.stringify(headers[name] ?? "")}, agreed was one with ${JSON.stringify(holds)}.`,
    }));
