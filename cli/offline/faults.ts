import type { PlacedFault } from "../../stacks/settings/places.ts";

/** Something wrong in what a person gave us (a file, a name, a setting): its message is for them, and a stack trace would not help. */
export class UserError extends Error {
  override readonly name = "UserError";
  /** The same for programs, where it is about a stack's file. */
  readonly faults: readonly PlacedFault[];

  constructor(message: string, options: ErrorOptions & { readonly faults?: readonly PlacedFault[] } = {}) {
    super(message, options);
    this.faults = options.faults ?? [];
  }
}

/** The text to show of anything thrown: a string or an Error's message. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** The same with its stack trace, where there is one. */
export function traceOf(thrown: unknown): string {
  return (thrown instanceof Error ? thrown.stack : undefined) ?? messageOf(thrown);
}
