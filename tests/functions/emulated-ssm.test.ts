import {
  CreateMaintenanceWindowCommand,
  CreatePatchBaselineCommand,
  DescribeMaintenanceWindowTargetsCommand,
  GetParameterCommand,
  ListTagsForResourceCommand,
  PutParameterCommand,
  RegisterTargetWithMaintenanceWindowCommand,
  SSMClient,
} from "@aws-sdk/client-ssm";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { emulatedAws } from "../support/emulators/aws.ts";

/** What AWS documents, and moto alone does not do (tests/support/emulators/python/as_aws). */
describe("the emulated Systems Manager", () => {
  let ssm: SSMClient;
  beforeAll(async () => {
    ssm = new SSMClient((await emulatedAws()).client);
  });

  test("knows the tags of a patch baseline", async () => {
    const Tags = [{ Key: "stack", Value: "demo-prod" }];
    const { BaselineId } = await ssm.send(new CreatePatchBaselineCommand({ Name: "nodes", OperatingSystem: "AMAZON_LINUX_2023", Tags }));
    const { TagList } = await ssm.send(new ListTagsForResourceCommand({ ResourceType: "PatchBaseline", ResourceId: BaselineId }));
    expect(TagList).toEqual(Tags);
  });

  test("finds a maintenance window's target by its id, and no other", async () => {
    const of = { Schedule: "cron(0 3 ? * SUN *)", Duration: 2, Cutoff: 1, AllowUnassociatedTargets: false };
    const { WindowId } = await ssm.send(new CreateMaintenanceWindowCommand({ Name: "patching", ...of }));
    const register = async (Key: string) => {
      const Targets = [{ Key, Values: ["demo-prod"] }];
      return await ssm.send(new RegisterTargetWithMaintenanceWindowCommand({ WindowId, ResourceType: "INSTANCE", Targets }));
    };
    const [one] = [await register("tag:stack"), await register("tag:Name")];
    const Filters = [{ Key: "WindowTargetId", Values: [one.WindowTargetId ?? ""] }];
    const { Targets = [] } = await ssm.send(new DescribeMaintenanceWindowTargetsCommand({ WindowId, Filters }));
    expect(Targets.map(({ WindowTargetId }) => WindowTargetId)).toEqual([one.WindowTargetId]);
  });

  test("gives a sealed parameter as ciphertext to who does not ask for more", async () => {
    await ssm.send(new PutParameterCommand({ Name: "/demo-prod/node", Value: "{}", Type: "SecureString" }));
    const told = async (WithDecryption?: boolean) =>
      (await ssm.send(new GetParameterCommand({ Name: "/demo-prod/node", WithDecryption }))).Parameter?.Value;
    expect([await told(true), (await told()) === "{}"]).toEqual(["{}", false]);
  });
});
