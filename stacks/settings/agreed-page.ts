import { LineCounter, parseDocument } from "yaml";
import type { z } from "zod";
import { type AgreedPage, agreedPage } from "../../domain/payment-page/agreed.ts";
import { isRecord } from "../../domain/values.ts";
import { describeIssues, expectedType, fault, valueAt } from "./faults.ts";
import { type PlacedFault, placeFaults, type StackFile } from "./places.ts";

/** The agreed page of a file, or its faults: one sentence each, all of them, with their places. */
export type ReadPage =
  | { readonly agreed: AgreedPage; readonly faults?: undefined }
  | { readonly agreed?: undefined; readonly faults: readonly PlacedFault[] };

/** Reads the text of a `payment-page.yaml`. An approval cannot be of a day after `today`, `YYYY-MM-DD`. */
export function readAgreedPage(file: StackFile, today: string): ReadPage {
  const counter = new LineCounter();
  const document = parseDocument(file.text, { lineCounter: counter, prettyErrors: false });
  const [error] = document.errors;
  if (error) {
    const { line, col } = counter.linePos(error.pos[0]);
    return { faults: [{ file: file.path, line, column: col, message: `expected YAML: ${error.message}` }] };
  }
  const raw: unknown = document.toJS() ?? {};
  if (!isRecord(raw))
    return { faults: [{ file: file.path, message: fault(file.path, raw, "an object of scripts, frames, forms and the like") }] };
  const { success, data, error: wrong } = agreedPage.safeParse(raw, { error: expectedType });
  const faults = success
    ? approvalFaults(data, today)
    : describeIssues(
        wrong.issues.flatMap((issue) => inside(issue, raw)),
        raw,
        agreedPage,
      );
  return success && faults.length === 0 ? { agreed: data } : { faults: placeFaults(faults, file, []) };
}

/** Reports the faults of a script of the kind that it is, by its key: a file's, or an inline one's. */
function inside(issue: z.core.$ZodIssue, raw: unknown): z.core.$ZodIssue[] {
  if (issue.code !== "invalid_union") return [issue];
  const entry = valueAt(raw, issue.path);
  if (!isRecord(entry) || "source" in entry === "inline" in entry) return [issue];
  const ofKind = issue.errors["source" in entry ? 0 : 1] ?? [];
  return ofKind.map((one) => ({ ...one, path: [...issue.path, ...one.path] }));
}

const lists = ["scripts", "frames", "forms", "stylesheets", "fonts", "workers", "hosts"] as const;

/** Approvals that have not taken place yet, and entries that are there twice. */
function approvalFaults(agreed: AgreedPage, today: string): string[] {
  return lists.flatMap((list) => {
    const known = new Map<string, number>();
    return agreed[list].flatMap((entry, at) => {
      const path = `${list}[${at}]`;
      const later =
        entry.approvedOn > today ? [fault(`${path}.approvedOn`, entry.approvedOn, `a day that is not after today, ${today}`)] : [];
      const name = keyOf(entry);
      const before = known.get(name);
      known.set(name, at);
      return before === undefined ? later : [...later, fault(path, name, `an entry other than ${list}[${before}]`)];
    });
  });
}

/** Identifies an entry, regardless of who agreed to it. */
const keyOf = (entry: { readonly source: string } | AgreedPage["scripts"][number]): string =>
  "source" in entry ? ["content" in entry ? `${entry.content} ` : "", entry.source].join("") : `${entry.content} inline`;
