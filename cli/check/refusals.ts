import { comparePair } from "../diff/pair.ts";
import { againstOf } from "../diff/sources.ts";
import type { Project } from "../offline/project.ts";
import type { StackRefusal } from "./report.ts";

/**
 * Losses of production's data between `against` (a branch, tag or commit, or a file) and the stacks as they are, without a word in their
 * settings.
 */
export async function refusedSince(against: string, stacks: readonly string[], project: Project): Promise<StackRefusal[]> {
  const before = againstOf(against);
  const refused: StackRefusal[] = [];
  for (const stack of stacks) {
    const { diff } = await comparePair(before, { kind: "stack", name: stack }, project);
    refused.push(...diff.refused.map((refusal) => ({ stack, ...refusal })));
  }
  return refused;
}
