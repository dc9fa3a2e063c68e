import { noticeDays } from "../../domain/calendars/endings.ts";
import { counted } from "../preview/kinds.ts";
import { endingsOf, endText, exceptionText, kindsText, type StackEnding } from "./exceptions.ts";
import { bullets, code, details, fitting, table, text } from "./markup.ts";
import type { CheckReport, StackException, StackFinding } from "./report.ts";
import { troubleIn } from "./status.ts";
import type { Finding, PolicyFacts, StackVerdict } from "./verdict.ts";
import { grouped, idlePolicies, partsOf, silences } from "./words.ts";

/** A report as one comment on a pull request: the verdict first, details folded; what does not fit into a comment is said, not shown. */
export function markdown(report: CheckReport): string {
  const end = footer(report);
  const parts = [
    `## ${title(report)}`,
    refusedList(report),
    stackTable(report),
    failureList(report.failures),
    endedList(report),
    newExceptionList(report),
    changeList(report),
    trustList(report),
    silenceList(report),
    ...report.stacks.map((verdict) => violationDetails(verdict, report)),
    soonList(report),
    waiverDetails(report),
    elsewhereDetails(report),
    quietDetails(report),
  ].filter((part) => part !== "");
  const { shown, missing } = fitting(parts, end);
  const note =
    missing === 0
      ? []
      : [`${counted(missing, "section")} of this report ${missing === 1 ? "does" : "do"} not fit into a comment: see the JSON report.`];
  return [...shown, ...note, end].join("\n\n");
}

function title(report: CheckReport): string {
  const added = kindsText(report.changes?.exceptions ?? []);
  const { ended } = endingsOf(report.stacks, report.date);
  const more = [...(added === "" ? [] : [`new: ${added}`]), ...(ended.length === 0 ? [] : [`ended: ${kindsText(ended)}`])];
  // With either it is no clean bill.
  return more.length === 0 ? verdictTitle(report) : [verdictTitle(report).replace(/^✅/, "⚠️"), ...more].join("; ");
}

function verdictTitle({ stacks, status, refused }: CheckReport): string {
  if (refused.length > 0) return `🛑 Refused, since it takes data of production: ${counted(refused.length, "resource")}`;
  const failing = stacks.filter(({ violations }) => violations.length > 0);
  const total = failing.reduce((sum, { violations }) => sum + violations.length, 0);
  if (total > 0) return `❌ Policies: ${counted(total, "violation")} in ${failing.length} of ${counted(stacks.length, "stack")}`;
  if (status === 2) return "⚠️ Policies: not everything could be checked";
  if (stacks.every(({ looked }) => looked === 0)) return "⚠️ Policies: nothing was checked";
  return `✅ Policies: no violations in ${counted(stacks.length, "stack")}`;
}

function stackTable({ stacks, changes }: CheckReport): string {
  if (stacks.length === 0) return "";
  const since = (list: readonly StackFinding[], name: string) => String(list.filter(({ stack }) => stack === name).length);
  const head = [
    "",
    "Stack",
    "Violations",
    ...(changes ? ["New", "Fixed"] : []),
    "Advisories",
    "Unknown until apply",
    "Waived",
    "Resources",
  ];
  const rows = stacks.map((verdict) => {
    const { stack, violations, advisories, unknown, waived, looked } = verdict;
    const sign = troubleIn(verdict).length > 0 ? "⚠️" : violations.length > 0 ? "❌" : "✅";
    const compared = changes ? [since(changes.new, stack), since(changes.fixed, stack)] : [];
    const counts = [advisories, unknown, waived].map(({ length }) => String(length));
    return [sign, code(stack), `**${violations.length}**`, ...compared, ...counts, String(looked)];
  });
  return table(head, rows);
}

function refusedList({ refused }: CheckReport): string {
  const lines = refused.map(({ stack, sentence }) => `${code(stack)}: ${text(sentence)}`);
  return lines.length === 0 ? "" : ["### Refused: production data would be lost", ...bullets(lines)].join("\n");
}

function failureList(failures: readonly string[]): string {
  return failures.length === 0 ? "" : ["### Could not be checked", ...bullets(failures.map(text))].join("\n");
}

function changeList({ changes, policies }: CheckReport): string {
  if (changes === undefined) return "";
  if (changes.new.length + changes.fixed.length === 0) return "Against the base, no violation is new and none is fixed.";
  const lines = (list: readonly StackFinding[]) => bullets(merged(list, (finding) => severityOf(finding, policies)));
  return [
    ...(changes.new.length > 0 ? [`### New in this change: ${counted(changes.new.length, "violation")}`, ...lines(changes.new)] : []),
    ...(changes.fixed.length > 0
      ? [`### Fixed by this change: ${counted(changes.fixed.length, "violation")}`, ...lines(changes.fixed)]
      : []),
  ].join("\n");
}

/** New trusted parties, not folded, since a reviewer has to agree to each. */
function trustList({ changes }: CheckReport): string {
  const lines = (changes?.trusted ?? []).map(({ stack, name }) => `${code(stack)}: ${code(name)}`);
  return lines.length === 0 ? "" : ["### Newly trusted, by the settings", ...bullets(lines)].join("\n");
}

const severityOf = ({ policy }: Finding, facts: CheckReport["policies"]) => {
  const severity = facts[policy]?.severity;
  return severity === undefined ? "" : `**${severity}** `;
};

