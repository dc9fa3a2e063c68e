import { addDays } from "../../../domain/calendars/scans.ts";
import { clock } from "../../patches/calendar.ts";
import type { CalendarEvent, ReportCalendar } from "../calendar.ts";
import { Html, html } from "../html.ts";
import type { StackReport } from "../model.ts";
import { chip, dayText, figure, fold, section, type Tone, table } from "../parts.ts";

/** Twelve weeks: patch windows and freezes, restore tests, scans, what ends. */
export function calendarSection({ calendar, patches, pci }: StackReport): Html {
  const { events, timezone, from, to } = calendar;
  return section(
    "calendar",
    "The next twelve weeks",
    html`<p>${dayText(from)} to ${dayText(to)}, days in ${timezone}. ${figure("calendar.events.length", events.length)} events; <code>--ics FILE</code> writes them for a calendar.</p>`,
    html`<div class="weeks">${weeksTable(calendar)}${legend(events)}</div>`,
    fold("All events as a list", eventTable(events)),
    pci.calendar === undefined
      ? undefined
      : table(
          "Calendar of PCI DSS",
          [{ head: "What" }, { head: "Requirement" }, { head: "State" }, { head: "Due" }, { head: "Notes" }],
          pci.calendar.entries.map(({ what, requirement, status, due, notes }) => [
            what,
            requirement,
            chip(entryTones[status], status),
            due === undefined ? "" : dayText(due),
            notes.join("; "),
          ]),
        ),
    ...(patches === undefined ? [] : [patchPart(patches)]),
  );
}

const entryTones = { "in time": "good", "due soon": "warn", overdue: "bad", scheduled: "plain", off: "warn", unknown: "warn" } as const;

/** A letter for each kind: no meaning hangs on colour alone. */
const marks: Readonly<Record<CalendarEvent["kind"], string>> = {
  "patch window": "P",
  "frozen window": "F",
  freeze: "",
  "restore test": "R",
  scan: "S",
  "scan due": "D",
  "exception ends": "E",
  "support ends": "X",
};

const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

function weeksTable({ from, to, today, events }: ReportCalendar): Html {
  const weeks: string[] = [];
  for (let monday = from; monday <= to; monday = addDays(monday, 7)) weeks.push(monday);
  return html`<table class="calendar"><caption>Calendar by week; letters as below, shaded days are frozen</caption>
<thead><tr><th scope="col">Week of</th>${weekdays.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${weeks.map(
    (
      monday,
    ) => html`<tr><th scope="row">${shortDay(monday)}</th>${weekdays.map((_, at) => dayCell(addDays(monday, at), today, events))}</tr>
`,
  )}</tbody></table>`;
}

function dayCell(day: string, today: string, all: readonly CalendarEvent[]): Html {
  const events = all.filter(({ from, to }) => from <= day && day <= to);
  const classes = [events.some(({ kind }) => kind === "freeze") ? "frozen" : "", day === today ? "today" : "", day < today ? "past" : ""];
  const frozen = events.some(({ kind }) => kind === "freeze") ? html`<span class="hidden">frozen</span>` : "";
  const shown = events.filter(({ kind }) => kind !== "freeze");
  return html`<td class="${classes.filter(Boolean).join(" ")}"><span class="day">${Number(day.slice(8))}</span>${frozen}${shown.map(markOf)}</td>`;
}

const classOf = (kind: CalendarEvent["kind"]): string => kind.replaceAll(" ", "-");

const markOf = ({ kind, title }: CalendarEvent): Html => html`<abbr class="mark ${classOf(kind)}" title="${title}">${marks[kind]}</abbr>`;

function legend(events: readonly CalendarEvent[]): Html {
  const kinds = [...new Set(events.map(({ kind }) => kind))];
  return html`<ul class="legend">${kinds.map((kind) =>
    kind === "freeze"
      ? html`<li><span class="mark freeze" aria-hidden="true"></span> freeze</li>`
      : html`<li><span class="mark ${classOf(kind)}" aria-hidden="true">${marks[kind]}</span> <span class="hidden">${marks[kind]}: </span>${kind}</li>`,
  )}</ul>`;
}

const shortDay = (day: string): string =>
  new Date(`${day}T00:00:00Z`).toLocaleDateString("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });

const eventTable = (events: readonly CalendarEvent[]): Html =>
  table(
    "Events in order",
    [{ head: "Day" }, { head: "What" }, { head: "More" }],
    events.map(({ from, to, title, detail }) => [from === to ? dayText(from) : `${dayText(from)} to ${dayText(to)}`, title, detail]),
  );

const requirementTones: Readonly<Record<string, Tone>> = { met: "good", "not met": "bad", open: "warn" };

function patchPart(patches: NonNullable<StackReport["patches"]>): Html {
  return html`<h3>Patches</h3>${patches.conflicts.length === 0 ? "" : html`<ul>${patches.conflicts.map((text) => html`<li>${chip("bad", "conflict")} ${text}</li>`)}</ul>`}
${table(
  `Evidence for patches, PCI DSS ${patches.pciDss}`,
  [{ head: "Asked" }, { head: "Requirement" }, { head: "Status" }, { head: "Shown" }],
  patches.requirements.map(({ asks, pci, status, shown, who }) => [
    asks,
    pci,
    chip(requirementTones[status] ?? "plain", status),
    `${shown} (${who})`,
  ]),
)}
<p class="note">Open: only AWS can tell, and a report asks nothing of AWS; <code>store patches ${patches.stack}</code> does.</p>
${fold(
  "Steps of an open window, and the order in which stacks get a fix",
  html`${table(
    "Steps of a window",
    [{ head: "From its start" }, { head: "What happens" }],
    patches.steps.map(({ from, does }) => [clock(from), does]),
  )}${table(
    "Order in which the store's stacks get a fix",
    [{ head: "Stack" }, { head: "Window" }, { head: "Takes" }],
    patches.order.map(({ stack, window, takes }) => [stack, window, takes]),
  )}`,
)}`;
}

/** Ends of support. */
export function supportSection({ support: { ends, lookedUp } }: StackReport): Html {
  if (ends.length === 0) return new Html("");
  const tone = (days: number): Tone => (days < 0 ? "bad" : days < 180 ? "warn" : "good");
  return section(
    "support",
    "Ends of support",
    html`<p>By the vendors' dates, last compared with their sources on ${dayText(lookedUp)}.</p>`,
    table(
      "Ends of support, the first to end first",
      [{ head: "What" }, { head: "Last day with fixes" }, { head: "Days left", number: true }, { head: "Source" }],
      ends.map(({ what, version, ends: end, daysLeft, source, assumed }, at) => [
        html`${what} ${version}${assumed ? html` <span class="note">by the settings</span>` : ""}`,
        dayText(end),
        html`${chip(tone(daysLeft), figure(`support.ends.${at}.daysLeft`, daysLeft))}`,
        html`<a href="${source}" rel="noreferrer">${new URL(source).hostname}</a>`,
      ]),
    ),
  );
}
