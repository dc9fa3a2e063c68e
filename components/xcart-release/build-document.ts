import { type Input, interpolate } from "@pulumi/pulumi";
import type { DatabaseAccess } from "../../domain/contracts/database-access.ts";
import { type AutomationDocument, type AutomationStep, expectRelease, releaseParameter } from "./automation.ts";
import { fetchScript, type Script, type ScriptArgs, smokeScript, upgradeScript, uploadScript } from "./scripts.ts";

/** What builds a release. */
export interface BuildArgs {
  readonly stack: string;
  readonly region: string;
  /** Role that the execution takes. */
  readonly roleArn: Input<string>;
  readonly releasesBucket: Input<string>;
  /** PHP as on the nodes, as packages of Amazon Linux. */
  readonly phpPackages: readonly string[];
  readonly access: DatabaseAccess;
  readonly launchTemplateId: Input<string>;
  readonly launchTemplateVersion: Input<string>;
  readonly logGroupName: Input<string>;
  /** What the copy of the database gets. */
  readonly copy: {
    readonly instanceClass: string;
    readonly subnetGroupName: Input<string>;
    readonly parameterGroupName: Input<string>;
    readonly securityGroupId: Input<string>;
    readonly keyArn: Input<string>;
  };
}

/** Identifier of the copy of one execution; the role may touch what is named so, and carries its stack's tag. */
export const copyPrefix = "release-copy-";
const copyName = `${copyPrefix}{{automation:EXECUTION_ID}}`;
/** Four hours: X-Cart's upgrade is an hour on a large store, a copy of a large database two. */
const longest = 4 * 3600;

/**
 * Builds the next release of X-Cart on an instance of its own, on a copy of the database: nothing that shoppers use is touched.
 * Whatever goes wrong, and also when it is cancelled, the instance and the copy are deleted; the execution's result stays `Failed`.
 */
export function buildDocument(args: BuildArgs): AutomationDocument {
  const scriptArgs: ScriptArgs<Input<string>> = { ...args, bucket: args.releasesBucket, copy: copyName };
  return {
    schemaVersion: "0.3",
    description: `Builds the next release of X-Cart for ${args.stack}, away from its nodes. What to do: docs/operations/releases.md`,
    assumeRole: args.roleArn,
    parameters: parametersOf(args),
    mainSteps: [
      expectRelease("RefuseTakenName", args.releasesBucket, "{{Release}}", false),
      expectRelease("RequireFormer", args.releasesBucket, "{{From}}", true),
      ...copySteps(args),
      ...instanceSteps(args),
      command("Fetch", fetchScript(scriptArgs), args, 1800),
      command("Upgrade", upgradeScript(scriptArgs), args, 7200),
      command("SmokeTest", smokeScript(), args, 1800),
      command("Upload", uploadScript(scriptArgs), args, 1800),
      ...cleanUp(),
    ],
  };
}

const parametersOf = ({ stack }: BuildArgs): AutomationDocument["parameters"] => ({
  Release: releaseParameter("The new release: X-Cart's version and how often it was built, such as 5.6.0.12-1"),
  From: releaseParameter("The release to start from, in the bucket"),
  Kind: { type: "String", description: "What X-Cart's upgrade takes", allowedValues: ["build", "minor"], default: "build" },
  Database: {
    type: "String",
    description: "copy: upgrade and try out on a copy of the database; none: files only",
    allowedValues: ["copy", "none"],
    default: "copy",
  },
  SourceDatabase: {
    type: "String",
    description: "The database that is copied, such as one restored from production",
    allowedPattern: "^[a-z]([a-z0-9]|-(?!-)){0,61}[a-z0-9]$",
    default: `${stack}-database`,
  },
});

