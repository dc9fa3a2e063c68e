import { expect, test } from "@jest/globals";
import { shellCalls } from "../../cli/permissions/shell-calls.ts";
import { inNodesName, managedBySystemsManager } from "../../domain/permissions/in-roles-name.ts";
import { program } from "../../stacks/program.ts";
import { list, statementsOf } from "../components/iam.ts";
import { policiesOf } from "../support/attached.ts";
import { managedPolicy } from "../support/managed-policies.ts";
import { deploy } from "../support/offline.ts";
import { configWith, storeLookups } from "./graphs.ts";

const root = new URL("../..", import.meta.url).pathname;

/** RDS makes the master user's secret. */
const databaseSecret = ({ type }: { readonly type: string }) =>
  type === "aws:rds/instance:Instance"
    ? {
        masterUserSecrets: [
          { secretArn: "arn:aws:secretsmanager:us-east-1:123456789012:secret:rds!db-1", secretStatus: "active", kmsKeyId: "1" },
        ],
      }
    : {};

test.each(["demo-dev", "demo-staging", "demo-prod"])(
  "a node of %s may make each call of its scripts and agents, and no other",
  async (stack) => {
    const made = await deploy(program, { stack, config: configWith(stack, {}).config, lookups: storeLookups, outputs: databaseSecret });
    const role =
      made.find(({ type, parent }) => type === "aws:iam/role:Role" && parent.includes("xcart-hosting:index:NodeRole::"))?.urn ?? "";
    const granted = policiesOf(made, role).flatMap(({ inputs }) => statementsOf(inputs.policy).flatMap(({ Action }) => list(Action)));
    const called = shellCalls(root, ["host"], [".sh", ".ts"]).map(({ action }) => action);
    const byOthers = inNodesName.flatMap(({ actions }) => actions);
    expect(called.filter((action) => !granted.includes(action))).toEqual([]);
    expect(byOthers.filter((action) => !granted.includes(action))).toEqual([]);
    expect(granted.filter((action) => !called.includes(action) && !byOthers.includes(action))).toEqual([]);
  },
);

test("what Systems Manager's agent calls is what AWS's own policy for it has, but for reading any parameter", async () => {
  const actions = statementsOf(await managedPolicy("AmazonSSMManagedInstanceCore")).flatMap(({ Action }) => list(Action));
  expect([...managedBySystemsManager].sort()).toEqual(actions.filter((action) => !action.startsWith("ssm:GetParameter")).sort());
});

test("what CloudWatch's agent calls is in AWS's own policy for it", async () => {
  const actions = statementsOf(await managedPolicy("CloudWatchAgentServerPolicy")).flatMap(({ Action }) => list(Action));
  const ours = inNodesName.find(({ source }) => source.includes("CloudWatchAgentServerPolicy"))?.actions ?? [];
  expect(ours.filter((action) => !actions.includes(action))).toEqual([]);
});
