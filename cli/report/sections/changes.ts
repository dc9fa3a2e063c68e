import { cents } from "../../cost/words.ts";
import { type Entry, type Group, groupsOf } from "../../diff/groups.ts";
import { pairLine } from "../../diff/pairs.ts";
import { differs, type PropertyDiff } from "../../diff/report.ts";
import { lossTexts, remarksOn, summaryText, versusText } from "../../diff/words.ts";
import { Html, html } from "../html.ts";
import type { StackChange, StackReport } from "../model.ts";
import { chip, code, figure, fold, list, section, type Tone, table } from "../parts.ts";

/** The changes and their costs. */
export function changesSection({ change }: StackReport): Html {
  if (change === undefined) return new Html("");
  const { diff } = change;
  return section(
    "changes",
    "What changes",
    html`<p>Compared ${versusText(diff)}: ${summaryText(diff)}.</p>`,
    list(lossTexts(diff).map((text) => html`${chip("bad", "data goes")} ${text}`)),
    ...(differs(diff) ? [figures(change), ...groupsOf(diff.changes).map(groupPart)] : []),
    diff.outputs.length === 0 ? undefined : fold("Outputs", propertyList(diff.outputs.map((one) => ({ ...one, forces: "never" })))),
    list(diff.notes.map((note) => html`<span class="note">${note}</span>`)),
    costPart(change),
  );
}

const figures = ({ diff: { summary } }: StackChange): Html =>
  html`<ul class="counts">${Object.entries(summary)
    .filter(([name]) => name !== "perhapsReplaced" && name !== "holdingData")
    .map(([name, count]) => html`<li><strong>${figure(`change.diff.summary.${name}`, count)}</strong> ${name}</li>`)}</ul>`;

function groupPart({ name, type, entries }: Group): Html {
  const risky = entries.some(({ change }) => change.action === "replace" || change.action === "delete");
  return fold(
    html`<strong>${name === "" ? "outside a component" : name}</strong> ${type} <span class="note">${entries.length === 1 ? "1 change" : `${entries.length} changes`}</span>`,
    entries.map(entryPart),
    risky,
  );
}

const tones: Readonly<Record<string, Tone>> = { create: "good", delete: "bad", replace: "bad", update: "warn", move: "plain" };

function entryPart({ change, names }: Entry): Html {
  const remarks = remarksOn(change);
  return html`<div class="entry"><p>${chip(tones[change.action] ?? "plain", change.action)} ${change.kind} <strong>${names.join(", ")}</strong>${
    remarks.length === 0 ? "" : html` <span class="note">${remarks.join("; ")}</span>`
  }</p>${change.loses === undefined ? "" : html`<p class="loss">Lost with the old one: ${change.loses}</p>`}${propertyList(change.properties)}</div>`;
}

/** Maximum number of properties shown of one resource; the rest is counted. */
const MAX_SHOWN = 40;

/** Longer values are cut where both are alike: `--json` has them in whole. */
const COLUMNS = 400;

function propertyList(properties: readonly PropertyDiff[]): Html {
  if (properties.length === 0) return new Html("");
  const rest = properties.length - MAX_SHOWN;
  return html`<ul class="properties">${properties.slice(0, MAX_SHOWN).map((property) => {
    const { sign, path, text } = pairLine(property, COLUMNS);
    const forces = property.forces === "never" ? "" : html` ${chip("bad", property.forces === "always" ? "replaces" : "perhaps replaces")}`;
    return html`<li><span class="sign">${sign}</span> ${code(path)} ${text}${forces}</li>`;
  })}${rest > 0 ? html`<li class="note">and ${rest} more, which store diff --json has</li>` : ""}</ul>`;
}

const signed = (usd: { readonly from: number; readonly to: number }): string => `${usd.from > 0 ? "+" : ""}${cents(usd)}`;

function costPart({ cost }: StackChange): Html {
  const { items } = cost;
  return html`<h3>Costs of the change</h3>
<p>${figure("change.cost.before.from", cost.before.from, cents(cost.before))} before, ${figure("change.cost.after.from", cost.after.from, cents(cost.after))} after: <strong>${figure("change.cost.usd.from", cost.usd.from, signed(cost.usd))}</strong> US dollars a month.</p>
${
  items.length === 0
    ? ""
    : table(
        "Changes of costs, US dollars a month",
        [{ head: "What" }, { head: "Before", number: true }, { head: "After", number: true }, { head: "Difference", number: true }],
        items.map(({ what, size, before, after, usd }) => [
          `${what} ${size}`.trim(),
          before ? cents(before.usd) : "",
          after ? cents(after.usd) : "",
          signed(usd),
        ]),
      )
}${list(cost.newlyUnpriced.map((line) => html`${chip("warn", "without a price")} ${line}`))}`;
}
