import { Parameter } from "@pulumi/aws/ssm/parameter.js";
import { ComponentResource, type ComponentResourceOptions, getStack, type Input, jsonStringify, type Output } from "@pulumi/pulumi";
import type { PatchRequest } from "../../domain/contracts/patch-window.ts";
import type { OneAtATime } from "../../domain/defaults/functions.ts";
import { newestImageParameter, patchParameters, recordsPrefix, unwrittenState } from "../../domain/defaults/patching.ts";
import type { Region } from "../../domain/defaults/regions.ts";
import type { EvidencePlace } from "../backup/validation-policy.ts";
import { StoreFunction } from "../function/function.ts";
import { FunctionSchedule } from "../function/function-schedule.ts";
import type { InputsOf } from "../function/inputs.ts";
import { nameTag, typeToken } from "../naming.ts";
import { PatchManager } from "./patch-manager.ts";
import { patchingStatements } from "./policy.ts";

/** Arguments for {@link Patching}. */
export interface PatchingArgs extends Pick<PatchRequest, "window" | "freezes" | "emergency" | "soakDays" | "stagingParameter"> {
  /** Topic that hears when calls get lost. */
  readonly topicArn: Input<string>;
  readonly region: Region;
  readonly accountId: Input<string>;
  /** Whether nodes take their image from the store's parameter; false where the settings pin one. */
  readonly movesImage: boolean;
  readonly groupName: Input<string>;
  readonly groupArn: Input<string>;
  /** Names of the alarms that keep a window from beginning, and roll back to the previous image. */
  readonly alarms: readonly Input<string>[];
  readonly backup: {
    readonly vaultName: Input<string>;
    readonly vaultArn: Input<string>;
    readonly roleArn: Input<string>;
    /** Resources that are backed up before each window. */
    readonly resourceArns: readonly Input<string>[];
    readonly keepDays: number;
  };
  /** Where the windows' records lie. */
  readonly records: EvidencePlace;
  readonly oneAtATime: OneAtATime;
  readonly dataKeyArn: Input<string>;
  readonly logKeyArn: Input<string>;
  readonly logRetentionDays: number;
}

/** Timeout of a run, which waits for nothing: what is left undone, the next run does. */
const MAX_RUN_SECONDS = 120;

/**
 * A function that patches a store in its weekly windows: a backup, new nodes from an image that staging has tried, and a rollback when
 * an alarm fires; Patch Manager adds what images lack.
 * @see docs/decisions/0021-patch-window-function.md
 */
export class Patching extends ComponentResource {
  readonly functionName: Output<string>;

  constructor(name: string, args: PatchingArgs, opts?: ComponentResourceOptions) {
    super(typeToken("Patching"), name, {}, opts);
    const parent = this;
    const description = "Patches the store in its windows";

    const manager = new PatchManager(`${name}-manager`, { window: args.window }, { parent });
    const state = createState();
    const lambda = createFunction();
    schedule();

    this.functionName = lambda.functionName;
    this.registerOutputs({ functionName: this.functionName });

    /** Production reads staging's: which image has run there since when. */
    function createState() {
      return new Parameter(
        name,
        {
          name: patchParameters.state(getStack()),
          description: `State of patching of ${getStack()}, and images that have run`,
          type: "SecureString",
          keyId: args.dataKeyArn,
          value: unwrittenState,
          tags: nameTag(name),
        },
        { parent, ignoreChanges: ["value"] },
      );
    }

    function createFunction() {
      return new StoreFunction(
        name,
        {
          source: "patch-window",
          description,
          statements: patchingStatements({ ...args, stack: getStack(), maintenanceWindowId: manager.windowId }),
          environment: {},
          timeoutSeconds: MAX_RUN_SECONDS,
          memoryMiB: 256,
          // Two at once would each write where the window stands; a call each five minutes runs two minutes at most.
          oneAtATime: args.oneAtATime,
          logKeyArn: args.logKeyArn,
          logRetentionDays: args.logRetentionDays,
          after: [state],
        },
        { parent },
      );
    }

    function schedule() {
      new FunctionSchedule(
        `${name}-schedule`,
        {
          region: args.region,
          accountId: args.accountId,
          function: name,
          functionArn: lambda.functionArn,
          description,
          topicArn: args.topicArn,
          expression: "rate(5 minutes)",
          input: jsonStringify(request()),
        },
        { parent },
      );
    }

    function request(): InputsOf<PatchRequest> {
      const { vaultName, roleArn, resourceArns, keepDays } = args.backup;
      const { window, freezes, emergency, soakDays, stagingParameter } = args;
      return {
        stack: getStack(),
        window,
        freezes,
        ...(emergency && { emergency }),
        soakDays,
        ...(stagingParameter !== undefined && { stagingParameter }),
        ...(args.movesImage && { imageParameter: patchParameters.image(getStack()) }),
        newestParameter: newestImageParameter,
        stateParameter: patchParameters.state(getStack()),
        stateKeyArn: args.dataKeyArn,
        groupName: args.groupName,
        patchGroup: manager.patchGroup,
        alarms: args.alarms,
        maintenanceWindowId: manager.windowId,
        backup: { vaultName, roleArn, resourceArns, keepDays },
        records: { bucket: args.records.bucketName, prefix: recordsPrefix },
      };
    }
  }
}
