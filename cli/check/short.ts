import type { Colors } from "picocolors/types.js";
import { verdictText } from "./text.ts";
import { policyFacts, type StackVerdict } from "./verdict.ts";

/** What the policies say of a previewed stack, as the last section of the preview. */
export function shortVerdict(verdict: StackVerdict, colors: Colors): string {
  const [headline = "", ...rest] = verdictText(verdict, { facts: policyFacts(), colors }).split("\n");
  const trouble = [...verdict.faults, ...verdict.unknownPolicies].map((line) => `  ${colors.red(line)}`);
  return [colors.bold("Policies"), headline.replace(/^.*? {2}/, "  "), ...rest, ...trouble].join("\n");
}
