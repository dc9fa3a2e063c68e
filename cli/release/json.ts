import { z } from "zod";
import { UserError } from "../offline/faults.ts";

/** A text that is to be JSON of a schema; `where` and `what` it is not are the sentence where it is none. */
export function jsonOf<S extends z.ZodType>(schema: S, text: string, where: string, what: string): z.output<S> {
  const parsed = schema.safeParse(json(text));
  if (parsed.success) return parsed.data;
  throw new UserError(`${where}: expected ${what} (${z.prettifyError(parsed.error).replaceAll(/\s*\n\s*/g, " ")})`);
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
