import { type Input, interpolate, jsonStringify } from "@pulumi/pulumi";
import { allow, type IamStatement } from "../../domain/iam/statement.ts";
import { admitToRoot, type FilesPolicyArgs, filesPolicy } from "../files/files-policy.ts";
import type { AutomationDocument, AutomationParameter, AutomationStep } from "../xcart-release/automation.ts";
import { nodeDocument } from "./command-document.ts";
import { commandsForNodes } from "./commands.ts";

/** Arguments for the document that moves restored files. */
export interface MoveFilesArgs extends FilesPolicyArgs {
  readonly stack: string;
  readonly region: string;
  readonly accountId: Input<string>;
  readonly fileSystemId: Input<string>;
  /** Where the command's output goes. */
  readonly logGroupName: Input<string>;
}

/** Timeout of the work, which includes five minutes until the file system knows the policy. */
const maxSeconds = 3 * 3600;
const rootName = (stack: string): string => `${stack}-move-files`;

/**
 * Lets one node look at the root of the file system, where AWS Backup puts what it restores, and move it to where nodes look. The
 * way in is an access point and a policy that are taken away again whatever happens: a node's own reach ends at /xcart.
 */
export function moveFilesDocument(args: MoveFilesArgs, roleArn: Input<string>): AutomationDocument {
  const { stack } = args;
  const rootArn = interpolate`arn:aws:elasticfilesystem:${args.region}:${args.accountId}:access-point/{{OpenRoot.AccessPoint}}`;
  return {
    schemaVersion: "0.3",
    description: `Moves restored files of ${stack} to where its nodes look for them. What to do: docs/operations/restore.md`,
    assumeRole: roleArn,
    parameters: { Node: { type: "String", description: "The node that does it", allowedPattern: "^i-[0-9a-f]{8,40}$" }, ...ofCommand() },
    mainSteps: [
      openRoot(args),
      waitForRoot,
      putPolicy("AdmitNode", args, jsonStringify(filesPolicy(args, [admitToRoot(args, rootArn)])), "step:CloseRoot"),
      move(args),
      putPolicy("TakePolicyBack", args, jsonStringify(filesPolicy(args)), "Continue"),
      closeRoot,
    ],
    outputs: ["Move.Output"],
  };
}

/** The parameters of the command, but for those that the steps know. */
function ofCommand(): Record<string, AutomationParameter> {
  const { parameters = {} } = commandsForNodes.find(({ name }) => name === "files") ?? {};
  const asked = Object.entries(parameters).filter(([name]) => name !== "FileSystem" && name !== "AccessPoint");
  return Object.fromEntries(asked.map(([name, rest]) => [name, { type: "String", ...rest }]));
}

const openRoot = ({ stack, fileSystemId }: MoveFilesArgs): AutomationStep => ({
  name: "OpenRoot",
  action: "aws:executeAwsApi",
  inputs: {
    Service: "efs",
    Api: "CreateAccessPoint",
    // A second try of the same execution finds the first one's.
    ClientToken: "{{automation:EXECUTION_ID}}",
    FileSystemId: fileSystemId,
    PosixUser: { Uid: 0, Gid: 0 },
    RootDirectory: { Path: "/" },
    Tags: [{ Key: "Name", Value: rootName(stack) }],
  },
  outputs: [{ Name: "AccessPoint", Selector: "$.AccessPointId", Type: "String" }],
});

const waitForRoot: AutomationStep = {
  name: "WaitForRoot",
  action: "aws:waitForAwsResourceProperty",
  inputs: {
    Service: "efs",
    Api: "DescribeAccessPoints",
    AccessPointId: "{{OpenRoot.AccessPoint}}",
    PropertySelector: "$.AccessPoints[0].LifeCycleState",
    DesiredValues: ["available"],
  },
  timeoutSeconds: 300,
  onFailure: "step:CloseRoot",
  onCancel: "step:CloseRoot",
};

const putPolicy = (
  name: string,
  { fileSystemId }: MoveFilesArgs,
  Policy: unknown,
  onFailure: AutomationStep["onFailure"],
): AutomationStep => ({
  name,
  action: "aws:executeAwsApi",
  inputs: { Service: "efs", Api: "PutFileSystemPolicy", FileSystemId: fileSystemId, Policy },
  ...(onFailure && { onFailure }),
});

const move = ({ stack, fileSystemId, logGroupName }: MoveFilesArgs): AutomationStep => ({
  name: "Move",
  action: "aws:runCommand",
  inputs: {
    DocumentName: nodeDocument(stack, "files"),
    InstanceIds: ["{{Node}}"],
    Parameters: {
      ...Object.fromEntries(Object.keys(ofCommand()).map((name) => [name, [`{{${name}}}`]])),
      FileSystem: [fileSystemId],
      AccessPoint: ["{{OpenRoot.AccessPoint}}"],
    },
    CloudWatchOutputConfig: { CloudWatchOutputEnabled: true, CloudWatchLogGroupName: logGroupName },
  },
  timeoutSeconds: maxSeconds,
  onFailure: "step:TakePolicyBack",
  onCancel: "step:TakePolicyBack",
});

const closeRoot: AutomationStep = {
  name: "CloseRoot",
  action: "aws:executeAwsApi",
  inputs: { Service: "efs", Api: "DeleteAccessPoint", AccessPointId: "{{OpenRoot.AccessPoint}}" },
  isEnd: true,
};

/** Permissions of an execution: open and close the root of this one file system, and run this one document on the store's nodes. */
export function moveFilesStatements({ stack, region, accountId, fileSystemArn }: MoveFilesArgs): IamStatement[] {
  const points = interpolate`arn:aws:elasticfilesystem:${region}:${accountId}:access-point/*`;
  const own = { "aws:ResourceTag/Name": rootName(stack) };
  return [
    allow("OpenRoot", ["elasticfilesystem:CreateAccessPoint", "elasticfilesystem:TagResource"], fileSystemArn),
    allow("TagRoot", ["elasticfilesystem:TagResource"], points, {
      StringEquals: { "elasticfilesystem:CreateAction": "CreateAccessPoint" },
    }),
    allow("FindRoot", ["elasticfilesystem:DescribeAccessPoints"], points),
    allow("CloseRoot", ["elasticfilesystem:DeleteAccessPoint"], points, { StringEquals: own }),
    allow("Policy", ["elasticfilesystem:PutFileSystemPolicy"], fileSystemArn),
    allow("Command", ["ssm:SendCommand"], interpolate`arn:aws:ssm:${region}:${accountId}:document/${nodeDocument(stack, "files")}`),
    allow("OnNodes", ["ssm:SendCommand"], interpolate`arn:aws:ec2:${region}:${accountId}:instance/*`, {
      StringEquals: { "aws:ResourceTag/stack": stack },
    }),
    allow("Look", ["ssm:DescribeInstanceInformation", "ssm:GetCommandInvocation", "ssm:ListCommandInvocations", "ssm:ListCommands"], "*"),
  ];
}
