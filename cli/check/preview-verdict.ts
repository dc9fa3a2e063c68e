import type { Screen } from "../text/screen.ts";
import { hanging } from "../text/width.ts";
import { headline, verdictLines } from "./text.ts";
import { policyFacts, type StackVerdict } from "./verdict.ts";

/** The policies' verdict on a previewed stack, as the last section of the preview. */
export function shortVerdict(verdict: StackVerdict, { columns, colors }: Screen): string {
  const trouble = [...verdict.faults, ...verdict.unknownPolicies].flatMap((line) => hanging("  ", line, columns, colors.red));
  return [
    colors.bold("Policies"),
    ...hanging("  ", headline(verdict, colors), columns),
    ...verdictLines(verdict, { facts: policyFacts(), columns, colors }),
    ...trouble,
  ].join("\n");
}
