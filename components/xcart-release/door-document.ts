import type { Input } from "@pulumi/pulumi";
import { stateParameter } from "../../domain/contracts/store-state.ts";
import { type AutomationDocument, type AutomationStep, putParameter } from "./automation.ts";
import { onNodes } from "./builder-steps.ts";
import { closeAllNodesScript, openNodesScript, tryNodesScript } from "./door-scripts.ts";

/** What closes and opens a store. */
export interface DoorArgs {
  readonly stack: string;
  readonly roleArn: Input<string>;
}

/**
 * Closes a store to shoppers, on all nodes and on those that join, or opens it. It opens only where every node runs what the database is
 * upgraded to, and X-Cart answers on each.
 */
export function doorDocument({ stack, roleArn }: DoorArgs): AutomationDocument {
  const door = stateParameter(stack, "door");
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
      expectParameter("RefuseWhileUpgrading", door, ["open", "closed"]),
      putParameter("Close", door, "closed"),
      { ...onNodes("CloseNodes", closeAllNodesScript(), stack, 600, "Abort"), isEnd: true },
      ...open(stack),
    ],
  };
}

function open(stack: string): AutomationStep[] {
  const [door, upgrade] = [stateParameter(stack, "door"), stateParameter(stack, "upgrade")];
  return [
    {
      name: "ReadUpgrade",
      action: "aws:executeAwsApi",
      inputs: { Service: "ssm", Api: "GetParameter", Name: upgrade },
      outputs: [{ Name: "Value", Selector: "$.Parameter.Value", Type: "String" }],
    },
    {
      name: "ChooseUpgrade",
      action: "aws:branch",
      inputs: {
        Choices: [{ NextStep: "RefuseInterruptedUpgrade", Variable: "{{ReadUpgrade.Value}}", StartsWith: "begun" }],
        Default: "TryNodes",
      },
    },
    // It fails: its name is what the execution says.
    expectParameter("RefuseInterruptedUpgrade", upgrade, ["none"]),
    onNodes("TryNodes", tryNodesScript(), stack, 300, "Abort"),
    putParameter("Open", door, "open"),
    putParameter("ForgetUpgrade", upgrade, "none"),
    { ...onNodes("OpenNodes", openNodesScript(), stack, 300, "Abort"), isEnd: true },
  ];
}

const expectParameter = (name: string, parameter: string, values: readonly string[]): AutomationStep => ({
  name,
  action: "aws:assertAwsResourceProperty",
  inputs: { Service: "ssm", Api: "GetParameter", Name: parameter, PropertySelector: "$.Parameter.Value", DesiredValues: values },
  onFailure: "Abort",
});