/** One line for what is found alike in several stacks, each begun by `prefix`. */
function merged(findings: readonly StackFinding[], prefix: (finding: StackFinding) => string = () => ""): string[] {
  const lines = new Map<string, string[]>();
  for (const finding of findings) {
    // Of the stack's own resource the name says in which stack it is.
    const what = finding.urn.includes("::pulumi:pulumi:Stack::") ? text(finding.message) : findingText(finding);
    const line = `${prefix(finding)}${code(finding.policy)}: ${what}`;
    lines.set(line, [...(lines.get(line) ?? []), code(finding.stack)]);
  }
  return [...lines].map(([line, stacks]) => `${line} — ${stacks.join(", ")}`);
}

/** Omissions: kinds that no policy knows, and resources that an interrupted update has left. */
function silenceList({ stacks }: CheckReport): string {
  const lines = stacks.flatMap((verdict) => silences(verdict).map((what) => `${code(verdict.stack)}: ${what}`));
  return lines.length === 0 ? "" : ["### Not judged", ...bullets(lines)].join("\n");
}

function violationDetails({ stack, violations }: StackVerdict, { policies }: CheckReport): string {
  if (violations.length === 0) return "";
  const groups = grouped(violations, policies).map(({ policy, findings }) =>
    [
      `**${policy.severity}** ${code(policy.name)} ${controlsText(policy)}`.trimEnd(),
      ...bullets(findings.map(findingText)),
      "",
      `→ ${text(policy.remediation)} ([why](${policy.url}))`,
    ].join("\n"),
  );
  return details(`${stack}: ${counted(violations.length, "violation")}`, groups.join("\n\n"));
}

const controlsText = ({ pci }: PolicyFacts) => (pci.length === 0 ? "" : `· PCI DSS ${pci.join(", ")}`);

const exceptionLine = (exception: StackException) => exceptionText(exception, { text, code });

/** New exceptions, not folded, since a reviewer has to agree to each. */
function newExceptionList({ changes }: CheckReport): string {
  const added = changes?.exceptions ?? [];
  return added.length === 0 ? "" : [`### New in this change: ${kindsText(added)}`, ...bullets(added.map(exceptionLine))].join("\n");
}

const endingLines = (endings: readonly StackEnding[], date: string) =>
  bullets(endings.map((ending) => `${exceptionLine(ending)} — **${endText(ending.until, date)}**`));

function endedList({ stacks, date }: CheckReport): string {
  const { ended } = endingsOf(stacks, date);
  return ended.length === 0 ? "" : ["### Ended", ...endingLines(ended, date)].join("\n");
}

function soonList({ stacks, date }: CheckReport): string {
  const { soon } = endingsOf(stacks, date);
  return soon.length === 0 ? "" : [`### Ends within ${noticeDays} days`, ...endingLines(soon, date)].join("\n");
}

function waiverDetails({ stacks }: CheckReport): string {
  const rows = stacks.flatMap(({ stack, waivers }) =>
    waivers.map(({ policy, resource, waives, until, owner, ticket, reason }) => [
      code(stack),
      code(policy),
      code(resource),
      String(waives),
      until,
      ...[owner, ticket, reason].map(text),
    ]),
  );
  if (rows.length === 0) return "";
  return details(
    `${counted(rows.length, "waiver")}`,
    table(["Stack", "Policy", "Resource", "Covers", "Until", "Owner", "Ticket", "Reason"], rows),
  );
}

function elsewhereDetails({ stacks }: CheckReport): string {
  const rows = stacks.flatMap(({ stack, elsewhere }) =>
    Object.entries(elsewhere).map(([part, why]) => [code(stack), code(part), text(why)]),
  );
  if (rows.length === 0) return "";
  return details(`${counted(rows.length, "part")} of an account elsewhere`, table(["Stack", "Part", "Managed by"], rows));
}

/** Neutral details, folded: advisories, unknowns, and policies that looked at nothing anywhere. */
function quietDetails({ stacks, policies }: CheckReport): string {
  const list = (pick: (verdict: StackVerdict) => readonly Finding[]) =>
    stacks.flatMap((verdict) =>
      grouped(pick(verdict), policies).flatMap(({ findings }) => findings.map((finding) => ({ ...finding, stack: verdict.stack }))),
    );
  const advisories = list(({ advisories }) => advisories);
  const unknown = list(({ unknown }) => unknown);
  const idle = Object.keys(policies).filter((name) => stacks.every((verdict) => idlePolicies(verdict).includes(name)));
  return [
    ...(advisories.length > 0 ? [details(counted(advisories.length, "advisory"), bullets(merged(advisories)).join("\n"))] : []),
    ...(unknown.length > 0 ? [details(`${unknown.length} unknown until apply`, bullets(merged(unknown)).join("\n"))] : []),
    ...(idle.length > 0 && stacks.length > 0
      ? [details(`${counted(idle.length, "policy")} had nothing to check`, bullets(idle.map(code), idle.length).join("\n"))]
      : []),
  ].join("\n\n");
}

function footer({ policies, stacks }: CheckReport): string {
  const looked = stacks.reduce((sum, verdict) => sum + verdict.looked, 0);
  const files = stacks.length === 1 ? `of ${code(stacks[0]?.file ?? "")}` : `of ${counted(stacks.length, "stack")}`;
  return `<sub>${counted(Object.keys(policies).length, "policy")} checked ${counted(looked, "resource")} ${files}; no AWS account was asked.</sub>`;
}

function findingText({ urn, message }: Finding): string {
  const { name, type } = partsOf(urn);
  return `${code(name)} (${text(type)}): ${text(message)}`;
}
