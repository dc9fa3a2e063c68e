import { type Input, interpolate } from "@pulumi/pulumi";
import type { AutomationStep } from "./automation.ts";
import type { Script } from "./script.ts";

/** A builder. */
export interface InstanceSteps {
  readonly stack: string;
  readonly launchTemplateId: Input<string>;
  readonly launchTemplateVersion: Input<string>;
  readonly logGroupName: Input<string>;
}

/** The builder, and the copy of a database that it works on. */
export interface BuilderSteps extends InstanceSteps {
  /** Settings of the copy of the database. */
  readonly copy: {
    readonly instanceClass: string;
    readonly subnetGroupName: Input<string>;
    readonly parameterGroupName: Input<string>;
    readonly securityGroupId: Input<string>;
    readonly keyArn: Input<string>;
  };
}

/** Where a step that fails, or is cancelled, leads. */
export type Otherwise = "Abort" | `step:${string}`;

const otherwise = (way: Otherwise) => ({ onFailure: way, onCancel: way }) as const;

/** Prefix of a stack's copies of databases, by which its roles recognise them; short, since with an execution's id a name ends at RDS's 63 characters. */
export const copyPrefix = (stack: string): string => `${stack}-c-`;
/** Identifier of the copy of one execution. */
export const copyName = (stack: string): string => `${copyPrefix(stack)}{{automation:EXECUTION_ID}}`;
/** Timeout of a copy: a large database takes two hours. */
const maxCopySeconds = 2 * 3600;

/** Steps that make a copy of a database as of a few minutes ago, encrypted, which only the builder reaches. */
export function copySteps({ stack, copy }: BuilderSteps, source: string): AutomationStep[] {
  const restore = {
    SourceDBInstanceIdentifier: source,
    TargetDBInstanceIdentifier: copyName(stack),
    UseLatestRestorableTime: true,
    DBInstanceClass: copy.instanceClass,
    DBSubnetGroupName: copy.subnetGroupName,
    DBParameterGroupName: copy.parameterGroupName,
    VpcSecurityGroupIds: [copy.securityGroupId],
    PubliclyAccessible: false,
    MultiAZ: false,
    DeletionProtection: false,
    Tags: [{ Key: "stack", Value: stack }],
  };
  // Restoring takes no managed password for MySQL (docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RestoreDBInstanceToPointInTime.html).
  const password = {
    DBInstanceIdentifier: copyName(stack),
    ManageMasterUserPassword: true,
    MasterUserSecretKmsKeyId: copy.keyArn,
    ApplyImmediately: true,
  };
  const wait = (name: string, selector: string, value: string): AutomationStep => ({
    name,
    action: "aws:waitForAwsResourceProperty",
    inputs: {
      Service: "rds",
      Api: "DescribeDBInstances",
      DBInstanceIdentifier: copyName(stack),
      PropertySelector: `$.DBInstances[0].${selector}`,
      DesiredValues: [value],
    },
    timeoutSeconds: maxCopySeconds,
    ...otherwise("step:DeleteCopy"),
  });
  return [
    { name: "CopyDatabase", action: "aws:executeAwsApi", inputs: { Service: "rds", Api: "RestoreDBInstanceToPointInTime", ...restore } },
    wait("WaitForCopy", "DBInstanceStatus", "available"),
    {
      name: "GivePassword",
      action: "aws:executeAwsApi",
      inputs: { Service: "rds", Api: "ModifyDBInstance", ...password },
      ...otherwise("step:DeleteCopy"),
    },
    wait("WaitForPassword", "MasterUserSecret.SecretStatus", "active"),
  ];
}

/** An instance that commands can be sent to; without one, `none` is what is left to do. */
export function instanceSteps({ launchTemplateId, launchTemplateVersion }: InstanceSteps, none: Otherwise): AutomationStep[] {
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
      ...otherwise(none),
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
      ...otherwise("step:TerminateBuilder"),
    },
  ];
}

/** Runs a script on the builder; what it writes is kept. */
export const command = (
  name: string,
  script: Script<Input<string>>,
  { logGroupName }: Pick<InstanceSteps, "logGroupName">,
  seconds: number,
  way: Otherwise = "step:TerminateBuilder",
): AutomationStep =>
  shell(name, script, seconds, way, {
    InstanceIds: ["{{LaunchBuilder.InstanceId}}"],
    CloudWatchOutputConfig: { CloudWatchOutputEnabled: true, CloudWatchLogGroupName: logGroupName },
  });

/** Runs a script on each node that there is; the step fails where one of them does. */
export const onNodes = (name: string, script: Script<Input<string>>, stack: string, seconds: number, way: Otherwise): AutomationStep =>
  shell(name, script, seconds, way, { Targets: [{ Key: "tag:Name", Values: [nodeTag(stack)] }], MaxErrors: "0" });

/** Name tag of a store's nodes. */
export const nodeTag = (stack: string): string => `${stack}-web`;

function shell(
  name: string,
  script: Script<Input<string>>,
  seconds: number,
  way: Otherwise,
  inputs: Readonly<Record<string, unknown>>,
): AutomationStep {
  return {
    name,
    action: "aws:runCommand",
    inputs: {
      DocumentName: "AWS-RunShellScript",
      Parameters: { commands: commandsOf(script), executionTimeout: [String(seconds)] },
      ...inputs,
    },
    timeoutSeconds: seconds + 300,
    onFailure: way,
    onCancel: way,
  };
}

/** The commands of a script: its variables, quoted, before its body. */
const commandsOf = (script: Script<Input<string>>) => [
  "#!/bin/bash",
  ...script.map((part) => (typeof part === "string" ? part : interpolate`${part[0]}='${part[1]}'`)),
];

/** Ends the builder; it holds connections to the copy, which goes next. */
export const terminateBuilder = (after: Otherwise): AutomationStep => ({
  name: "TerminateBuilder",
  action: "aws:executeAwsApi",
  inputs: { Service: "ec2", Api: "TerminateInstances", InstanceIds: ["{{LaunchBuilder.InstanceId}}"] },
  onFailure: after,
});

/** Deletes the copy: the end of every way. */
export const deleteCopy = (stack: string): AutomationStep => ({
  name: "DeleteCopy",
  action: "aws:executeAwsApi",
  inputs: {
    Service: "rds",
    Api: "DeleteDBInstance",
    DBInstanceIdentifier: copyName(stack),
    SkipFinalSnapshot: true,
    DeleteAutomatedBackups: true,
  },
  isEnd: true,
});
