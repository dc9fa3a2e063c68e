import { UserError } from "../../../offline/faults.ts";
import { parseHints } from "../../evaluate/managed/hints.ts";
import type { WebRequest } from "../../evaluate/request.ts";
import { formatOf } from "../formats/formats.ts";
import type { Asked, Format, Reading, Recorded } from "../formats/recorded.ts";
import { UnreadableJson } from "../formats/wrapped.ts";
import { requestOf } from "../options.ts";
import type { Entries } from "./entries.ts";
import { Faults } from "./faults.ts";
import { Skipped } from "./skipped.ts";

/** A request's place in a file, and when it comes. */
export interface Place {
  readonly number: number;
  readonly position: number;
  readonly size: number;
  /** Which of the values there. */
  readonly part: number;
  /** Milliseconds. */
  readonly time: number;
}

/** The contents of a file, surveyed before any request is evaluated. */
export interface Survey {
  /** Places by time, those of one time in the order of the file. */
  readonly places: Iterable<Place>;
  readonly count: number;
  readonly formats: readonly Format[];
  readonly skipped: Skipped;
  /** Number of requests in a browser's recording whose bodies it lacks. */
  readonly bodiesMissing: number;
}

/** Called now and then, with how many were read. */
export type Step = (read: number) => Promise<void>;

/** Number of entries that are read between steps. */
export const STEP = 2000;

/**
 * Reads a file once, without keeping what it holds: whether all of it can be read, what is left out, and the order of the requests.
 * @throws UserError with a sentence for each kind of mistake
 */
export async function survey(entries: Entries, asked: Asked, hints: readonly string[], name: string, step: Step): Promise<Survey> {
  const index = new Index();
  const formats = new Set<Format>();
  const faults = new Faults(name, entries.unit);
  const skipped = new Skipped();
  let time = 0;
  let read = 0;
  let bodiesMissing = 0;
  for (const { number, position, size, values } of entries.all()) {
    for (const [part, value] of values.entries()) {
      const { format, reading } = readValue(value, entries, asked);
      const fault = "fault" in reading ? reading.fault : "recorded" in reading ? faultIn(reading.recorded, asked, hints) : undefined;
      if (fault !== undefined) faults.add(number, fault);
      if ("skip" in reading) skipped.add(reading.skip);
      if (fault !== undefined || !("recorded" in reading)) continue;
      if (format) formats.add(format);
      if (format?.isBrowser && reading.recorded.untold?.body) bodiesMissing++;
      time = reading.recorded.time ?? time;
      index.add({ number, position, size, part, time }, reading.recorded);
    }
    if (++read % STEP === 0) await step(read);
  }
  faults.end();
  return { places: index.sorted(), count: index.count, formats: [...formats], skipped, bodiesMissing };
}

/** Reads a value by the first format that takes it. */
export function readValue(value: unknown, { formats }: Entries, asked: Asked): { readonly format?: Format; readonly reading: Reading } {
  if (value instanceof UnreadableJson) return { reading: { fault: `${value.message}, expected a JSON object` } };
  const format = formatOf(value, formats);
  if (format) return { format, reading: format.read(value, asked) };
  const got = JSON.stringify(value) ?? "nothing";
  const shown = got.length > 60 ? `${got.slice(0, 59)}…` : got;
  return { reading: { fault: `got ${shown}, expected a JSON object, or a line of the log of a web ACL, a load balancer or nginx` } };
}

/** The request, checked, without its time. */
export function requestFrom({ described, hintTexts = [], hints, untold }: Recorded, asked: Asked, common: readonly string[]): WebRequest {
  const request = requestOf(described, (part) => part, untold !== undefined);
  const said = parseHints([...common, ...hintTexts], asked.hintable);
  if (hints === undefined) return { ...request, untold, hints: said };
  // What someone says goes over what a log says.
  return {
    ...request,
    untold,
    hints: { ...hints, ...said, groups: { ...hints.groups, ...said.groups }, verifiedBot: said.verifiedBot ?? hints.verifiedBot },
  };
}

function faultIn(recorded: Recorded, asked: Asked, hints: readonly string[]): string | undefined {
  try {
    requestFrom(recorded, asked, hints);
    return undefined;
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
}

/** The places of many requests, in numbers. */
class Index {
  private readonly entries: Record<"number" | "position" | "size" | "part" | "time", number[]> = {
    number: [],
    position: [],
    size: [],
    part: [],
    time: [],
  };

  get count(): number {
    return this.entries.time.length;
  }

  add(place: Place, { repeat = 1, every = 0 }: Recorded): void {
    const { number, position, size, part, time } = this.entries;
    for (let at = 0; at < repeat; at++) {
      number.push(place.number);
      position.push(place.position);
      size.push(place.size);
      part.push(place.part);
      time.push(place.time + at * every);
    }
  }

  *sorted(): Generator<Place> {
    const { number, position, size, part, time } = this.entries;
    const order = Uint32Array.from(time, (_, at) => at);
    if (time.some((one, at) => at > 0 && one < (time[at - 1] ?? one))) order.sort((a, b) => (time[a] ?? 0) - (time[b] ?? 0) || a - b);
    for (const at of order)
      yield { number: number[at] ?? 0, position: position[at] ?? 0, size: size[at] ?? 0, part: part[at] ?? 0, time: time[at] ?? 0 };
  }
}
