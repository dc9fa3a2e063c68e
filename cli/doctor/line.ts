import type { Answer } from "./ask.ts";

/** The outcome of a check. */
export type Status = "ok" | "to do" | "cannot tell";

/** One check's outcome, a sentence; `--json` prints it as it is. */
export interface Line {
  /** The part of the report. */
  readonly section: Section;
  /** The subject of the check, in a word or two; with the section, the check's name. */
  readonly check: string;
  readonly status: Status;
  /** Whether the next `pulumi up` would fail for it. */
  readonly blocks: boolean;
  readonly text: string;
  /** The command or setting that helps. */
  readonly help?: string;
}

/** The parts of a report, in their order. */
export const sections = ["Who and where", "Quotas", "There already", "Store", "Mail", "Beside Pulumi"] as const;

/** One of {@link sections}. */
export type Section = (typeof sections)[number];

/** Makes the lines of a section. */
export function linesOf(section: Section) {
  return { ok, blocker, open, unknown, about };

  function ok(check: string, text: string): Line {
    return { section, check, status: "ok", blocks: false, text };
  }

  /** Would make `pulumi up` fail. */
  function blocker(check: string, text: string, help: string): Line {
    return { section, check, status: "to do", blocks: true, text, help };
  }

  /** Is open, and `pulumi up` works without it. */
  function open(check: string, text: string, help: string): Line {
    return { section, check, status: "to do", blocks: false, text, help };
  }

  function unknown(check: string, why: string, help?: string): Line {
    return { section, check, status: "cannot tell", blocks: false, text: why, ...(help && { help }) };
  }

  /** The line about an answer, or that there is none. */
  function about<T>(check: string, answer: Answer<T>, line: (known: T) => Line): Line {
    return "known" in answer ? line(answer.known) : unknown(check, answer.why);
  }
}
