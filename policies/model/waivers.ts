import { dayOf } from "../../domain/calendars/days.ts";
import { isPastGrace, longEnded, maxExceptionMonths } from "../../domain/calendars/endings.ts";
import { isRecord } from "../../domain/values.ts";
import type { PolicyOutcome } from "./evaluate.ts";
import { type Policy, wholeStack } from "./policy.ts";
import type { Resource, Stack } from "./stack.ts";
import { asList, show } from "./values.ts";

/** An accepted violation with an owner and an end date, in the stack's settings and in its output `waivers`. */
export interface Waiver {
  /** The policy's name. */
  readonly policy: string;
  /** Which resources: `<type>::<name>`, `<name>` or any other end of the URN; `*` stands for anything. */
  readonly resource: string;
  readonly reason: string;
  readonly owner: string;
  readonly ticket: string;
  /** The last day, `YYYY-MM-DD` in UTC. */
  readonly until: string;
}

/** A waiver, what it did and what is wrong with it. */
export interface WaiverReport extends Waiver {
  /** Number of violations that it waives. */
  readonly waives: number;
  /** One sentence each. A waiver that has expired, or is too long or too broad, waives nothing. */
  readonly faults: readonly string[];
}

/** Effect of the waivers on a stack's outcomes. */
export interface Waived {
  readonly waivers: readonly WaiverReport[];
  /** The waiver for a violation of `policy` by `resource`, if there is one. */
  readonly holdsOff: (policy: Policy, resource: Resource) => Waiver | undefined;
}

/** Maximum resources of a waiver; for more, the policy should change. */
const MAX_RESOURCES = 10;

/** Finds what is wrong with a stack's waivers. It has no check of its own: it is answered by {@link applyWaivers}. */
export const waiverPolicy: Policy = {
  name: "xcart-stack-enforce-waivers",
  description: "Each waiver names a policy of the pack and few resources, is needed, and ends within 12 months.",
  severity: "high",
  controls: [],
  remediation: "Remove the waiver from the stack's settings, or correct it: a policy's name, few resources, an end within 12 months.",
  url: "https://www.pulumi.com/docs/insights/policy/",
  types: [wholeStack],
  check: () => undefined,
};

const FIELDS = ["policy", "resource", "reason", "owner", "ticket", "until"] as const;

/** The waivers in a stack's output `waivers`, and a sentence for each that has another form. */
export function waiversOf(stack: Stack): { waivers: Waiver[]; faults: string[] } {
  const waivers: Waiver[] = [];
  const faults: string[] = [];
  const [whole] = stack.ofType(wholeStack);
  for (const [at, entry] of asList(whole?.properties.waivers).entries()) {
    if (isHidden(whole, at)) {
      faults.push(`waivers[${at}]: got a secret, expected plain text: the owner of a waiver and its reason are not secrets`);
      continue;
    }
    const [policy, resource, reason, owner, ticket, until] = FIELDS.map((field) => (isRecord(entry) ? entry[field] : undefined)).map(
      (value) => (typeof value === "string" ? value : ""),
    );
    if (policy && resource && reason && owner && ticket && until && isDay(until))
      waivers.push({ policy, resource, reason, owner, ticket, until });
    else faults.push(`waivers[${at}]: got ${show(entry)}, expected an object of ${FIELDS.join(", ")}, until being YYYY-MM-DD`);
  }
  return { waivers, faults };
}

/** Whether a waiver, or a part of it, is a secret: nothing of it may be shown. */
function isHidden(whole: Resource | undefined, at: number): boolean {
  const paths = ["waivers", `waivers.${at}`, ...FIELDS.map((field) => `waivers.${at}.${field}`)];
  return paths.some((path) => whole?.isSecret(path) === true);
}

/** Compares the waivers with what the policies found, on the day `today` (`YYYY-MM-DD`). */
export function applyWaivers(outcomes: readonly PolicyOutcome[], { stack, today }: { stack: Stack; today: string }): Waived {
  const usable = new Map<Waiver, WaiverReport>();
  const waivers = waiversOf(stack).waivers.map((waiver) => {
    const outcome = outcomes.find(({ policy }) => policy.name === waiver.policy);
    const faults = [...dateFaults(waiver, today), ...scopeFaults(waiver, outcome, stack)];
    const matching = outcome?.violations.filter(({ resource }) => names(waiver.resource, resource.urn)) ?? [];
    const needed = matching.length > 0 || isUndecided(waiver, outcome);
    if (faults.length === 0 && !needed)
      faults.push(`${subject(waiver)}: got no violation that it waives, expected a waiver that is needed; remove it`);
    const report: WaiverReport = { ...waiver, waives: faults.length === 0 ? matching.length : 0, faults };
    if (faults.length === 0) usable.set(waiver, report);
    return report;
  });
  const holdsOff = (policy: Policy, resource: Resource) =>
    [...usable.keys()].find((waiver) => waiver.policy === policy.name && names(waiver.resource, resource.urn));
  return { waivers, holdsOff };
}

/** Whether a waiver's pattern names the resource with a URN: the whole or an end of it, from a `::` or a `$` on. */
export function names(pattern: string, urn: string): boolean {
  const parts = pattern.split(/\*+/);
  const starts = [0, ...[...urn.matchAll(/::|\$/g)].map((found) => found.index + found[0].length)];
  return starts.some((start) => fits(urn.slice(start), parts));
}

/**
 * Whether a text begins with the first part, ends with the last and has the others between, in order. By hand: a regular expression
 * made from a pattern with many stars can take forever.
 */
function fits(text: string, [first = "", ...rest]: readonly string[]): boolean {
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}

const subject = ({ policy, resource }: Waiver) => `waiver of ${policy} for ${resource}`;

function dateFaults(waiver: Waiver, today: string): string[] {
  if (isPastGrace(waiver.until, today))
    return [`${subject(waiver)}: got until ${waiver.until}, expected a day from ${today} on: ${longEnded(waiver.until)}`];
  const last = latestEnd(today);
  return waiver.until > last
    ? [`${subject(waiver)}: got until ${waiver.until}, expected at most ${maxExceptionMonths} months, ${last}`]
    : [];
}

/** The last day on which a waiver may end, seen from `today`. */
export function latestEnd(today: string): string {
  const day = new Date(`${today}T00:00:00Z`);
  day.setUTCMonth(day.getUTCMonth() + maxExceptionMonths);
  return dayOf(day);
}

function scopeFaults(waiver: Waiver, outcome: PolicyOutcome | undefined, stack: Stack): string[] {
  if (outcome === undefined) return [`${subject(waiver)}: got an unknown policy, expected the name of one in docs/controls.md`];
  if (/^[*:$]+$/.test(waiver.resource))
    return [`${subject(waiver)}: got a pattern for everything, expected one for at most ${MAX_RESOURCES} resources`];
  const count = stack.ofType(...outcome.policy.types).filter(({ urn }) => names(waiver.resource, urn)).length;
  return count > MAX_RESOURCES
    ? [`${subject(waiver)}: got a pattern for ${count} resources, expected one for at most ${MAX_RESOURCES}`]
    : [];
}

/** Whether the policy's verdict on one of the waiver's resources is unknown, and with it whether the waiver is needed. */
function isUndecided(waiver: Waiver, outcome: PolicyOutcome | undefined): boolean {
  return [...(outcome?.unknown ?? []), ...(outcome?.faults ?? [])].some(({ resource }) => names(waiver.resource, resource.urn));
}

const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
