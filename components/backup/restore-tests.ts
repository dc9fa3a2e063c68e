import { RestoreTestingPlan } from "@pulumi/aws/backup/restoreTestingPlan.js";
import { RestoreTestingSelection } from "@pulumi/aws/backup/restoreTestingSelection.js";
import { SubnetGroup } from "@pulumi/aws/rds/subnetGroup.js";
import { ComponentResource, type ComponentResourceOptions, getStack, type Input, jsonStringify, type Output } from "@pulumi/pulumi";
import type { ValidationSettings } from "../../domain/contracts/restore-validation.ts";
import { type ProtectedType, type restoreOverrides, restoreTestingName, validationHours } from "../../domain/defaults/backup.ts";
import { storeSchema } from "../../domain/defaults/database.ts";
import type { OneAtATime } from "../../domain/defaults/functions.ts";
import type { Region } from "../../domain/defaults/regions.ts";
import { StoreFunction } from "../function/function.ts";
import type { InputsOf } from "../function/inputs.ts";
import { FunctionTrigger } from "../function/trigger.ts";
import { nameTag, typeToken } from "../naming.ts";
import { type TestSchedule, testSchedule } from "./plan.ts";
import { type EvidencePlace, type ProtectedArns, validationStatements } from "./validation-policy.ts";

/** Arguments for {@link RestoreTests}. */
export interface RestoreTestsArgs {
  /** Topic that hears when calls get lost. */
  readonly topicArn: Input<string>;
  readonly region: Region;
  readonly accountId: Input<string>;
  readonly schedule: TestSchedule & { readonly timeZone: string };
  readonly maximumRestoreMinutes: number;
  readonly maximumDataLossHours: number;
  /** @default - the newest order's age is not looked at */
  readonly maximumOrderAgeHours?: number | undefined;
  /** The vault that backups are taken from. */
  readonly vaultArn: Input<string>;
  readonly restoreRoleArn: Input<string>;
  /** The resources that are restored, one of each type. */
  readonly resources: ProtectedArns;
  /** The restored database: subnets without egress, and a group that admits the function only. */
  readonly restored: { readonly subnetIds: readonly Input<string>[]; readonly securityGroupId: Input<string> };
  /** Where the function runs. */
  readonly network: { readonly subnetIds: readonly Input<string>[]; readonly securityGroupId: Input<string> };
  /** `spaced`: it looks each half hour only, and not when a restore ends, since three of them end at any moment. */
  readonly oneAtATime: OneAtATime;
  readonly evidence: EvidencePlace;
  /** Key of the store's data. */
  readonly dataKeyArn: Input<string>;
  readonly logKeyArn: Input<string>;
  readonly logRetentionDays: number;
}

/** Parameters of a test's restore, in the keys that AWS Backup takes. */
type Overrides<Type extends ProtectedType> = Readonly<Record<(typeof restoreOverrides)[Type][number], Input<string>>>;

/**
 * Scheduled restores of the newest backups; a function validates what was restored and archives the evidence, then AWS Backup deletes
 * it.
 * @see docs/decisions/0018-restore-tests-and-their-watch.md
 */
export class RestoreTests extends ComponentResource {
  readonly planArn: Output<string>;
  readonly validation: StoreFunction;

