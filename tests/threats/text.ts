import { nodeRole, php } from "./ways.ts";

/** Calls that a cell shows before it counts. */
const most = 5;

/** Names of calls: one service's without its name again, and not more than a few. */
export function shown(calls: readonly string[]): string {
  const names = [...new Set(calls)].map((call) => (/^[\w-]+:/.test(call) ? `\`${call}\`` : call)).sort();
  const rest = names.length - most;
  return rest > 1 ? `${names.slice(0, most).join(", ")} and ${rest} more` : names.join(", ");
}

export const inList = (names: readonly string[], none = "–"): string => (names.length === 0 ? none : names.join(", "));

/** Of a table. */
export const cell = (text: string): string => text.replaceAll("|", "\\|");

/** A being, as a sentence names it. */
export function titleOf(who: string): string {
  if (who === php) return "PHP on a node";
  if (who === nodeRole) return "root on a node";
  if (who === "unbounded") return "a role without bounds";
  const any = /^(.+)-any$/.exec(who)?.[1];
  return any === undefined ? `\`${who.replace(/-1$/, "")}\`` : `any role that ${any} could have`;
}
