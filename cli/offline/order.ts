import { orderFaults } from "../../stacks/settings/checks/order.ts";
import { valueAt } from "../../stacks/settings/faults.ts";
import { UserError } from "./faults.ts";
import { listStacks, type Project, readStackConfig } from "./project.ts";
import type { StackConfig } from "./run.ts";

/** What is wrong with the order in which a store's stacks are patched, by the files of the project's folder: one sentence each. */
export function orderFaultsOf(project: Project, { stack, config }: StackConfig): string[] {
  const settingsOf = (other: string): unknown => {
    if (!listStacks(project).includes(other)) return undefined;
    try {
      return settingsIn(project, readStackConfig(project, other).config) ?? null;
    } catch (error) {
      // Its own check says what is wrong with it.
      if (error instanceof UserError) return null;
      throw error;
    }
  };
  return orderFaults(stack, settingsIn(project, config), settingsOf, new Date());
}

function settingsIn({ name }: Project, config: StackConfig["config"]): unknown {
  const text = valueAt(config, [`${name}:settings`]);
  if (typeof text !== "string") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // Words where settings should be: the program says so.
    return null;
  }
}
