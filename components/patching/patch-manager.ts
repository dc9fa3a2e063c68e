import { Association } from "@pulumi/aws/ssm/association.js";
import { MaintenanceWindow } from "@pulumi/aws/ssm/maintenanceWindow.js";
import { MaintenanceWindowTarget } from "@pulumi/aws/ssm/maintenanceWindowTarget.js";
import { MaintenanceWindowTask } from "@pulumi/aws/ssm/maintenanceWindowTask.js";
import { PatchBaseline } from "@pulumi/aws/ssm/patchBaseline.js";
import { PatchGroup } from "@pulumi/aws/ssm/patchGroup.js";
import { ComponentResource, type ComponentResourceOptions, getStack, type Output } from "@pulumi/pulumi";
import type { PatchWindow } from "../../domain/calendars/windows.ts";
import { approvalRules, patchedSystem, patchGroupTag } from "../../domain/defaults/patching.ts";
import { nameTag, typeToken } from "../naming.ts";
import { installCron } from "./plan.ts";

/** Arguments for {@link PatchManager}. */
export interface PatchManagerArgs {
  readonly window: PatchWindow;
}

const document = "AWS-RunPatchBaseline";

/**
 * Patch Manager for the nodes: a daily scan for missing patches, and their installation in the last hour of the window.
 * @see docs/decisions/0021-patch-window-function.md
 */
export class PatchManager extends ComponentResource {
  readonly windowId: Output<string>;
  /** Value of the nodes' tag. */
  readonly patchGroup: Output<string>;

  constructor(name: string, args: PatchManagerArgs, opts?: ComponentResourceOptions) {
    super(typeToken("PatchManager"), name, {}, opts);
    const parent = this;
    const targets = [{ key: `tag:${patchGroupTag}`, values: [getStack()] }];

    const baseline = new PatchBaseline(
      name,
      {
        name: `${getStack()}-nodes`,
        description: `What the nodes of ${getStack()} get, and how soon`,
        operatingSystem: patchedSystem,
        approvalRules,
      },
      { parent },
    );
    const group = new PatchGroup(name, { baselineId: baseline.id, patchGroup: getStack() }, { parent });
    scanDaily();
    const window = createWindow();
    install();

    this.windowId = window.id;
    this.patchGroup = group.patchGroup;
    this.registerOutputs({ windowId: this.windowId });

    function scanDaily() {
      new Association(
        `${name}-scan`,
        {
          associationName: `${getStack()}-patch-scan`,
          name: document,
          targets,
          parameters: { Operation: "Scan", RebootOption: "NoReboot" },
          scheduleExpression: "rate(1 day)",
          complianceSeverity: "CRITICAL",
          maxConcurrency: "50%",
          maxErrors: "50%",
        },
        { parent },
      );
    }

    /** The patch function switches it off while a freeze lasts, and between windows; where nothing switches it, patches are installed. */
    function createWindow() {
      return new MaintenanceWindow(
        name,
        {
          name: `${getStack()}-patches`,
          description: "Installs what the nodes' image lacks",
          schedule: installCron(args.window),
          scheduleTimezone: args.window.timezone,
          duration: 1,
          cutoff: 0,
          enabled: true,
          allowUnassociatedTargets: false,
          tags: nameTag(name),
        },
        { parent, ignoreChanges: ["enabled"] },
      );
    }

    function install() {
      const target = new MaintenanceWindowTarget(
        name,
        { windowId: window.id, name: `${getStack()}-nodes`, resourceType: "INSTANCE", targets },
        { parent },
      );
      new MaintenanceWindowTask(
        name,
        {
          windowId: window.id,
          name: `${getStack()}-install`,
          description: "Installs what is approved, one node after the other",
          taskType: "RUN_COMMAND",
          taskArn: document,
          priority: 1,
          // One node at a time, and none after one that failed: the others go on serving.
          maxConcurrency: "1",
          maxErrors: "0",
          cutoffBehavior: "CONTINUE_TASK",
          targets: [{ key: "WindowTargetIds", values: [target.id] }],
          taskInvocationParameters: {
            runCommandParameters: {
              documentVersion: "$DEFAULT",
              timeoutSeconds: 3600,
              parameters: [
                { name: "Operation", values: ["Install"] },
                { name: "RebootOption", values: ["RebootIfNeeded"] },
              ],
            },
          },
        },
        { parent },
      );
    }
  }
}
