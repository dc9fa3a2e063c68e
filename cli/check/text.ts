import type { Colors } from "picocolors/types.js";
import { dayOf } from "../../domain/calendars/days.ts";
import type { Severity } from "../../policies/model/policy.ts";
import type { WaiverReport } from "../../policies/model/waivers.ts";
import { counted } from "../preview/kinds.ts";
import type { Screen } from "../text/screen.ts";
import { hanging, type Paint, wrapped } from "../text/width.ts";
import { endingsOf, endText, exceptionText, kindsText } from "./exceptions.ts";
import type { CheckReport, StackFinding } from "./report.ts";
import type { Finding, PolicyFacts, StackVerdict } from "./verdict.ts";
import { type Group, grouped, idlePolicies, lookedText, resourceText, silences } from "./words.ts";

/** Options of a verdict's text. */
export interface TextOptions extends Screen {
  readonly facts: Readonly<Record<string, PolicyFacts>>;
  /** Whether to also list advisories, unknowns and policies that looked at nothing. @default false */
  readonly verbose?: boolean;
  /** `YYYY-MM-DD`. @default - today in UTC */
  readonly today?: string;
}

/** One stack's verdict for people, lines without the last line break: what is wrong first, what was looked at last. */
export function verdictText(verdict: StackVerdict, options: TextOptions): string {
  const head = `${options.colors.bold(verdict.stack)}  `;
  return [...hanging(head, headline(verdict, options.colors), options.columns), ...verdictLines(verdict, options)].join("\n");
}

/** The lines of a verdict below its headline. */
export function verdictLines(verdict: StackVerdict, options: TextOptions): string[] {
  const { colors, columns, verbose = false } = options;
  return [
    ...grouped(verdict.violations, options.facts).flatMap((group) => groupLines(group, options)),
    ...(verbose ? section("Advisories", verdict.advisories, options) : []),
    ...(verbose ? section("Unknown until apply", verdict.unknown, options) : []),
    ...waiverLines(verdict.waivers, options),
    ...endedLines(verdict, options),
    ...elsewhereLines(verdict.elsewhere, options),
    ...(verbose ? [...silentLines(verdict, options), ...idleLines(verdict, options)] : []),
    ...hanging("  ", lookedText(verdict) + restText(verdict, verbose), columns, colors.dim),
  ];
}

/** A verdict in a part of a line. */
export function headline(verdict: StackVerdict, colors: Colors): string {
  // Of our own stacks it is no news: the last line has it.
  const rest = verdict.exported ? silences(verdict) : [];
  return [mainLine(verdict, colors), ...rest.map(colors.yellow)].join("; ");
}

/** A line of a list, further lines two columns in. */
function item(indent: string, text: string, { columns }: Screen, paint: Paint = (line) => line): string[] {
  const [first = "", ...rest] = wrapped(text, columns - indent.length - 2);
  return [indent + paint(first), ...rest.map((line) => `${indent}  ${paint(line)}`)];
}

function mainLine({ violations, faults, resources, looked }: StackVerdict, colors: Colors): string {
  if (faults.length > 0) return colors.red(`could not be checked by all policies; ${counted(violations.length, "violation")} so far`);
  if (violations.length > 0) {
    const policies = new Set(violations.map(({ policy }) => policy)).size;
    return colors.red(`${counted(violations.length, "violation")} of ${counted(policies, "policy")}`);
  }
  if (looked > 0) return colors.green("no violations");
  return colors.yellow(resources === 0 ? "no resources, so nothing to check" : "nothing was checked");
}

/** The lines about omissions: kinds that no policy knows, and resources that are half made. */
function silentLines({ unjudged, interrupted }: StackVerdict, options: TextOptions): string[] {
  const { colors } = options;
  const kinds = Object.entries(unjudged).map(([kind, count]) => `    ${kind} ${colors.dim(`(${count})`)}`);
  return [
    ...(kinds.length > 0 ? ["", `  ${colors.bold("Types without a policy")}`, ...kinds.sort()] : []),
    ...(interrupted.length > 0
      ? ["", `  ${colors.bold("Interrupted")}`, ...interrupted.flatMap((what) => item("    ", what, options))]
      : []),
  ];
}

function groupLines({ policy, findings }: Group, options: TextOptions): string[] {
  const { colors, columns } = options;
  return [
    "",
    ...hanging(`  ${severityText(policy.severity, colors)}  `, policy.name, columns, colors.bold),
    ...findings.flatMap(({ urn, message }) => item("    ", `${resourceText(urn)}: ${message}`, options)),
    ...hanging(`    ${colors.dim("→ ")}`, policy.remediation, columns, colors.dim),
    `      ${colors.dim(policy.url)}`,
  ];
}

