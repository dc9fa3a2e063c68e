import { longestWord, type Paint, padded, widthOf, wrapped } from "./width.ts";

/** Layout of a table's column. */
export interface Column {
  /** Its head; a table in which no column has one has no line of heads. */
  readonly head?: string;
  /** `right` for numbers. @default "left" */
  readonly align?: "left" | "right";
  /** Colours its cells, line by line. @default - as they are */
  readonly paint?: Paint;
  /** Whether its cells are text that may go on in a further line. @default false */
  readonly wraps?: boolean;
}

/** Text, alone or with what colours it where it is not what colours its column. */
export type Cell = string | { readonly text: string; readonly paint: Paint };

/** Options of a table's layout. */
export interface TableOptions {
  /** Width of the screen; Infinity where it has none. */
  readonly columns: number;
  /** Spaces in front of each line. @default 2 */
  readonly indent?: number;
  /** Colours the heads. @default - as they are */
  readonly headPaint?: Paint;
}

/** Columns of spaces between cells. */
const GAP = 2;

/** Below this, or its longest word, a wrapping column is not squeezed: the last one goes below its row instead. */
const MIN_WIDTH = 20;

/**
 * Rows in aligned columns, no line longer than the screen: cells of columns that wrap go on in further lines, and where that leaves
 * them too little room, the last such column goes below its row, a little further in. Rows may end early.
 */
export function table(layout: readonly Column[], rows: readonly (readonly Cell[])[], options: TableOptions): string[] {
  if (rows.length === 0) return [];
  const heads = layout.some(({ head }) => head !== undefined) ? [layout.map(({ head = "" }) => head)] : [];
  const natural = layout.map((_, at) => Math.max(0, ...[...heads, ...rows].map((row) => widthOf(textOf(row[at] ?? "")))));
  const { indent = 2, columns, headPaint = (text) => text } = options;
  const min = layout.map((_, at) => Math.max(MIN_WIDTH, ...rows.map((row) => longestWord(textOf(row[at] ?? "")))));
  const { widths, below } = fitted(layout, natural, min, columns - indent);
  const lay = (row: readonly Cell[], paints: boolean) => rowLines(layout, row, { widths, below, indent, columns, paints });
  const titles = heads.flatMap((row) => lay(row, false).slice(0, below.size > 0 ? 1 : undefined)).map(headPaint);
  return [...titles, ...rows.flatMap((row) => lay(row, true))];
}

interface Fitted {
  readonly widths: readonly number[];
  /** Columns that go below their row. */
  readonly below: ReadonlySet<number>;
}

/** The widths at which a row fits into `room`, and which columns have to leave it for that. */
function fitted(layout: readonly Column[], natural: readonly number[], min: readonly number[], room: number): Fitted {
  const below = new Set<number>();
  for (;;) {
    const inRow = natural.flatMap((width, at) => (below.has(at) || width === 0 ? [] : [at]));
    const fixed = inRow.filter((at) => !layout[at]?.wraps);
    const wrapping = inRow.filter((at) => layout[at]?.wraps);
    const left = room - GAP * (inRow.length - 1) - sum(fixed.map((at) => natural[at] ?? 0));
    const shares = shared(
      wrapping.map((at) => natural[at] ?? 0),
      left,
    );
    const last = wrapping.at(-1);
    const squeezed = wrapping.some((at, i) => (shares[i] ?? 0) < Math.min(natural[at] ?? 0, min[at] ?? 0));
    if (last === undefined || last === 0 || !squeezed) {
      const widths = natural.map((width, at) => (wrapping.includes(at) ? Math.max(MIN_WIDTH, shares[wrapping.indexOf(at)] ?? 0) : width));
      return { widths: widths.map((width, at) => Math.min(width, natural[at] ?? 0)), below };
    }
    below.add(last);
  }
}

/** Divides `room` among columns that would like `wishes`: the narrow get what they wish, the others equal parts of the rest. */
function shared(wishes: readonly number[], room: number): number[] {
  const shares = wishes.map(() => 0);
  let left = room;
  const narrowFirst = wishes.map((wish, at) => ({ wish, at })).sort((a, b) => a.wish - b.wish);
  for (const [done, { wish, at }] of narrowFirst.entries()) {
    const share = Math.min(wish, Math.floor(left / (wishes.length - done)));
    shares[at] = share;
    left -= share;
  }
  return shares;
}

interface RowLayout extends Fitted {
  readonly indent: number;
  readonly columns: number;
  readonly paints: boolean;
}

function rowLines(layout: readonly Column[], row: readonly Cell[], { widths, below, indent, columns, paints }: RowLayout): string[] {
  const cells = layout.map((column, at) => {
    const cell = row[at] ?? "";
    const width = below.has(at) ? columns - indent - 4 : (widths[at] ?? 0);
    const paint = paints ? paintOf(column, cell) : (text: string) => text;
    const lines = textOf(cell) === "" ? [] : column.wraps ? wrapped(textOf(cell), width) : [textOf(cell)];
    return { at, width, align: column.align ?? "left", lines: lines.map((text) => ({ text, paint })) };
  });
  const beside = cells.filter(({ at, width }) => !below.has(at) && width > 0);
  const height = Math.max(1, ...beside.map(({ lines }) => lines.length));
  const lines = Array.from({ length: height }, (_, line) => {
    // Spaces behind the last cell would be trailing ones.
    const end = beside.findLastIndex((cell) => cell.lines[line] !== undefined) + 1;
    if (end === 0) return "";
    const parts = beside.slice(0, end).map((cell, i) => {
      const { text, paint } = cell.lines[line] ?? { text: "", paint: (same: string) => same };
      const spaces = padded("", cell.width - widthOf(text));
      if (cell.align === "right") return spaces + paint(text);
      return i === end - 1 ? paint(text) : paint(text) + spaces;
    });
    return " ".repeat(indent) + parts.join(" ".repeat(GAP));
  });
  const underneath = cells.filter(({ at }) => below.has(at)).flatMap((cell) => cell.lines);
  return [...lines, ...underneath.map(({ text, paint }) => " ".repeat(indent + 4) + paint(text))];
}

const textOf = (cell: Cell): string => (typeof cell === "string" ? cell : cell.text);

const paintOf = (column: Column, cell: Cell): Paint => (typeof cell === "string" ? (column.paint ?? ((text) => text)) : cell.paint);

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
