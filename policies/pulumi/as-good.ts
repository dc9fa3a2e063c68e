import { isRecord } from "../../domain/values.ts";
import { daysBetween, rateDays } from "../model/schedules.ts";

/** By how much a setting may change a number before what it decides is as good as none. */
const times = 10;

/** Whether a value does what the reviewed one does. Numbers, times and patterns come from settings too: near enough is as good. */
export function isAsGood(found: unknown, planned: unknown): boolean {
  if (typeof planned === "number") {
    const number = Number(found);
    return number <= Math.max(planned, 1) * times && number >= Math.min(planned / times, planned * times);
  }
  const [text, other] = [String(found), String(planned)];
  if (text === other || withoutRoles(text) === withoutRoles(other) || isAsOften(text, other)) return true;
  const pattern = patternOf(other);
  return pattern !== undefined && isAsWide(patternOf(text), pattern);
}

/** Whether an alarm on more than a number fires as soon, and not always. */
export const isAsSoon = (found: unknown, planned: number): boolean => Number(found) <= planned && (planned === 0 || Number(found) > 0);

/** Whether one schedule runs about as often as another. */
function isAsOften(found: string, planned: string): boolean {
  if (!/^(rate|cron)\(/.test(planned)) return false;
  const [rate, of] = [rateDays(found), rateDays(planned)];
  if (rate !== undefined && of !== undefined) return rate <= of * times;
  return (daysBetween(found) ?? Number.POSITIVE_INFINITY) <= (daysBetween(planned) ?? 0);
}

const userName = String.raw`\$\.userIdentity\.sessionContext\.sessionIssuer\.userName`;
/** A name, or a pattern with three characters of one: `*` is every role. */
const otherRole = String.raw`\(${userName} != "(?:[^"*]+|[^"]*\w{3}[^"]*)"\)`;
const exceptRoles = new RegExp(String.raw` && \(\(${userName} NOT EXISTS\) \|\| \(${otherRole}(?: && ${otherRole})*\)\) \}$`);

/** A metric filter's pattern without the roles that it leaves out, which are those of the settings `ci` and `trail.expectedRoles`. */
const withoutRoles = (pattern: string): string => pattern.replace(exceptRoles, " }");

/** An event pattern; undefined where a text is none. */
function patternOf(text: string): unknown {
  try {
    return text.startsWith('{"') ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}

/** What `detection.leastSeverity` may leave out. */
const lesser = "HIGH";

/** Whether an event pattern matches all that another one does: values in a list are choices, keys are conditions. */
function isAsWide(found: unknown, planned: unknown): boolean {
  if (Array.isArray(found) && Array.isArray(planned))
    return planned.every((one) => one === lesser || found.some((other) => isAsWide(other, one)));
  if (!isRecord(found) || !isRecord(planned)) return found === planned;
  return Object.entries(found).every(([key, one]) => key in planned && isAsWide(one, planned[key]));
}
