import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { messageOf, UserError } from "../../../offline/faults.ts";
import { lineFormats } from "../formats/formats.ts";
import { harFormat, isHar, lacksCookies } from "../formats/har.ts";
import type { Format } from "../formats/recorded.ts";
import { parsedJson, unwrapped, valuesOfLine } from "../formats/wrapped.ts";
import type { PlainFile } from "./decode.ts";

/** A place in a file with what it holds: mostly one thing, several where a service has put several into one line. */
export interface Entry {
  /** Number of the entry, from 1. */
  readonly number: number;
  /** Offset at which {@link Entries.read} finds it again. */
  readonly position: number;
  readonly size: number;
  readonly values: readonly unknown[];
}

/** The entries of a file of requests, in order; read on demand, not held. */
export interface Entries {
  /** The unit of the numbers. */
  readonly unit: "line" | "entry";
  /** The formats of its values. */
  readonly formats: readonly Format[];
  all(): Iterable<Entry>;
  read(position: number, size: number): readonly unknown[];
  close(): void;
}

/** Bytes that are read at a time. */
const BLOCK = 1 << 20;

/** A JSON document is held whole, so it has an end; lines have none. */
const MAX_DOCUMENT_BYTES = 256 * (1 << 20);

/**
 * Opens a file as a JSON document (a HAR, a list, what AWS's command line prints) or as lines.
 * @throws UserError for a document that cannot be read
 */
export function openEntries({ path, start }: PlainFile, name: string): Entries {
  const file = openSync(path, "r");
  try {
    const head = textAt(file, start, BLOCK / 16);
    return isDocument(head) ? document(file, start, name) : lines(file, start);
  } catch (error) {
    closeSync(file);
    throw error;
  }
}

/** A list, an object over several lines, or one that begins as a recording or as an answer of AWS's does. */
function isDocument(head: string): boolean {
  const text = head.trimStart();
  if (text.startsWith("[")) return true;
  return /^\{\s*(?:[\r\n]|"(?:log|events|results)"\s*:\s*[[{])/.test(text) && !/^\{\s*\}/.test(text);
}

function document(file: number, start: number, name: string): Entries {
  const { size } = fstatSync(file);
  if (size > MAX_DOCUMENT_BYTES)
    throw new UserError(`${name}: got a JSON document of ${size} bytes, expected ${MAX_DOCUMENT_BYTES} at most; lines have no limit`);
  const content = parsed(textAt(file, start, size), name);
  const isRecording = isHar(content);
  const values = isRecording ? content.log.entries : unwrapped(content);
  return {
    unit: "entry",
    formats: isRecording ? [harFormat(lacksCookies(values))] : lineFormats,
    *all() {
      for (const [at, value] of values.entries()) yield { number: at + 1, position: at, size: 0, values: [value] };
    },
    read: (position) => values.slice(position, position + 1),
    close: () => closeSync(file),
  };
}

function parsed(text: string, name: string): unknown {
  try {
    return parsedJson(text);
  } catch (error) {
    throw new UserError(`${name}: ${messageOf(error)}, expected a JSON document, or a JSON object a line`);
  }
}

function lines(file: number, start: number): Entries {
  const window = new Window(file);
  return {
    unit: "line",
    formats: lineFormats,
    *all() {
      let number = 0;
      for (const { position, size } of linesOf(window, start)) {
        number++;
        const values = valuesIn(window.text(position, size));
        if (values.length > 0) yield { number, position, size, values };
      }
    },
    read: (position, size) => valuesIn(window.textBeside(position, size)),
    close: () => closeSync(file),
  };
}

/** The values in a line; none in empty lines, in remarks, and in the header of an export. */
function valuesIn(line: string): readonly unknown[] {
  const isLeftOut = line.trim() === "" || line.startsWith("#") || /^"?@(?:timestamp|message|ptr)"?(?:,|$)/.test(line);
  return isLeftOut ? [] : valuesOfLine(line);
}

function* linesOf(window: Window, start: number): Generator<{ readonly position: number; readonly size: number }> {
  let position = start;
  for (;;) {
    const size = window.lineSize(position);
    if (size === undefined) return;
    yield { position, size };
    position += size + 1;
  }
}

const textAt = (file: number, position: number, size: number): string => {
  const buffer = Buffer.alloc(size);
  return buffer.toString("utf8", 0, readSync(file, buffer, 0, size, position));
};

/** A part of a file at a time. */
class Window {
  private readonly file: number;
  private block = Buffer.alloc(0);
  private position = 0;

  constructor(file: number) {
    this.file = file;
  }

  text(position: number, size: number): string {
    this.cover(position, size);
    const from = position - this.position;
    return this.block.toString("utf8", from, from + size);
  }

  /** The same, alone where it is neither in nor next to what was read: requests in another order would read all the rest each time. */
  textBeside(position: number, size: number): string {
    const isNear = position >= this.position && position <= this.position + this.block.length;
    return isNear ? this.text(position, size) : textAt(this.file, position, size);
  }

  /** Bytes to the end of a line, without it; undefined at the end of the file. */
  lineSize(position: number): number | undefined {
    for (let wanted = 1; ; wanted *= 2) {
      const isEnd = !this.cover(position, wanted);
      const from = position - this.position;
      const end = this.block.indexOf(10, from);
      if (end !== -1) return end - from;
      if (isEnd) return this.block.length > from ? this.block.length - from : undefined;
      wanted = Math.max(wanted, this.block.length - from);
    }
  }

  /** Reads on until a part is in; false where the file ends before. */
  private cover(position: number, size: number): boolean {
    if (position < this.position || position + size > this.position + this.block.length) {
      const block = Buffer.alloc(Math.max(BLOCK, size));
      this.block = block.subarray(0, readSync(this.file, block, 0, block.length, position));
      this.position = position;
    }
    return position + size <= this.position + this.block.length;
  }
}
