import { hasEnded, isPastGrace, lastDayOfGrace } from "../../domain/calendars/endings.ts";
import { isRecord } from "../../domain/values.ts";

/** A setting that is weaker than the rule, with its reason. */
export interface Exception {
  /** Kind in one word: `waiver`, `relaxation`, `trial`, `monitor`, `omission` and the like. */
  readonly kind: string;
  /** Path of the setting, such as `firewall.monitors[0]`. */
  readonly setting: string;
  /** Its subject, without reason and end. */
  readonly what: string;
  /** Absent where the settings ask for none. */
  readonly reason?: string;
  /** The last day, `YYYY-MM-DD`, or `permanent`; absent for what has no end. */
  readonly until?: string;
}

/** An exception with a last day. */
export type Ending = Exception & { readonly until: string };

/** The kinds by where they stand; the first that fits. */
const kinds: readonly (readonly [place: RegExp, kind: string])[] = [
  [/^waivers\[/, "waiver"],
  [/^firewall\.actions\./, "trial"],
  [/^firewall\.monitors\[/, "monitor"],
  [/^firewall\.scanners\[|^pci\.asv$/, "scanner"],
  [/^firewall\.integrations\[/, "integration"],
  [/^patching\.emergency$/, "emergency"],
  [/^detection\.suppressions\[/, "suppression"],
  [/^allowReplacement\[/, "replacement"],
  [/^elsewhere\./, "omission"],
];

/** Names of settings that hold a reason. */
const reasons = ["relaxedBecause", "lateBecause", "reason"] as const;

/**
 * The exceptions in a stack's settings as they stand in its file, known by their look: what has a reason or an end. So a setting that is
 * new is in the list, and settings with faults have one too. A freeze, which has a beginning, is none: it is planned.
 */
export const exceptionsIn = (settings: unknown): Exception[] =>
  isRecord(settings) ? Object.entries(settings).flatMap(([key, value]) => exceptionsAt(key, value)) : [];

/** Those that have a last day, the first to end first. */
export const endings = <E extends Exception>(exceptions: readonly E[]): (E & Ending)[] =>
  exceptions
    .flatMap((exception) => (exception.until && isDay(exception.until) ? [{ ...exception, until: exception.until }] : []))
    .sort((a, b) => a.until.localeCompare(b.until));

/** Exceptions that have ended and still hold, a sentence each. */
export const endedIn = (settings: unknown, today: string): string[] =>
  endings(exceptionsIn(settings))
    .filter(({ until }) => hasEnded(until, today) && !isPastGrace(until, today))
    .map(
      ({ setting, until }) =>
        `${setting}: ended on ${until}, and holds until ${lastDayOfGrace(until)}; then it is an error: renew it or take it out`,
    );

function exceptionsAt(setting: string, value: unknown): Exception[] {
  if (Array.isArray(value)) return value.flatMap((element, at) => exceptionsAt(`${setting}[${at}]`, element));
  // The parts of an account that another has: their texts are the reasons.
  if (typeof value === "string")
    return setting.startsWith("elsewhere.") ? [{ kind: kindOf(setting), setting, what: "", reason: value }] : [];
  if (!isRecord(value)) return [];
  const inside = Object.entries(value).flatMap(([key, part]) => exceptionsAt(`${setting}.${key}`, part));
  return isException(value) ? [exceptionOf(setting, value), ...inside] : inside;
}

const isException = (value: Record<string, unknown>): boolean =>
  !("from" in value) && ["until", ...reasons].some((key) => typeof value[key] === "string");

function exceptionOf(setting: string, value: Record<string, unknown>): Exception {
  const reason = reasons.map((key) => value[key]).find((one) => typeof one === "string");
  return {
    kind: kindOf(setting),
    setting,
    what: Object.entries(value).flatMap(described).join(", "),
    ...(typeof reason === "string" && { reason }),
    ...(typeof value.until === "string" && { until: value.until }),
  };
}

const kindOf = (setting: string): string => kinds.find(([place]) => place.test(setting))?.[1] ?? "relaxation";

/** A part of an exception for people; what is an object has its own settings, and may change without it. */
function described([key, value]: readonly [string, unknown]): string[] {
  if (key === "until" || reasons.some((reason) => reason === key) || isRecord(value)) return [];
  if (Array.isArray(value)) return value.some(isRecord) ? [] : [`${key} ${value.map(String).join(" ")}`];
  return [`${key} ${String(value)}`];
}

const isDay = (until: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(until);
