import type { Suppression } from "../../domain/contracts/finding-mail.ts";
import type { Finding } from "./finding.ts";

/** A mail about findings. */
export interface Mail {
  /** Maximum 100 characters of ASCII: SNS refuses others. */
  readonly subject: string;
  readonly text: string;
}

/** The sending stack, and the runbook that the email names. */
export interface From {
  readonly stack: string;
  readonly runbook: string;
}

/** A finding whose mail was held back, and by what. */
export interface Held {
  readonly finding: Finding;
  readonly by: Suppression;
}

/** Findings that a mail tells whole, and those that it names beside them: SNS takes 256 KiB. */
const WHOLE = 20;
const NAMED = 300;
const MAX_DESCRIPTION = 600;

/** The mail about what was found; `findings` has one at least. */
export function composeFindings({ stack, runbook }: From, findings: readonly Finding[]): Mail {
  const [first] = findings;
  const what =
    findings.length === 1 && first ? `${first.severity}: ${first.title}` : `${findings.length} findings, ${worst(findings)} and below`;
  return {
    subject: printable(`${what} (${stack})`, stack),
    text: [
      `${findings.length === 1 ? "Something was" : `${findings.length} things were`} found in the account ${first?.accountId ?? ""} (stack ${stack}).`,
      ...findings.slice(0, WHOLE).map(paragraph),
      ...rest(findings),
      `How to judge a finding, and how to say that it can be borne: ${runbook}`,
    ].join("\n\n"),
  };
}

/** The week's report: what is open, and what is held back, with its reason and its end. */
export function composeReport({ stack, runbook }: From, open: readonly Finding[], held: readonly Held[]): Mail {
  return {
    subject: printable(`Findings: ${open.length} open, ${held.length} suppressed (${stack})`, stack),
    text: [
      `Open findings of the stack ${stack}, most severe first.`,
      open.length === 0 ? "Open: none." : `Open: ${open.length}\n${open.slice(0, NAMED).map(line).join("\n")}`,
      held.length === 0
        ? "Suppressed by the settings: none."
        : `Suppressed by the settings: ${held.length}\n${held.slice(0, NAMED).map(heldLine).join("\n")}`,
      `How to judge a finding, and how to say that it can be borne: ${runbook}`,
    ].join("\n\n"),
  };
}

function paragraph(finding: Finding): string {
  const { severity, title, description, product, since, remedy, remedyUrl } = finding;
  return [
    `${severity}  ${title}`,
    `  What:        ${description.slice(0, MAX_DESCRIPTION)}`,
    ...finding.resources.map(({ type, id }) => `  Where:       ${type} ${id}`),
    `  Region:      ${finding.region}`,
    `  Since:       ${timeOf(since)}`,
    `  Found by:    ${product}`,
    `  What to do:  ${[remedy, remedyUrl].filter(Boolean).join(" ") || "see the runbook below"}`,
    `  Look:        ${consoleLink(finding)}`,
  ].join("\n");
}

function rest(findings: readonly Finding[]): string[] {
  const named = findings.slice(WHOLE, WHOLE + NAMED).map(line);
  const more = findings.length - WHOLE - named.length;
  return named.length === 0 ? [] : [["And:", ...named, ...(more > 0 ? [`  and ${more} more, in Security Hub`] : [])].join("\n")];
}

const line = ({ severity, title, since, resources }: Finding) =>
  `  ${severity}  ${title}  ${resources.map(({ id }) => id).join(", ")}  since ${timeOf(since)}`;
const heldLine = ({ finding, by }: Held) => `${line(finding)}\n    until ${by.until}: ${by.reason}`;

const worst = (findings: readonly Finding[]) => (findings.some(({ severity }) => severity === "CRITICAL") ? "CRITICAL" : "HIGH");
const timeOf = (iso: string) => `${iso.slice(0, 16).replace("T", " ")} UTC`;

/** The finding in Security Hub's console, which wants its filter encoded twice. */
function consoleLink({ id, region }: Finding): string {
  const filter = encodeURIComponent(`\\operator\\:EQUALS\\:${id}`);
  return `https://${region}.console.aws.amazon.com/securityhub/home?region=${region}#/findings?search=Id%3D${encodeURIComponent(filter)}`;
}

/** Cut so that the stack's name stays. */
function printable(text: string, stack: string): string {
  const plain = text.replace(/[^\x20-\x7e]/g, "?");
  const end = ` (${stack})`;
  return plain.length <= 100 ? plain : `${plain.slice(0, 97 - end.length)}...${end}`;
}
