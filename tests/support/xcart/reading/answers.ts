import { join } from "node:path";
import { z } from "zod";

/** Where recorded answers are, one a line. */
export const fixture = join(import.meta.dirname, "../../../fixtures/xcart/reading.jsonl");

const bytes = z.string().nullable();

const answer = z.object({
  /** X-Cart's own. */
  version: z.string(),
  /** What its class Request has as the two arguments, in hex; null for nothing. */
  target: bytes,
  action: bytes,
  /** The class that it found for the target. */
  controller: z.string().nullable(),
  /** Whether the action is the name of a method of the harness, in X-Cart's and PHP's way. */
  hasMethod: z.boolean(),
});

const recorded = z.object({
  /** The body's bytes are letters. */
  request: z.object({
    method: z.string(),
    path: z.string(),
    query: z.string().optional(),
    headers: z.array(z.tuple([z.string(), z.string()])).optional(),
    body: z.string(),
  }),
  answer,
});

/** What X-Cart took a request for. */
export type XcartAnswer = z.infer<typeof answer>;

/** A request with the answer. */
export interface Recorded {
  readonly request: { readonly method: string; readonly path: string; readonly body: string };
  readonly answer: XcartAnswer;
}

export const answerOf = (value: unknown): XcartAnswer => answer.parse(value);

export const recordedOf = (line: string): z.infer<typeof recorded> => recorded.parse(JSON.parse(line));
