import { beforeAll, describe, expect, test } from "@jest/globals";
import { SharedFiles, type SharedFilesArgs } from "../../../components/files/files.ts";
import { deploy, type Registration } from "../../support/offline.ts";
import { type AccessRequest, decide, statementsOf } from "../iam.ts";
import { accountId, inputsByName, only, subnetsOf, withoutTags } from "../registrations.ts";

const node = `arn:aws:iam::${accountId}:role/node`;
const fixture: SharedFilesArgs = {
  throughput: "elastic",
  subnets: subnetsOf("data", 2),
  securityGroupId: "group",
  nodeRoleArn: node,
  keyArn: "arn:data-key",
  protect: true,
};
const deployFiles = (change: Partial<SharedFilesArgs> = {}) => deploy(() => new SharedFiles("files", { ...fixture, ...change }));

let files: readonly Registration[] = [];
beforeAll(async () => {
  files = await deployFiles();
});

describe("shared files", () => {
  test("are an encrypted file system that moves what no one reads to the cheaper class, protected, and tagged for the backup plans", () => {
    expect(withoutTags(only(files, "aws:efs/fileSystem:FileSystem"))).toEqual({
      encrypted: true,
      kmsKeyId: "arn:data-key",
      performanceMode: "generalPurpose",
      throughputMode: "elastic",
      lifecyclePolicies: [{ transitionToIa: "AFTER_30_DAYS" }, { transitionToPrimaryStorageClass: "AFTER_1_ACCESS" }],
    });
    expect(only(files, "aws:efs/fileSystem:FileSystem").options.protect).toBe(true);
    expect(only(files, "aws:efs/fileSystem:FileSystem").inputs.tags).toEqual({ Name: "test-files", backup: "test" });
  });

  test("are mounted in each zone's data subnet, behind the files' group", () => {
    expect(inputsByName(files, "aws:efs/mountTarget:MountTarget")).toEqual({
      "files-1": { fileSystemId: "files-id", subnetId: "data-1-id", securityGroups: ["group"] },
      "files-2": { fileSystemId: "files-id", subnetId: "data-2-id", securityGroups: ["group"] },
    });
  });

  test("are seen through one access point, as one user without root's rights, below a folder of its own", () => {
    expect(withoutTags(only(files, "aws:efs/accessPoint:AccessPoint"))).toEqual({
      fileSystemId: "files-id",
      posixUser: { uid: 2001, gid: 2001 },
      rootDirectory: { path: "/xcart", creationInfo: { ownerUid: 2001, ownerGid: 2001, permissions: "0750" } },
    });
  });
});

describe("the files' policy", () => {
  const through = { "elasticfilesystem:AccessPointArn": "arn:aws:test:::files", "aws:SecureTransport": "true" };
  const ask = (request: Partial<AccessRequest>) =>
    decide(only(files, "aws:efs/fileSystemPolicy:FileSystemPolicy").inputs.policy, {
      principal: node,
      action: "elasticfilesystem:ClientMount",
      resource: "arn:aws:test:::files",
      context: through,
      ...request,
    });

  test("lets nodes mount and write through the access point", () => {
    expect(["ClientMount", "ClientWrite"].map((action) => ask({ action: `elasticfilesystem:${action}` }))).toEqual(["allowed", "allowed"]);
  });

  test.each<readonly [string, Partial<AccessRequest>, string]>([
    ["a node that wants root's rights", { action: "elasticfilesystem:ClientRootAccess" }, "unmentioned"],
    ["a node past the access point", { context: { "aws:SecureTransport": "true" } }, "unmentioned"],
    ["another role of the account", { principal: `arn:aws:iam::${accountId}:role/other` }, "unmentioned"],
    ["no one in particular", { principal: "anonymous" }, "unmentioned"],
    ["a node without TLS", { context: { ...through, "aws:SecureTransport": "false" } }, "denied"],
  ])("does not let in %s", (_who, request, expected) => {
    expect(ask(request)).toBe(expected);
  });

  test("has these two statements", () => {
    const statements = statementsOf(only(files, "aws:efs/fileSystemPolicy:FileSystemPolicy").inputs.policy);
    expect(statements.map(({ Sid, Effect }) => `${Effect} ${Sid}`)).toEqual(["Allow NodesThroughTheAccessPoint", "Deny TlsOnly"]);
  });
});

test("files on credits, without protection, are so", async () => {
  const { inputs, options } = only(await deployFiles({ throughput: "bursting", protect: false }), "aws:efs/fileSystem:FileSystem");
  expect([inputs.throughputMode, options.protect]).toEqual(["bursting", false]);
});
