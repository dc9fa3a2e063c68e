import { orderFaults } from "../../stacks/settings/checks/order.ts";
import { settingsOfText } from "../../stacks/settings.ts";
import { UserError } from "./faults.ts";
import { listStacks, type Project, readStackConfig } from "./project.ts";
import type { StackConfig } from "./run.ts";

/** Faults of the order in which a store's stacks are patched, by the files of the project's folder: one sentence each. */
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

const settingsIn = ({ name }: Project, config: StackConfig["config"]): unknown => settingsOfText(config[`${name}:settings`]);
