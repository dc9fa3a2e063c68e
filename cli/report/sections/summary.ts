import { dollars, margin } from "../../cost/words.ts";
import { type Html, html, type Part } from "../html.ts";
import { type Concern, concernsOf, openRows, type StackReport } from "../model.ts";
import { chip, dayText, figure, list, section, type Tone } from "../parts.ts";

/** The summary: five answers, and what needs attention. */
export function summarySection(report: StackReport): Html {
  const concerns = concernsOf(report);
  return section(
    "summary",
    "At a glance",
    html`<ul class="tiles">${tilesOf(report)}</ul>`,
    concerns.length === 0
      ? html`<p class="calm">${chip("good", "Nothing needs attention.")}</p>`
      : html`<h3>Needs attention</h3>${list(concerns.map(concernText))}`,
    html`<dl class="about">${report.about.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}
<div><dt>Resources</dt><dd>${figure("counts.resources", report.counts.resources)} in ${figure("counts.components", report.counts.components)} components</dd></div></dl>`,
  );
}

const concernText = ({ level, text, section: id }: Concern): Html =>
  html`${chip(level === "bad" ? "bad" : "warn", level === "bad" ? "act" : "look")} <a href="#${id}">${text}</a>`;

function tilesOf(report: StackReport): Html[] {
  const { verdict, cost, pci, calendar, change } = report;
  const violations = verdict.violations.length;
  const window = calendar.events.find(({ kind, at }) => kind === "patch window" && (at?.start ?? "") >= report.at);
  const open = openRows(pci).length;
  return [
    tile(
      "policies",
      "Policies",
      figure("verdict.violations.length", violations),
      violations === 1 ? "violation" : "violations",
      violations === 0 ? "good" : "bad",
    ),
    tile(
      "costs",
      "US dollars a month",
      dollars(cost.cost.usd),
      `${cost.cost.missing === 0 ? "about" : "at least"}, by list prices, ${margin}`,
      "plain",
    ),
    tile(
      "pci",
      "PCI DSS 4.0.1",
      html`${figure("pci.counts.in place", pci.counts["in place"] ?? 0)} in place`,
      `${open} of ${pci.requirements.length} to look at`,
      open === 0 ? "good" : "warn",
    ),
    ...(window ? [tile("calendar", "Next patch window", dayText(window.from), window.detail.split(": ")[0] ?? "", "plain")] : []),
    ...(change
      ? [
          tile(
            "changes",
            "This change",
            html`${changed(change.diff.summary)} resources`,
            lossText(change.diff.summary.holdingData),
            change.diff.summary.holdingData > 0 ? "bad" : "plain",
          ),
        ]
      : []),
  ];
}

const changed = ({ created, deleted, updated, replaced, moved }: NonNullable<StackReport["change"]>["diff"]["summary"]): number =>
  created + deleted + updated + replaced + moved;

const lossText = (holdingData: number): string =>
  holdingData === 0 ? "no data goes with it" : `${holdingData} of them hold data that goes`;

const tile = (id: string, name: string, value: Part, note: string, tone: Tone): Html =>
  html`<li class="tile ${tone}"><a href="#${id}"><span class="tile-name">${name}</span><strong>${value}</strong><span class="tile-note">${note}</span></a></li>`;
