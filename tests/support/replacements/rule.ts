import { ownProject, readStackConfig } from "../../../cli/offline/project.ts";
import { useRecorder } from "../../../cli/recorder/hooks.ts";
import type { Change } from "../../../domain/replacements/change.ts";

// Before any module asks for the SDK.
useRecorder();
const { guarded } = await import("../../../cli/offline/guard.ts");
const { stackGraph } = await import("../../../cli/offline/stack.ts");
const { changesBetween } = await import("../../../domain/replacements/changes.ts");
const { program } = await import("../../../stacks/program.ts");

/** What the rule of domain/replacements says of other settings of one stack. */
export interface Rule {
  readonly settings: unknown;
  /** What becomes of the resources. @throws UserError where `changed` are no valid settings */
  changes(changed: unknown): Promise<readonly Change[]>;
}

/** The rule for a demo stack, previewed in this process by the recorder, which has to be the first to load the program. */
export async function ruleOf(stack: string): Promise<Rule> {
  const project = ownProject();
  const config = readStackConfig(project, stack);
  const key = `${project.name}:settings`;
  const settings: unknown = JSON.parse(config.config[key] ?? "{}");
  const graphOf = (changed: unknown) => {
    const other = { ...config, config: { ...config.config, [key]: JSON.stringify(changed) } };
    return guarded(() => stackGraph(() => program(project.stacks), other));
  };
  const before = await graphOf(settings);
  return { settings, changes: async (changed) => changesBetween(before, await graphOf(changed)) };
}
