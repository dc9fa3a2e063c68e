import type { Input } from "@pulumi/pulumi";
import type { AutomationDocument, AutomationStep } from "./automation.ts";
import { onNodes } from "./builder-steps.ts";
import { closeAllNodesScript, openNodesScript, tryNodesScript } from "./door-scripts.ts";
import { expectState, putState, readState } from "./state-steps.ts";

/** Arguments for {@link doorDocument}. */
export interface DoorArgs {
  readonly stack: string;
  readonly roleArn: Input<string>;
}

/**
 * Closes a store to shoppers, on all nodes and on those that join, or opens it. It opens only where every node runs what the database is
 * upgraded to, and X-Cart answers on each.
 */
export function doorDocument({ stack, roleArn }: DoorArgs): AutomationDocument {
  return {
    schemaVersion: "0.3",
    description: `Closes ${stack} to shoppers, or opens it. What to do: docs/operations/releases.md`,
    assumeRole: roleArn,
    parameters: {
      State: { type: "String", description: "closed: shoppers get a page that says so, staff get in", allowedValues: ["closed", "open"] },
    },
    mainSteps: [
      {
        name: "ChooseState",
        action: "aws:branch",
        inputs: { Choices: [{ NextStep: "ReadUpgrade", Variable: "{{State}}", StringEquals: "open" }], Default: "RefuseWhileUpgrading" },
      },
      expectState("RefuseWhileUpgrading", stack, "door", ["open", "closed"]),
      putState("Close", stack, "door", "closed"),
      { ...onNodes("CloseNodes", closeAllNodesScript(), stack, 600, "Abort"), isEnd: true },
      ...open(stack),
    ],
  };
}

function open(stack: string): AutomationStep[] {
  return [
    readState("ReadUpgrade", stack, "upgrade"),
    {
      name: "ChooseUpgrade",
      action: "aws:branch",
      inputs: {
        Choices: [{ NextStep: "RefuseInterruptedUpgrade", Variable: "{{ReadUpgrade.Value}}", StartsWith: "begun" }],
        Default: "TryNodes",
      },
    },
    // It fails: its name is what the execution says.
    expectState("RefuseInterruptedUpgrade", stack, "upgrade", ["none"]),
    onNodes("TryNodes", tryNodesScript(), stack, 300, "Abort"),
    putState("Open", stack, "door", "open"),
    putState("ForgetUpgrade", stack, "upgrade", "none"),
    { ...onNodes("OpenNodes", openNodesScript(), stack, 300, "Abort"), isEnd: true },
  ];
}
