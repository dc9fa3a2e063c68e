import { CreateAccessPointCommand, CreateFileSystemCommand, DescribeAccessPointsCommand, EFSClient } from "@aws-sdk/client-efs";
import { beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { filesPolicy } from "../../../components/files/files-policy.ts";
import { NodeDocuments } from "../../../components/node-documents/node-documents.ts";
import { faultsOf } from "../../support/aws/judge.ts";
import { findModels, modelOf } from "../../support/aws/model.ts";
import { emulatedAws } from "../../support/emulators/aws.ts";
import { deploy, type Registration } from "../../support/offline.ts";
import { decide, decideFor } from "../iam.ts";
import { accountId, only, region, textOf } from "../registrations.ts";
import { type Automation, automationSchema } from "../xcart-release/automation-schema.ts";
import { execute } from "../xcart-release/interpreter.ts";

const fileSystemArn = `arn:aws:elasticfilesystem:${region}:${accountId}:file-system/fs-0123456789abcdef0`;
const files = {
  fileSystemArn,
  accessPointArn: `arn:aws:elasticfilesystem:${region}:${accountId}:access-point/fsap-1`,
  nodeRoleArn: `arn:aws:iam::${accountId}:role/node`,
};

let made: readonly Registration[];
let document: Automation;
beforeAll(async () => {
  await findModels();
  made = await deploy(
    () => new NodeDocuments("node", { ...files, region, accountId, fileSystemId: "fs-0123456789abcdef0", logGroupName: "/test/web" }),
  );
  const content: Record<string, unknown> = JSON.parse(textOf(only(made, "aws:ssm/document:Document", "move-files").inputs.content));
  document = automationSchema.parse({ ...content, assumeRole: "arn:role" });
});

/** Every call that an execution made, in order, each one that AWS would take. */
let calls: { readonly api: string; readonly input: Readonly<Record<string, unknown>> }[] = [];
beforeEach(() => {
  calls = [];
});

const execution = async (failing?: string, parameters: Readonly<Record<string, string>> = { Do: "move" }) => {
  const ran: Readonly<Record<string, readonly string[]>>[] = [];
  const outcome = await execute(document, {
    id: "11111111-2222-3333-4444-555555555555",
    parameters: { Node: "i-0123456789abcdef0", ...parameters },
    call: async (service, api, input) => {
      const { input: asked } = modelOf(service).operations[api] ?? {};
      const faults = asked ? faultsOf(modelOf(service), asked.shape, input, api) : [`${api}: no operation of AWS`];
      if (faults.length > 0) throw new Error(faults.join("; "));
      calls.push({ api, input });
      if (api === failing) throw new Error(`${api} failed`);
      if (api === "DescribeAccessPoints") return { AccessPoints: [{ LifeCycleState: "available" }] };
      return { AccessPointId: "fsap-0123456789abcdef0" };
    },
    run: async (step, _commands, given) => {
      ran.push(given);
      if (step === failing) throw new Error(`${step} failed`);
    },
  });
  return { ...outcome, ran, policies: calls.filter(({ api }) => api === "PutFileSystemPolicy").map(({ input }) => input.Policy) };
};

/** What a policy says to a node that is at the root, through an access point. */
const root = (policy: unknown, point: string) =>
  decide(policy, {
    principal: files.nodeRoleArn,
    action: "elasticfilesystem:ClientRootAccess",
    resource: fileSystemArn,
    context: {
      "elasticfilesystem:AccessPointArn": `arn:aws:elasticfilesystem:${region}:${accountId}:access-point/${point}`,
      "aws:SecureTransport": "true",
    },
  });

describe("restored files are moved", () => {
  test("through a way to the root that is open for the command alone", async () => {
    const { status, steps, errors, ran, policies } = await execution();
    expect([status, errors, steps]).toEqual([
      "Success",
      [],
      ["OpenRoot", "WaitForRoot", "AdmitNode", "Move", "TakePolicyBack", "CloseRoot"],
    ]);
    expect(policies.map((policy) => [root(policy, "fsap-0123456789abcdef0"), root(policy, "fsap-1")])).toEqual([
      ["allowed", "unmentioned"],
      ["unmentioned", "unmentioned"],
    ]);
    expect(JSON.parse(String(policies[1]))).toEqual(filesPolicy(files));
    expect(ran).toEqual([
      {
        Do: ["move"],
        From: ["newest"],
        Aside: ["before-restore"],
        Folder: ["xcart"],
        FileSystem: ["fs-0123456789abcdef0"],
        AccessPoint: ["fsap-0123456789abcdef0"],
      },
    ]);
  });

  test.each([
    ["CreateAccessPoint", []],
    ["DescribeAccessPoints", ["DeleteAccessPoint"]],
    ["PutFileSystemPolicy", ["DeleteAccessPoint"]],
    ["Move", ["PutFileSystemPolicy", "DeleteAccessPoint"]],
  ])("and nothing stays open where %s fails", async (failing, after) => {
    const { status, policies } = await execution(failing);
    expect([status, calls.slice(calls.length - after.length).map(({ api }) => api)]).toEqual(["Failed", after]);
    if (failing === "Move") expect(root(policies.at(-1), "fsap-0123456789abcdef0")).toBe("unmentioned");
  });

  test("on a node, not on whatever is named", async () => {
    await expect(execution(undefined, { Node: "i-1; id" })).rejects.toThrow("Node");
  });
});

test("an execution opens this file system only, and runs this document on the store's nodes only", () => {
  const may = (action: string, resource: string, context: Record<string, string> = {}) =>
    decideFor([only(made, "aws:iam/policy:Policy", "move-files").inputs.policy], { action, resource, context });
  const other = fileSystemArn.replace("fs-0", "fs-f");
  const point = `arn:aws:elasticfilesystem:${region}:${accountId}:access-point/fsap-9`;
  const instance = `arn:aws:ec2:${region}:${accountId}:instance/i-1`;
  const documentArn = (name: string) => `arn:aws:ssm:${region}:${accountId}:document/${name}`;
  expect([
    may("elasticfilesystem:PutFileSystemPolicy", fileSystemArn),
    may("elasticfilesystem:PutFileSystemPolicy", other),
    may("elasticfilesystem:DeleteAccessPoint", point, { "aws:ResourceTag/Name": "test-move-files" }),
    may("elasticfilesystem:DeleteAccessPoint", point, { "aws:ResourceTag/Name": "test-files" }),
    may("ssm:SendCommand", instance, { "aws:ResourceTag/stack": "test" }),
    may("ssm:SendCommand", instance, { "aws:ResourceTag/stack": "other" }),
    may("ssm:SendCommand", documentArn("test-node-files")),
    may("ssm:SendCommand", documentArn("AWS-RunShellScript")),
  ]).toEqual(["allowed", "unmentioned", "allowed", "unmentioned", "allowed", "unmentioned", "allowed", "unmentioned"]);
});

test("the file system's API takes an access point to its root, as the document asks for it", async () => {
  const efs = new EFSClient((await emulatedAws()).client);
  const { FileSystemId } = await efs.send(new CreateFileSystemCommand({ CreationToken: "move-files" }));
  await execution();
  const asked = JSON.stringify({ ...calls.find(({ api }) => api === "CreateAccessPoint")?.input, FileSystemId });
  const { AccessPointId } = await efs.send(new CreateAccessPointCommand(JSON.parse(asked)));
  const { AccessPoints = [] } = await efs.send(new DescribeAccessPointsCommand({ AccessPointId }));
  expect(AccessPoints).toMatchObject([{ RootDirectory: { Path: "/" }, Tags: [{ Key: "Name", Value: "test-move-files" }] }]);
});