  constructor(name: string, args: RestoreTestsArgs, opts?: ComponentResourceOptions) {
    super(typeToken("RestoreTests"), name, {}, opts);
    const parent = this;

    const plan = createPlan();
    const subnets = new SubnetGroup(
      name,
      {
        name: `${getStack()}-${name}`,
        description: "Restored databases that are validated",
        subnetIds: [...args.restored.subnetIds],
        tags: nameTag(name),
      },
      { parent },
    );
    select("RDS", {
      dbSubnetGroupName: subnets.name,
      vpcSecurityGroupIds: jsonStringify([args.restored.securityGroupId]),
      multiAz: "false",
      publiclyAccessible: "false",
    });
    select("EFS", { kmsKeyId: args.dataKeyArn });
    select("S3");
    const validation = createFunction();
    callIt();

    this.planArn = plan.arn;
    this.validation = validation;
    this.registerOutputs({ planArn: this.planArn });

    function createPlan() {
      return new RestoreTestingPlan(
        name,
        {
          name: restoreTestingName(getStack()),
          scheduleExpression: testSchedule(args.schedule),
          scheduleExpressionTimezone: args.schedule.timeZone,
          startWindowHours: 1,
          recoveryPointSelection: {
            algorithm: "LATEST_WITHIN_WINDOW",
            includeVaults: [args.vaultArn],
            // What is left after an attack: the account's point-in-time backups go with the database, the vault's snapshots stay.
            recoveryPointTypes: ["SNAPSHOT"],
            selectionWindowDays: 7,
          },
          tags: nameTag(name),
        },
        { parent },
      );
    }

    function select<Type extends ProtectedType>(type: Type, restoreMetadataOverrides?: Overrides<Type>) {
      new RestoreTestingSelection(
        `${name}-${type.toLowerCase()}`,
        {
          name: `${type.toLowerCase()}_restores`,
          restoreTestingPlanName: plan.name,
          protectedResourceType: type,
          protectedResourceArns: [args.resources[type]],
          iamRoleArn: args.restoreRoleArn,
          validationWindowHours: validationHours,
          ...(restoreMetadataOverrides && { restoreMetadataOverrides }),
        },
        { parent },
      );
    }

    function createFunction() {
      return new StoreFunction(
        "restore-validation",
        {
          source: "restore-validation",
          description: "Validates what AWS Backup restored for a test, and reports the result",
          statements: validationStatements({ ...args, stack: getStack() }),
          environment: { RESTORE_VALIDATION: jsonStringify(settings()) },
          timeoutSeconds: 900,
          memoryMiB: 256,
          // Two at once would give a restored database two passwords.
          oneAtATime: args.oneAtATime,
          network: { subnetIds: args.network.subnetIds, securityGroupIds: [args.network.securityGroupId] },
          logKeyArn: args.logKeyArn,
          logRetentionDays: args.logRetentionDays,
        },
        { parent },
      );
    }

    function settings(): InputsOf<ValidationSettings> {
      const targets = { maximumRestoreSeconds: args.maximumRestoreMinutes * 60, maximumDataLossSeconds: args.maximumDataLossHours * 3600 };
      return {
        stack: getStack(),
        restoreTestingPlanArn: plan.arn,
        targets: { RDS: targets, EFS: targets, S3: targets },
        validationWindowHours: validationHours,
        database: {
          name: storeSchema.name,
          tablePrefix: storeSchema.tablePrefix,
          ...(args.maximumOrderAgeHours !== undefined && { maximumOrderAgeSeconds: args.maximumOrderAgeHours * 3600 }),
        },
        evidence: { bucket: args.evidence.bucketName, accountId: args.accountId },
      };
    }

    function callIt() {
      const detail = { status: ["COMPLETED", "FAILED", "ABORTED"], restoreTestingPlanArn: [plan.arn] };
      const called = { calls: validation, topicArn: args.topicArn };
      if (args.oneAtATime === "reserved") callWhenEnded();
      new FunctionTrigger(
        `${name}-pending`,
        {
          ...called,
          // AWS Backup's events are best effort, and EFS measures a new file system only after a while.
          description: "Restore tests that have not been validated yet",
          when: { schedule: "rate(30 minutes)" },
        },
        { parent },
      );

      function callWhenEnded() {
        new FunctionTrigger(
          `${name}-ended`,
          {
            ...called,
            description: "A restore test has something to validate",
            when: { pattern: { source: ["aws.backup"], "detail-type": ["Restore Job State Change"], detail } },
          },
          { parent },
        );
      }
    }
  }
}
