import type { Input } from "@pulumi/pulumi";
import { type AutomationDocument, releaseParameter } from "./automation.ts";
import { type BuilderSteps, command, instanceSteps, onNodes, terminateBuilder } from "./builder-steps.ts";
import { closeAllNodesScript } from "./door-scripts.ts";
import { countScript, type PromoteScriptArgs } from "./promote-scripts.ts";
import { putState } from "./state-steps.ts";

/** Arguments for {@link rollbackDocument}. */
export interface RollbackArgs extends BuilderSteps, Omit<PromoteScriptArgs<Input<string>>, "bucket"> {
  readonly roleArn: Input<string>;
}

/**
 * The first half of a rollback: closes the store, so that nothing more is lost, and counts what was written since the promotion. The
 * database itself goes back by `store restore`, which restores beside what runs and lets a person check first.
 */
export function rollbackDocument(args: RollbackArgs): AutomationDocument {
  const { stack } = args;
  return {
    schemaVersion: "0.3",
    description: `Closes ${stack}, and counts what the rollback of a release would lose. What to do: docs/operations/releases.md`,
    assumeRole: args.roleArn,
    parameters: {
      Release: releaseParameter("The release that is rolled back"),
      To: releaseParameter("The release that the store ran before"),
      Since: {
        type: "String",
        description: "When the promotion's snapshot was made, as `store release promote` says it: seconds since 1970",
        allowedPattern: "^[0-9]{10}$",
      },
    },
    mainSteps: [
      // Nodes of the release that goes are closed to all; those that replace them are open to staff.
      putState("Close", stack, "door", "upgrading {{To}}", { onFailure: "Abort" }),
      onNodes("CloseNodes", closeAllNodesScript(), stack, 600, "Abort"),
      ...instanceSteps(args, "Abort"),
      command("Count", countScript(args), args, 1800),
      putState("Note", stack, "upgrade", "back {{Release}}", { onFailure: "step:TerminateBuilder" }),
      { ...terminateBuilder("Abort"), isEnd: true },
    ],
  };
}