function severityText(severity: Severity, colors: Colors): string {
  const text = severity.padEnd(8);
  return severity === "critical" || severity === "high" ? colors.red(text) : colors.yellow(text);
}

function section(title: string, findings: readonly Finding[], options: TextOptions): string[] {
  if (findings.length === 0) return [];
  const lines = grouped(findings, options.facts).flatMap((group) => [
    `    ${group.policy.name}`,
    ...group.findings.flatMap(({ urn, message }) => item("      ", `${resourceText(urn)}: ${message}`, options)),
  ]);
  return ["", `  ${options.colors.bold(title)}`, ...lines];
}

function waiverLines(waivers: readonly WaiverReport[], options: TextOptions): string[] {
  if (waivers.length === 0) return [];
  const lines = waivers.flatMap(({ policy, resource, until, owner, ticket, reason, waives }) => {
    const why = options.colors.dim(`(${owner}, ${ticket}: ${reason})`);
    return item("    ", `${policy} for ${resource}: ${counted(waives, "violation")} until ${until} ${why}`, options);
  });
  return ["", `  ${options.colors.bold("Waivers")}`, ...lines];
}

/** The lines about exceptions that hold although they have ended. */
function endedLines(verdict: StackVerdict, options: TextOptions): string[] {
  const { colors, today = dayOf(new Date()) } = options;
  const { ended } = endingsOf([verdict], today);
  const lines = ended.flatMap(({ kind, setting, until }) => item("    ", `${kind} ${setting}: ${endText(until, today)}`, options));
  return lines.length === 0 ? [] : ["", `  ${colors.yellow(colors.bold("Ended: renew or remove"))}`, ...lines];
}

/** The refused changes, for people; empty where there are none. */
export function refusedText({ refused }: CheckReport, screen: Screen): string {
  const lines = refused.flatMap(({ stack, sentence }) => item("  ", `${stack}: ${sentence}`, screen));
  return lines.length === 0 ? "" : [screen.colors.bold(screen.colors.red("Refused: production data would be lost")), ...lines].join("\n");
}

/** The changes against the base, for people; empty where there are none. */
export function changesText({ changes }: CheckReport, screen: Screen): string {
  if (changes === undefined) return "";
  const violations = (list: readonly StackFinding[]) =>
    list.map(({ stack, urn, policy, message }) => `${stack}: ${policy}: ${resourceText(urn)}: ${message}`);
  const sections: [string, readonly string[]][] = [
    ["New violations", violations(changes.new)],
    ["Fixed violations", violations(changes.fixed)],
    [`New exceptions: ${kindsText(changes.exceptions)}`, changes.exceptions.map((exception) => exceptionText(exception))],
    ["Newly trusted", changes.trusted.map(({ stack, name }) => `${stack}: ${name}`)],
  ];
  const lines = sections.flatMap(([title, list]) =>
    list.length === 0 ? [] : [`  ${screen.colors.yellow(title)}`, ...list.flatMap((line) => item("    ", line, screen))],
  );
  return lines.length === 0 ? "" : [screen.colors.bold("Against the base"), ...lines].join("\n");
}

function elsewhereLines(elsewhere: StackVerdict["elsewhere"], options: TextOptions): string[] {
  const lines = Object.entries(elsewhere).flatMap(([part, why]) => item("    ", `${part} ${options.colors.dim(`(${why})`)}`, options));
  return lines.length === 0 ? [] : ["", `  ${options.colors.bold("Managed elsewhere, not checked")}`, ...lines];
}

function idleLines(verdict: StackVerdict, { colors }: TextOptions): string[] {
  const idle = idlePolicies(verdict);
  return idle.length === 0 ? [] : ["", `  ${colors.bold("Nothing to check")}`, ...idle.map((name) => `    ${name}`)];
}

function restText(verdict: StackVerdict, verbose: boolean): string {
  const { advisories, unknown, exported, lacksAccountId } = verdict;
  const counts = [
    ...(exported ? [] : silences(verdict)),
    ...(advisories.length > 0 ? [counted(advisories.length, "advisory")] : []),
    ...(unknown.length > 0
      ? [`${unknown.length} unknown until apply${lacksAccountId ? ", fewer once the settings have accountId" : ""}`]
      : []),
  ];
  if (counts.length === 0) return "";
  return `; ${counts.join(", ")}${verbose ? "" : " (store check --verbose)"}`;
}
