import { endsIn, hasEnded, isPastGrace, lastDayOfGrace, noticeDays } from "../../domain/calendars/endings.ts";
import { daysBetween } from "../../domain/calendars/scans.ts";
import { type Ending, type Exception, endings } from "../../stacks/settings/exceptions.ts";
import { counted } from "../preview/kinds.ts";
import type { StackException } from "./report.ts";
import type { StackVerdict } from "./verdict.ts";

/** Marks for parts of a sentence: text from settings is marked up, or is not. */
export interface Marks {
  readonly text: (value: string) => string;
  readonly code: (value: string) => string;
}

/** Marks that change nothing. */
export const plain: Marks = { text: (value) => value, code: (value) => value };

/** `2 waivers, 1 relaxation`; empty for none. */
export const kindsText = (exceptions: readonly Exception[]): string =>
  [...Map.groupBy(exceptions, ({ kind }) => kind)].map(([kind, { length }]) => counted(length, kind)).join(", ");

/** An exception with its reason, in a line: `shop-prod: waiver waivers[0] (policy …, until 2027-01-31): the reason`. */
export function exceptionText({ stack, kind, setting, what, reason, until }: StackException, { text, code }: Marks = plain): string {
  const end = until === undefined ? [] : [until === "permanent" ? until : `until ${text(until)}`];
  const details = [...(what === "" ? [] : [text(what)]), ...end].join(", ");
  return `${code(stack)}: ${kind} ${code(setting)}${details === "" ? "" : ` (${details})`}${reason === undefined ? "" : `: ${text(reason)}`}`;
}

/** The end of an exception, seen from `today`: `ends in 9 days, on 2026-12-01`. */
export function endText(until: string, today: string): string {
  const when = `${endsIn(until, today)}, on ${until}`;
  if (!hasEnded(until, today)) return `ends ${when}`;
  return `ended ${when}, and ${isPastGrace(until, today) ? "holds no more" : `holds until ${lastDayOfGrace(until)}`}`;
}

/** An exception with its last day, and the stack that it is for. */
export type StackEnding = Ending & StackException;

/** The exceptions of some stacks that have ended, and those that end within `within` days, each the first to end first. */
export function endingsOf(
  stacks: readonly Pick<StackVerdict, "stack" | "exceptions">[],
  today: string,
  within = noticeDays,
): { ended: StackEnding[]; soon: StackEnding[] } {
  const all = endings(stacks.flatMap(({ stack, exceptions }) => exceptions.map((exception) => ({ ...exception, stack }))));
  return {
    ended: all.filter(({ until }) => hasEnded(until, today)),
    soon: all.filter(({ until }) => !hasEnded(until, today) && daysBetween(today, until) <= within),
  };
}
