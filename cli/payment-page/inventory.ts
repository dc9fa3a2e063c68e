import { resolve } from "node:path";
import { type AgreedPage, mayChange } from "../../domain/payment-page/agreed.ts";
import { code, table as markdownTable, text } from "../check/markup.ts";
import { UserError } from "../offline/faults.ts";
import { faultStatus } from "../text/fault.ts";
import { type Screen, screenOf } from "../text/screen.ts";
import { table } from "../text/table.ts";
import { refuseFaults, storePage } from "./file.ts";

/** The command line of `store payment-page inventory`. */
export interface InventoryOptions {
  readonly json?: boolean;
  readonly markdown?: boolean;
  /** Folder of the stack files. @default - Pulumi.yaml's stackConfigDir */
  readonly stacks?: string;
}

/** One thing that the payment page may be made of (PCI DSS 4.0.1, 6.4.3). */
export interface InventoryEntry {
  readonly kind: "script" | "inline script" | "frame" | "form" | "stylesheet" | "font" | "worker" | "host";
  /** Address, or the name of an inline script. */
  readonly what: string;
  /** How its integrity is seen to: a fingerprint, or that its vendor may change it. @default - it has no content of its own */
  readonly content?: string;
  /** Whether card data is meant for it. */
  readonly card: boolean;
  readonly why: string;
  readonly approvedBy: string;
  readonly approvedOn: string;
}

/** The inventory of a store, as `--json` prints it. */
export interface Inventory {
  /** Counted up when a field changes its meaning. */
  readonly version: 1;
  readonly stack: string;
  readonly file: string;
  readonly entries: readonly InventoryEntry[];
  readonly headers: AgreedPage["headers"];
}

/** Runs `store payment-page inventory`; resolves to the exit status: 0, or 1 where there is no inventory. */
export function inventory(stack: string | undefined, options: InventoryOptions): number {
  try {
    const command = "store payment-page inventory";
    if (options.json && options.markdown) throw new UserError(`${command}: got --json and --markdown, expected one of them`);
    const store = storePage(command, stack, options.stacks && resolve(options.stacks));
    refuseFaults(store);
    const { page, settings } = store;
    if (!page.agreed)
      throw new UserError(
        `${page.path}: no such file, expected what was agreed; store payment-page record ${settings.stack} --write makes it`,
      );
    const found: Inventory = {
      version: 1,
      stack: settings.stack,
      file: page.path,
      entries: entriesOf(page.agreed),
      headers: page.agreed.headers,
    };
    console.log(
      options.json ? JSON.stringify(found, null, 2) : options.markdown ? inventoryMarkdown(found) : inventoryText(found, screenOf()),
    );
    return 0;
  } catch (error) {
    return faultStatus(error);
  }
}

const kinds = [
  ["frames", "frame"],
  ["forms", "form"],
  ["stylesheets", "stylesheet"],
  ["fonts", "font"],
  ["workers", "worker"],
  ["hosts", "host"],
] as const;

/** All entries of a page, scripts first. */
export const entriesOf = (agreed: AgreedPage): InventoryEntry[] => [
  ...agreed.scripts.map((script): InventoryEntry => {
    const { content, card = false, why, approvedBy, approvedOn } = script;
    const named =
      "source" in script ? ({ kind: "script", what: script.source } as const) : ({ kind: "inline script", what: script.inline } as const);
    return { ...named, content, card, why, approvedBy, approvedOn };
  }),
  ...kinds.flatMap(([list, kind]) =>
    agreed[list].map(
      ({ source, card = false, why, approvedBy, approvedOn }): InventoryEntry => ({
        kind,
        what: source,
        card,
        why,
        approvedBy,
        approvedOn,
      }),
    ),
  ),
];

/** How an assessor reads of its integrity. */
const integrity = ({ content }: InventoryEntry): string =>
  content === undefined ? "" : content === mayChange ? "its vendor may change it" : content;

const approval = ({ approvedBy, approvedOn }: InventoryEntry): string => `${approvedBy}, ${approvedOn}`;
const purpose = ({ why, card }: InventoryEntry): string => (card ? `${why} (takes card data)` : why);

const heads = ["Kind", "What", "Integrity", "Why it is needed", "Approved by"];

/** For people on a terminal. */
export function inventoryText({ stack, file, entries, headers }: Inventory, { columns, colors }: Screen): string {
  const rows = entries.map((entry) => [entry.kind, entry.what, purpose(entry), approval(entry), integrity(entry)]);
  const [kind = "", what = "", content = "", why = "", approved = ""] = heads;
  const layout = [{ head: kind }, { head: what }, { head: why, wraps: true }, { head: approved }, { head: content, wraps: true }];
  return [
    `${colors.bold(stack)}: the payment page may be made of ${entries.length} things (PCI DSS 4.0.1, 6.4.3), by ${file}`,
    ...table(layout, rows, { columns, headPaint: colors.bold }),
    ...headers.map(({ name, holds }) => `  header ${name} with ${JSON.stringify(holds)}`),
  ].join("\n");
}

/** For an assessor's file. */
function inventoryMarkdown({ stack, file, entries, headers }: Inventory): string {
  const rows = entries.map((entry) => [entry.kind, code(entry.what), text(integrity(entry)), text(purpose(entry)), text(approval(entry))]);
  return [
    `# Payment page of ${text(stack)}`,
    `Inventory of scripts and of what else the payment page may consist of, with justification (PCI DSS 4.0.1, 6.4.3), from ${code(file)}.`,
    markdownTable(heads, rows),
    ...(headers.length === 0
      ? []
      : [
          markdownTable(
            ["Header", "Holds"],
            headers.map(({ name, holds }) => [code(name), code(holds)]),
          ),
        ]),
  ].join("\n\n");
}
