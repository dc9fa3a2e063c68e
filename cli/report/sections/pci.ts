import { families } from "../../../domain/pci/requirements.ts";
import { type Row, type Status, statuses } from "../../pci/assess.ts";
import { type Html, html } from "../html.ts";
import { openStatuses, type StackReport } from "../model.ts";
import { chip, code, figure, fold, list, section, type Tone, table } from "../parts.ts";

/** The stack's status by requirement of PCI DSS, with the evidence for each. */
export function pciSection({ pci }: StackReport): Html {
  const open = pci.requirements.filter(({ status }) => openStatuses.has(status));
  return section(
    "pci",
    pci.standard,
    html`<p>Assessment: ${pci.assessment}. Only what policies checked counts; no self-assessment takes the place of an assessor's.</p>`,
    html`<ul class="counts">${statuses.flatMap((status) => {
      const count = pci.counts[status];
      return count === undefined ? [] : [html`<li><strong>${figure(`pci.counts.${status}`, count)}</strong> ${status}</li>`];
    })}</ul>`,
    html`<p class="note">In place: by this stack alone. Shared: the stack's part is in place, the rest is the owner's. Owner and AWS: theirs alone.</p>`,
    open.length === 0
      ? undefined
      : html`<h3>To look at</h3>${table(
          "Requirements that need attention",
          [{ head: "Requirement" }, { head: "Status" }, { head: "Why" }],
          open.map((row) => [html`<strong>${row.number}</strong> ${row.what}`, statusChip(row.status), row.reasons.join("; ")]),
        )}`,
    html`<h3>All ${pci.requirements.length} requirements</h3>`,
    Object.entries(families).map(([family, what]) =>
      familyPart(
        family,
        what,
        pci.requirements.filter((row) => row.family === family),
      ),
    ),
  );
}

function familyPart(family: string, what: string, rows: readonly Row[]): Html {
  const parts = statuses.flatMap((status) => {
    const count = rows.filter((row) => row.status === status).length;
    return count === 0 ? [] : [`${count} ${status}`];
  });
  return fold(
    html`<strong>${family}</strong> ${what} <span class="note">${parts.join(", ")}</span>`,
    table(
      `Requirement ${family}: ${what}`,
      [{ head: "Requirement" }, { head: "Status" }, { head: "Reason, and the owner's part" }, { head: "Evidence" }],
      rows.map((row) => [html`<strong>${row.number}</strong> ${row.what}`, statusChip(row.status), whyOf(row), evidenceOf(row)]),
    ),
  );
}

const tones: Partial<Record<Status, Tone>> = { "not met": "bad", off: "bad", "in place": "good", shared: "good" };

const statusChip = (status: Status): Html => chip(tones[status] ?? (openStatuses.has(status) ? "warn" : "plain"), status);

const whyOf = ({ reasons, owner }: Row): Html =>
  html`${list(reasons)}${owner === undefined || reasons.includes(owner) ? "" : html`<p><span class="note">Owner:</span> ${owner}</p>`}`;

function evidenceOf({ evidence, policies }: Row): Html {
  const names = Object.entries(policies);
  return html`${list(evidence)}${
    names.length === 0
      ? ""
      : fold(
          html`${names.length === 1 ? "1 policy" : `${names.length} policies`}`,
          list(names.map(([name, looked]) => html`${code(name)} <span class="note">looked at ${looked}</span>`)),
        )
  }`;
}