/** A database as it was a few minutes ago, encrypted, that nobody but the builder reaches. */
function copySteps({ stack, copy }: BuildArgs): AutomationStep[] {
  const restore = {
    SourceDBInstanceIdentifier: "{{SourceDatabase}}",
    TargetDBInstanceIdentifier: copyName,
    UseLatestRestorableTime: true,
    DBInstanceClass: copy.instanceClass,
    DBSubnetGroupName: copy.subnetGroupName,
    DBParameterGroupName: copy.parameterGroupName,
    VpcSecurityGroupIds: [copy.securityGroupId],
    PubliclyAccessible: false,
    MultiAZ: false,
    DeletionProtection: false,
    // A password of its own: the source's is not handed on.
    ManageMasterUserPassword: true,
    MasterUserSecretKmsKeyId: copy.keyArn,
    Tags: [{ Key: "stack", Value: stack }],
  };
  return [
    choose("ChooseCopy", "CopyDatabase", "LaunchBuilder"),
    { name: "CopyDatabase", action: "aws:executeAwsApi", inputs: { Service: "rds", Api: "RestoreDBInstanceToPointInTime", ...restore } },
    {
      name: "WaitForCopy",
      action: "aws:waitForAwsResourceProperty",
      inputs: {
        Service: "rds",
        Api: "DescribeDBInstances",
        DBInstanceIdentifier: copyName,
        PropertySelector: "$.DBInstances[0].DBInstanceStatus",
        DesiredValues: ["available"],
      },
      timeoutSeconds: longest / 2,
      onFailure: "step:DeleteCopy",
      onCancel: "step:DeleteCopy",
    },
  ];
}

function instanceSteps({ launchTemplateId, launchTemplateVersion }: BuildArgs): AutomationStep[] {
  return [
    {
      name: "LaunchBuilder",
      action: "aws:executeAwsApi",
      inputs: {
        Service: "ec2",
        Api: "RunInstances",
        LaunchTemplate: { LaunchTemplateId: launchTemplateId, Version: launchTemplateVersion },
        MinCount: 1,
        MaxCount: 1,
        // A second try of the same execution finds the first one's instance.
        ClientToken: "{{automation:EXECUTION_ID}}",
      },
      outputs: [{ Name: "InstanceId", Selector: "$.Instances[0].InstanceId", Type: "String" }],
      onFailure: "step:ChooseDeletion",
      onCancel: "step:ChooseDeletion",
    },
    {
      name: "WaitForBuilder",
      action: "aws:waitForAwsResourceProperty",
      inputs: {
        Service: "ssm",
        Api: "DescribeInstanceInformation",
        Filters: [{ Key: "InstanceIds", Values: ["{{LaunchBuilder.InstanceId}}"] }],
        PropertySelector: "$.InstanceInformationList[0].PingStatus",
        DesiredValues: ["Online"],
      },
      timeoutSeconds: 900,
      ...orTerminate,
    },
  ];
}

const orTerminate = { onFailure: "step:TerminateBuilder", onCancel: "step:TerminateBuilder" } as const;

function command(name: string, script: Script<Input<string>>, { logGroupName }: BuildArgs, seconds: number): AutomationStep {
  return {
    name,
    action: "aws:runCommand",
    inputs: {
      DocumentName: "AWS-RunShellScript",
      InstanceIds: ["{{LaunchBuilder.InstanceId}}"],
      Parameters: { commands: commandsOf(script), executionTimeout: [String(seconds)] },
      CloudWatchOutputConfig: { CloudWatchOutputEnabled: true, CloudWatchLogGroupName: logGroupName },
    },
    timeoutSeconds: seconds + 300,
    ...orTerminate,
  };
}

/** The commands of a script: its variables, quoted, before its body. */
const commandsOf = (script: Script<Input<string>>) => [
  "#!/bin/bash",
  ...script.map((part) => (typeof part === "string" ? part : interpolate`${part[0]}='${part[1]}'`)),
];

/** The instance goes first: it holds connections to the copy. */
function cleanUp(): AutomationStep[] {
  return [
    {
      name: "TerminateBuilder",
      action: "aws:executeAwsApi",
      inputs: { Service: "ec2", Api: "TerminateInstances", InstanceIds: ["{{LaunchBuilder.InstanceId}}"] },
      onFailure: "step:ChooseDeletion",
    },
    { ...choose("ChooseDeletion", "DeleteCopy"), isEnd: true },
    {
      name: "DeleteCopy",
      action: "aws:executeAwsApi",
      inputs: {
        Service: "rds",
        Api: "DeleteDBInstance",
        DBInstanceIdentifier: copyName,
        SkipFinalSnapshot: true,
        DeleteAutomatedBackups: true,
      },
      isEnd: true,
    },
  ];
}

/** Goes on with one step where there is a copy of the database, and with another where not. */
const choose = (name: string, withCopy: string, without?: string): AutomationStep => ({
  name,
  action: "aws:branch",
  inputs: {
    Choices: [{ NextStep: withCopy, Variable: "{{Database}}", StringEquals: "copy" }],
    ...(without !== undefined && { Default: without }),
  },
});
