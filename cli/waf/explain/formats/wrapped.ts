import { isRecord } from "../../../../domain/values.ts";

/** A line whose JSON could not be read. */
export class UnreadableJson {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

/**
 * The contents of a log's line, without CloudWatch's wrapping: a time in front (`aws logs tail`), columns (`--output text`, a
 * Logs Insights CSV), a field `message`. JSON as its value, anything else as text.
 */
export function valuesOfLine(line: string): unknown[] {
  const text = line.trim();
  if (text.startsWith("{") || text.startsWith("[")) return unwrapped(parsed(text));
  const cells = text.includes('""') ? csvCells(text) : [];
  const cell = cells.find((one) => one.startsWith("{"));
  if (cell !== undefined) return unwrapped(parsed(cell));
  const [, inner] = /^[^{"]*?[\s,]"?(\{.*\})"?(?:\s+\d+)?$/s.exec(text) ?? [];
  if (inner !== undefined && !inner.includes('""')) return unwrapped(parsed(inner));
  // A time in front of a line that has one of its own.
  return [text.replace(inFront, "")];
}

/** The time, and at times the name of a stream, that CloudWatch's tools print before a line of nginx's or a load balancer's. */
const inFront = /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)\s(?:\S+\s)??(?=[\da-fA-F:.]+ \S+ .*?\[|(?:https?|h2|grpcs|wss?) \d{4}-)/;

/** The records in a value of JSON, without CloudWatch's lists and events around them. */
export function unwrapped(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.every(isField) ? messageField(value) : value.flatMap(unwrapped);
  if (!isRecord(value)) return [value];
  const list = [value.events, value.results, value.logEvents].find(Array.isArray);
  if (list !== undefined && !isRecord(value.httpRequest)) return list.flatMap(unwrapped);
  const message = value["@message"] ?? (isEvent(value) ? value.message : undefined);
  if (message === undefined) return [value];
  return typeof message === "string" ? valuesOfLine(message) : unwrapped(message);
}

/** An event of `filter-log-events`, `get-log-events` or a subscription. */
const isEvent = (value: Readonly<Record<string, unknown>>): boolean =>
  typeof value.message === "string" && "timestamp" in value && !("path" in value);

/** A row of `get-query-results`: fields with a name and a value each. */
const isField = (value: unknown): value is { readonly field: string; readonly value: unknown } =>
  isRecord(value) && typeof value.field === "string" && "value" in value;

function messageField(fields: readonly { readonly field: string; readonly value: unknown }[]): unknown[] {
  const message = fields.find(({ field }) => field === "@message")?.value;
  return typeof message === "string" ? valuesOfLine(message) : [];
}

function parsed(text: string): unknown {
  try {
    return parsedJson(text);
  } catch (error) {
    return new UnreadableJson(error instanceof Error ? error.message : String(error));
  }
}

/**
 * A value of JSON, or a list of those that stand one behind the other, as Firehose delivers records and `jq` prints them.
 * @throws SyntaxError
 */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const objects = objectsIn(text);
    if (objects.length < 2) throw error;
    return objects.map((object): unknown => JSON.parse(object));
  }
}

/** The objects of a text, to its end. */
function objectsIn(text: string): string[] {
  const objects: string[] = [];
  let depth = 0;
  let start = 0;
  for (const { 0: sign, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}]/g)) {
    if (sign === "{") depth++;
    if (sign !== "}" || --depth > 0) continue;
    objects.push(text.slice(start, index + 1));
    start = index + 1;
  }
  return text.slice(start).trim() === "" ? objects : [...objects, text.slice(start)];
}

const csvCells = (line: string): string[] =>
  [...line.matchAll(/"((?:[^"]|"")*)"|([^",]+)/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? "");
