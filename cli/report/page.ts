import { createHash } from "node:crypto";
import { Html, html, verbatim } from "./html.ts";
import type { StackReport } from "./model.ts";
import { dayText } from "./parts.ts";
import { calendarSection, supportSection } from "./sections/calendar.ts";
import { changesSection } from "./sections/changes.ts";
import { costsSection } from "./sections/costs.ts";
import { networkSection } from "./sections/network.ts";
import { pciSection } from "./sections/pci.ts";
import { exceptionsSection, policiesSection } from "./sections/policies.ts";
import { summarySection } from "./sections/summary.ts";
import { style } from "./style.ts";

/** Policy of the page: it loads nothing, runs no script, sends nothing, and has only this one style sheet. */
const contentSecurityPolicy = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'; base-uri 'none'; form-action 'none'`;

/** Targets of the links at the top, by the section's id. */
const parts = [
  ["summary", "At a glance", summarySection],
  ["changes", "Changes", changesSection],
  ["network", "Network", networkSection],
  ["costs", "Costs", costsSection],
  ["policies", "Policies", policiesSection],
  ["exceptions", "Exceptions", exceptionsSection],
  ["pci", "PCI DSS", pciSection],
  ["calendar", "Calendar", calendarSection],
  ["support", "Support", supportSection],
] as const;

/** The report as one HTML page that needs nothing else. */
export function pageOf(report: StackReport): string {
  const sections = parts.map(([id, name, write]) => ({ id, name, content: write(report) })).filter(({ content }) => content.text !== "");
  const links = sections.map(({ id, name }) => html`<li><a href="#${id}">${name}</a></li>`);
  const made = html`<time datetime="${report.at}">${dayText(report.at)}, ${report.at.slice(11, 16)} UTC</time>`;
  return html`${new Html("<!doctype html>")}
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${report.stack}: report of ${dayText(report.at)}</title>
<style>${verbatim(style)}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the report</a>
<header><p class="kind">${report.kind === "store" ? "Store" : "Account"}</p><h1>${report.stack}</h1><p class="made">Report of ${made}, computed offline from the program and its settings</p></header>
<nav aria-label="Parts of the report"><ul>${links}</ul></nav>
<main id="content" tabindex="-1">
${sections.map(
  ({ content }) => html`${content}
`,
)}</main>
<footer><p>Made by <code>store report ${report.stack}</code> from a preview: it says what the program would make of the settings, and asked nothing of AWS. <code>--json</code> has every number of this page.</p></footer>
</body>
</html>
`.text;
}
