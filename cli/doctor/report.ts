import type { Line } from "./line.ts";

/** The findings of `store doctor`; `--json` prints it as it is. */
export interface DoctorReport {
  /** Counted up when a field changes its meaning. */
  readonly version: 1;
  readonly stack: string;
  /** The exit status: 0 nothing that was seen stops `pulumi up`, 1 something does, 2 AWS could not be asked at all. */
  readonly status: 0 | 1 | 2;
  readonly lines: readonly Line[];
}

/** Sums up the lines about a stack. */
export function reportOf(stack: string, lines: readonly Line[]): DoctorReport {
  const unasked = lines.some(({ check, status }) => check === "account" && status === "cannot tell");
  const status = unasked ? 2 : lines.some(({ blocks }) => blocks) ? 1 : 0;
  return { version: 1, stack, status, lines };
}
