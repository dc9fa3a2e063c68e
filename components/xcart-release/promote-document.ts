import type { Input } from "@pulumi/pulumi";
import {
  type AutomationDocument,
  type AutomationStep,
  expectObjects,
  expectRelease,
  releaseKeys,
  releaseParameter,
  sumParameter,
} from "./automation.ts";
import { type BuilderSteps, command, copySteps, deleteCopy, instanceSteps, onNodes, terminateBuilder } from "./builder-steps.ts";
import { closeNodesScript, openNodesScript } from "./door-scripts.ts";
import { migrateScript, type PromoteScriptArgs, prepareScript, rehearseScript } from "./promote-scripts.ts";
import { expectState, putState, readState } from "./state-steps.ts";

/** Arguments for {@link promoteDocument}. */
export interface PromoteArgs extends BuilderSteps, Omit<PromoteScriptArgs<Input<string>>, "bucket"> {
  /** Role that the execution takes. */
  readonly roleArn: Input<string>;
  readonly releasesBucket: Input<string>;
  /** Identifier of the store's own database. */
  readonly databaseName: string;
}

/** Snapshots that a promotion makes are named so, and by its execution. */
export const snapshotPrefix = (stack: string): string => `${stack}-promote-`;

/** Timeout of the rehearsal, and of the upgrade: each takes an hour on a large store. */
const maxUpgradeSeconds = 7200;

/**
 * Brings the store's own database to where staging's copy was when the release was built: rehearses X-Cart's upgrade on a copy of it and
 * compares that with staging's record; then closes the store, takes a snapshot, and does it in earnest. What fails before the database is
 * touched opens the store again; after that it stays closed, and the next execution goes on with what it finds.
 */
export function promoteDocument(args: PromoteArgs): AutomationDocument {
  const scripts = { ...args, bucket: args.releasesBucket };
  return {
    schemaVersion: "0.3",
    description: `Upgrades the database of ${args.stack} to a release of X-Cart. What to do: docs/operations/releases.md`,
    assumeRole: args.roleArn,
    parameters: {
      Release: releaseParameter("The release, in the bucket with the record of its upgrade"),
      Sha256: sumParameter("its archive"),
      RecordSha256: sumParameter("the record of its upgrade"),
      From: releaseParameter("The release that the store runs"),
      FromSha256: sumParameter("that one's archive"),
    },
    mainSteps: [
      ...checks(args),
      ...copySteps(args, args.databaseName),
      ...instanceSteps(args, "step:DeleteCopy"),
      command("Prepare", prepareScript(scripts), args, 1800),
      command("Rehearse", rehearseScript(scripts), args, maxUpgradeSeconds),
      ...close(args),
      ...snapshot(args),
      putState("Begin", args.stack, "upgrade", "begun {{Release}}", reopening),
      command("Migrate", migrateScript(scripts), args, maxUpgradeSeconds),
      putState("Finish", args.stack, "upgrade", "done {{Release}}", {
        nextStep: "TerminateBuilder",
        onFailure: "step:TerminateBuilder",
      }),
      ...open(args),
      terminateBuilder("step:DeleteCopy"),
      deleteCopy(args.stack),
    ],
  };
}

const reopening = { onFailure: "step:ChooseOpening", onCancel: "step:ChooseOpening" } as const;

/** All that can be known before anything is made. */
function checks({ stack, releasesBucket }: PromoteArgs): AutomationStep[] {
  return [
    expectRelease("RequireRelease", releasesBucket, "{{Release}}", true),
    expectObjects("RequireRecordOfStaging", releasesBucket, releaseKeys("{{Release}}").scenario, 1),
    expectRelease("RequireFormer", releasesBucket, "{{From}}", true),
    expectState("RefuseWhileAnotherIsUnderWay", stack, "upgrade", ["none", "begun {{Release}}"]),
    readState("ReadProgress", stack, "upgrade"),
  ];
}

/** The next nodes read it when they boot; those that are there are told. */
const close = (args: PromoteArgs): AutomationStep[] => [
  putState("Close", args.stack, "door", "upgrading {{Release}}", reopening),
  onNodes("CloseNodes", closeNodesScript("{{From}}"), args.stack, 600, "step:ChooseOpening"),
];

/** A database that is upgraded in part is none to go back to. */
function snapshot({ stack, databaseName }: PromoteArgs): AutomationStep[] {
  const name = `${snapshotPrefix(stack)}{{automation:EXECUTION_ID}}`;
  const tags = { stack, Name: name, release: "{{Release}}", from: "{{From}}" };
  return [
    unlessBegun("ChooseSnapshot", "Snapshot", "Migrate"),
    {
      name: "Snapshot",
      action: "aws:executeAwsApi",
      inputs: {
        Service: "rds",
        Api: "CreateDBSnapshot",
        DBInstanceIdentifier: databaseName,
        DBSnapshotIdentifier: name,
        Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
      },
      ...reopening,
    },
    {
      name: "WaitForSnapshot",
      action: "aws:waitForAwsResourceProperty",
      inputs: {
        Service: "rds",
        Api: "DescribeDBSnapshots",
        DBSnapshotIdentifier: name,
        PropertySelector: "$.DBSnapshots[0].Status",
        DesiredValues: ["available"],
      },
      timeoutSeconds: 3600,
      ...reopening,
    },
  ];
}

/** Opens only what this execution has closed, and only if its database has not been touched. */
const open = (args: PromoteArgs): AutomationStep[] => [
  unlessBegun("ChooseOpening", "Open", "TerminateBuilder"),
  putState("Open", args.stack, "door", "open", { onFailure: "step:TerminateBuilder" }),
  onNodes("OpenNodes", openNodesScript(), args.stack, 300, "step:TerminateBuilder"),
];

const unlessBegun = (name: string, fresh: string, resumed: string): AutomationStep => ({
  name,
  action: "aws:branch",
  inputs: { Choices: [{ NextStep: fresh, Variable: "{{ReadProgress.Value}}", StringEquals: "none" }], Default: resumed },
});
