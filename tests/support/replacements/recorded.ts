import { changesBetween } from "../../../domain/replacements/changes.ts";
import { shortOf } from "../../../domain/replacements/refused.ts";
import record from "../../fixtures/replacements.json" with { type: "json" };
import { configWith, settingsOf } from "../../stacks/graphs.ts";
import { demoGraph } from "../demo-graph.ts";
import { type Case, settingsWith } from "./cases.ts";

/** A change of the settings, and what Pulumi's engine with the AWS provider replaced in its preview. */
export interface Recorded extends Case {
  /** `<type>::<name>`, sorted. */
  readonly replaced: readonly string[];
}

/** What was recorded of a stack. */
export const recordedOf = (stack: string): Recorded[] => record.cases.filter((one) => one.stack === stack);

/** What the rule says that a change replaces, as it is recorded; whatever is replaced may be so only perhaps. */
export async function replacedBy({ stack, path, value }: Case): Promise<string[]> {
  const before = await demoGraph(configWith(stack, {}));
  const after = await demoGraph(configWith(stack, settingsWith(settingsOf(stack), path.split("."), value)));
  const replaced = changesBetween(before, after).filter(({ kind, type }) => kind === "replace" && !type.startsWith("pulumi:"));
  return [...new Set(replaced.map(({ urn }) => shortOf(urn)))].sort();
}

/** One sentence for each recorded change of which the rule says something else. */
export async function disagreements(stack: string): Promise<string[]> {
  const found: string[] = [];
  for (const one of recordedOf(stack)) {
    const replaced = await replacedBy(one);
    const missing = one.replaced.filter((resource) => !replaced.includes(resource));
    const added = replaced.filter((resource) => !one.replaced.includes(resource));
    if (missing.length + added.length > 0)
      found.push(`${stack} ${one.path} ${JSON.stringify(one.value)}: missing ${missing.join(", ")}; too many ${added.join(", ")}`);
  }
  return found;
}
