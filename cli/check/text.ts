import type { Colors } from "picocolors/types.js";
import type { Severity } from "../../policies/model/policy.ts";
import { dayOf } from "../../policies/model/verdict.ts";
import type { WaiverReport } from "../../policies/model/waivers.ts";
import { counted } from "../preview/kinds.ts";
import { endingsOf, endText, exceptionText, kindsText } from "./exceptions.ts";
import type { CheckReport, StackFinding } from "./report.ts";
import type { Finding, PolicyFacts, StackVerdict } from "./verdict.ts";
import { type Group, grouped, idlePolicies, lookedText, resourceText, silences } from "./words.ts";

/** How a verdict is written. */
export interface TextOptions {
  readonly facts: Readonly<Record<string, PolicyFacts>>;
  readonly colors: Colors;
  /** Also list advisories, what is unknown and the policies that looked at nothing. @default false */
  readonly verbose?: boolean;
  /** `YYYY-MM-DD`. @default - today in UTC */
  readonly today?: string;
}

/** One stack's verdict for people, lines without the last line break: what is wrong first, what was looked at last. */
export function verdictText(verdict: StackVerdict, options: TextOptions): string {
  const { colors, verbose = false } = options;
  return [
    `${colors.bold(verdict.stack)}  ${headline(verdict, colors)}`,
    ...grouped(verdict.violations, options.facts).flatMap((group) => groupLines(group, colors)),
    ...(verbose ? section("Advisories", verdict.advisories, options) : []),
    ...(verbose ? section("Unknown until apply", verdict.unknown, options) : []),
    ...waiverLines(verdict.waivers, colors),
    ...endedLines(verdict, options),
    ...elsewhereLines(verdict.elsewhere, colors),
    ...(verbose ? [...silentLines(verdict, colors), ...idleLines(verdict, colors)] : []),
    `  ${colors.dim(lookedText(verdict) + restText(verdict, verbose))}`,
  ].join("\n");
}

function headline(verdict: StackVerdict, colors: Colors): string {
  // Of our own stacks it is no news: the last line has it.
  const rest = verdict.exported ? silences(verdict) : [];
  return [mainLine(verdict, colors), ...rest.map(colors.yellow)].join("; ");
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

/** What nothing is said of: kinds that no policy knows, what is half made. */
function silentLines({ unjudged, interrupted }: StackVerdict, colors: Colors): string[] {
  const kinds = Object.entries(unjudged).map(([kind, count]) => `    ${kind} ${colors.dim(`(${count})`)}`);
  return [
    ...(kinds.length > 0 ? ["", `  ${colors.bold("Kinds that no policy knows")}`, ...kinds.sort()] : []),
    ...(interrupted.length > 0 ? ["", `  ${colors.bold("Cut off")}`, ...interrupted.map((what) => `    ${what}`)] : []),
  ];
}

function groupLines({ policy, findings }: Group, colors: Colors): string[] {
  return [
    "",
    `  ${severityText(policy.severity, colors)}  ${colors.bold(policy.name)}`,
    ...findings.map(({ urn, message }) => `    ${resourceText(urn)}: ${message}`),
    `    ${colors.dim(`→ ${policy.remediation}`)}`,
    `    ${colors.dim(`  ${policy.url}`)}`,
  ];
}

function severityText(severity: Severity, colors: Colors): string {
  const text = severity.padEnd(8);
  return severity === "critical" || severity === "high" ? colors.red(text) : colors.yellow(text);
}

function section(title: string, findings: readonly Finding[], { facts, colors }: TextOptions): string[] {
  if (findings.length === 0) return [];
  const lines = grouped(findings, facts).flatMap((group) => [
    `    ${group.policy.name}`,
    ...group.findings.map(({ urn, message }) => `      ${resourceText(urn)}: ${message}`),
  ]);
  return ["", `  ${colors.bold(title)}`, ...lines];
}

function waiverLines(waivers: readonly WaiverReport[], colors: Colors): string[] {
  if (waivers.length === 0) return [];
  const lines = waivers.map(({ policy, resource, until, owner, ticket, reason, waives }) => {
    const what = `    ${policy} for ${resource}: ${counted(waives, "violation")} until ${until}`;
    return `${what} ${colors.dim(`(${owner}, ${ticket}: ${reason})`)}`;
  });
  return ["", `  ${colors.bold("Waivers")}`, ...lines];
}

/** What holds although it has ended. */
function endedLines(verdict: StackVerdict, { colors, today = dayOf(new Date()) }: TextOptions): string[] {
  const { ended } = endingsOf([verdict], today);
  const lines = ended.map(({ kind, setting, until }) => `    ${kind} ${setting}: ${endText(until, today)}`);
  return lines.length === 0 ? [] : ["", `  ${colors.yellow(colors.bold("Ended: renew, or take out"))}`, ...lines];
}

/** What a change brings, against the base, for people; empty where it brings nothing. */
export function changesText({ changes }: CheckReport, colors: Colors): string {
  if (changes === undefined) return "";
  const violations = (list: readonly StackFinding[]) =>
    list.map(({ stack, urn, policy, message }) => `${stack}: ${policy}: ${resourceText(urn)}: ${message}`);
  const sections: [string, readonly string[]][] = [
    ["New violations", violations(changes.new)],
    ["Fixed violations", violations(changes.fixed)],
    [`New exceptions: ${kindsText(changes.exceptions)}`, changes.exceptions.map((exception) => exceptionText(exception))],
    ["Trusted from now on", changes.trusted.map(({ stack, name }) => `${stack}: ${name}`)],
  ];
  const lines = sections.flatMap(([title, list]) =>
    list.length === 0 ? [] : [`  ${colors.yellow(title)}`, ...list.map((line) => `    ${line}`)],
  );
  return lines.length === 0 ? "" : [colors.bold("Against the base"), ...lines].join("\n");
}

function elsewhereLines(elsewhere: StackVerdict["elsewhere"], colors: Colors): string[] {
  const lines = Object.entries(elsewhere).map(([part, why]) => `    ${part} ${colors.dim(`(${why})`)}`);
  return lines.length === 0 ? [] : ["", `  ${colors.bold("Elsewhere, so not asked for")}`, ...lines];
}

function idleLines(verdict: StackVerdict, colors: Colors): string[] {
  const idle = idlePolicies(verdict);
  return idle.length === 0 ? [] : ["", `  ${colors.bold("Looked at nothing")}`, ...idle.map((name) => `    ${name}`)];
}

function restText(verdict: StackVerdict, verbose: boolean): string {
  const { advisories, unknown, exported } = verdict;
  const counts = [
    ...(exported ? [] : silences(verdict)),
    ...(advisories.length > 0 ? [counted(advisories.length, "advisory")] : []),
    ...(unknown.length > 0 ? [`${unknown.length} unknown until apply`] : []),
  ];
  if (counts.length === 0) return "";
  return `; ${counts.join(", ")}${verbose ? "" : " (store check --verbose)"}`;
}
