import type { Policy } from "../model/policy.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { asList, read } from "../model/values.ts";
import { nodeTypes, targets, windowType } from "./types.ts";

export const ssmNodeMissingPatchWindow: Policy = {
  name: "aws-ssm-node-missing-patch-window",
  description: "Each node is in a maintenance window in which AWS-RunPatchBaseline installs approved patches.",
  severity: "high",
  controls: ["G5"],
  remediation:
    "Add a MaintenanceWindow, a target with the node's tags, and a RUN_COMMAND task of AWS-RunPatchBaseline with Operation Install.",
  url: "https://docs.aws.amazon.com/systems-manager/latest/userguide/maintenance-window-tutorial-patching.html",
  types: nodeTypes,
  check: (node, stack) => {
    // What ends by itself does not live to see a window.
    if (node.text("instanceInitiatedShutdownBehavior") === "terminate") return undefined;
    const windows = stack.ofType(windowType).filter((window) => window.get("enabled") === undefined || window.isTrue("enabled"));
    const patching = windows.filter((window) =>
      stack.referring(window, "windowId", ["aws:ssm/maintenanceWindowTask:MaintenanceWindowTask"]).some(installs),
    );
    if (patching.length === 0) return ["no maintenance window installs patches; add one with AWS-RunPatchBaseline"];
    return patching.some((window) => reaches(window, node, stack))
      ? []
      : [`no target of ${patching[0]?.name} has its tags; add them to the target`];
  },
};

const reaches = (window: Resource, node: Resource, stack: Stack) =>
  stack
    .referring(window, "windowId", ["aws:ssm/maintenanceWindowTarget:MaintenanceWindowTarget"])
    .some((target) => targets(target, node, stack));

function installs(task: Resource): boolean {
  const parameters = task.list("taskInvocationParameters.runCommandParameters.parameters");
  const operations = parameters.filter((one) => read(one, "name") === "Operation").flatMap((one) => asList(read(one, "values")));
  return /AWS-RunPatchBaseline\w*$/.test(task.text("taskArn") ?? "") && operations.includes("Install");
}
