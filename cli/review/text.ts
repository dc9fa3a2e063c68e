import { exceptionText, kindsText, type Marks, plain } from "../check/exceptions.ts";
import { bullets, code, fitting, text } from "../check/markup.ts";
import type { StackFinding } from "../check/report.ts";
import { resourceText } from "../check/words.ts";
import { folded } from "../diff/markdown.ts";
import { counted } from "../preview/kinds.ts";
import type { Screen } from "../text/screen.ts";
import { hanging } from "../text/width.ts";
import type { NewOnPage } from "./agreed-page.ts";
import type { Review } from "./review.ts";
import { losses, stackLines, toldStacks, topMarkdown } from "./summary.ts";

/** Bytes of a comment on GitHub for the review; the rest is for the change's own report. */
const MAX_BYTES = 44_000;

/** Bytes of these that folded parts leave to the rest. */
const MAX_UNFOLDED = 26_000;

/** A review as the beginning of a comment on a pull request: what changes and costs, what is to be agreed to, then details, folded. */
export function reviewMarkdown(review: Review): string {
  const marks: Marks = { text, code };
  const unfolded = [
    `## ${title(review)}`,
    ...topMarkdown(review, marks),
    ...sections(review, marks).map(([heading, lines]) => [`### ${heading}`, ...bullets(lines)].join("\n")),
  ];
  const end = "Judged and compared by the code of the base, on the graphs that the change's own program makes.";
  const open = fitting(unfolded, end, MAX_UNFOLDED);
  const details = fitting(toldStacks(review).flatMap(folded), open.shown.join("\n\n") + end, MAX_BYTES - NOTE_BYTES);
  const [shown, missing] = [[...open.shown, ...details.shown], open.missing + details.missing];
  const note = missing === 0 ? [] : [`${counted(missing, "section")} of this review did not fit into a comment: see the JSON review.`];
  return [...shown, ...note, end].join("\n\n");
}

/** Bytes reserved for the line that says how much did not fit. */
const NOTE_BYTES = 200;

/** A review for people, without the last line break. What goes with its data is red where there is colour. */
export function reviewText(review: Review, { columns, colors }: Screen): string {
  const lost = losses(review, plain).flatMap((loss) => hanging("  ! ", loss, columns, colors.red));
  const stacks = stackLines(review).flatMap((line) => hanging("  ", line, columns));
  const told = lost.length + stacks.length === 0 ? [] : ["", ...lost, ...stacks];
  const rest = sections(review, plain).flatMap(([heading, lines]) => [
    "",
    ...hanging("  ", heading, columns, colors.bold),
    ...lines.flatMap((line) => hanging("    ", line, columns)),
  ]);
  return [...hanging("", title(review), columns, colors.bold), ...told, ...rest].join("\n");
}

function title(review: Review): string {
  if (review.status === 2) return "⚠️ Against the base: not everything could be judged";
  if (review.status === 3)
    return `🛑 Against the base: refused, since it takes data of production: ${counted(review.refused.length, "resource")}`;
  const lost = losses(review, plain).length;
  const data = lost === 0 ? "" : `; ${counted(lost, "resource")} with data ${lost === 1 ? "goes" : "go"}`;
  return review.status === 0
    ? `${lost === 0 ? "✅" : "⚠️"} Against the base: nothing to agree to${data}`
    : `✋ Against the base: owners have to agree to ${subject(review)}${data}`;
}

/** The subject of the agreement, in a line. */
function subject({ onPage, found, weaker, unread, hidden, exceptions, trusted }: Review): string {
  const count = (list: readonly unknown[], what: string) => (list.length === 0 ? [] : [counted(list.length, what)]);
  return [
    ...(onPage.length === 0 ? [] : [`${onPage.length} new on the payment page`]),
    ...count(found, "violation"),
    ...count(weaker, "weaker policy"),
    ...count(unread, "unknown setting"),
    ...count(hidden, "hidden value"),
    ...(exceptions.length === 0 ? [] : [kindsText(exceptions)]),
    ...count(trusted, "trusted name"),
  ].join(", ");
}

/** `payment-page.yaml: script https://js.example.com/a.js, may change, takes card data: why it is needed (approved by …)`. */
function pageLine({ file, kind, what, content, card, why, approvedBy, approvedOn }: NewOnPage, { text, code }: Marks): string {
  const facts = [...(content === undefined ? [] : [text(content)]), ...(card ? ["takes card data"] : [])];
  return `${code(file)}: ${[`${kind} ${code(what)}`, ...facts].join(", ")}: ${text(why)} (approved by ${text(approvedBy)}, ${approvedOn})`;
}

function sections(review: Review, marks: Marks): [heading: string, lines: readonly string[]][] {
  const { text, code } = marks;
  const findingLine = ({ stack, policy, urn, message }: StackFinding) => {
    const severity = review.policies[policy]?.severity;
    return `${code(stack)}: ${severity === undefined ? "" : `${severity} `}${code(policy)}: ${text(resourceText(urn))}: ${text(message)}`;
  };
  const all: [string, readonly string[]][] = [
    ["Could not be judged", review.failures.map(text)],
    ["Refused: production data would be lost", review.refused.map(({ stack, sentence }) => `${code(stack)}: ${text(sentence)}`)],
    ["New on the payment page (PCI DSS 6.4.3)", review.onPage.map((one) => pageLine(one, marks))],
    ["Found only by the base's policies", review.found.map(findingLine)],
    ["Removed or weakened policies", review.weaker.map(({ policy, how }) => `${code(policy)} ${text(how)}`)],
    [
      "Settings that the base cannot read; the change's own program is believed",
      review.unread.map(({ stack, fault }) => `${code(stack)}: ${text(fault)}`),
    ],
    [
      "No longer judged",
      review.hidden.map(({ stack, urn, property, was }) =>
        [`${code(stack)}:`, text(resourceText(urn)), ...(property === undefined ? [] : [code(property)]), text(was)].join(" "),
      ),
    ],
    [`New in this change: ${kindsText(review.exceptions)}`, review.exceptions.map((one) => exceptionText(one, marks))],
    ["Newly trusted, by the settings", review.trusted.map(({ stack, name }) => `${code(stack)}: ${code(name)}`)],
    ["New violations", review.changes.new.map(findingLine)],
    ["Fixed violations", review.changes.fixed.map(findingLine)],
  ];
  return all.filter(([, lines]) => lines.length > 0);
}
