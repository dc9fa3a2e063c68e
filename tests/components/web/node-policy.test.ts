import { beforeAll, describe, expect, test } from "@jest/globals";
import { NodeRole } from "../../../components/web/node-role.ts";
import { deploy, type Registration } from "../../support/offline.ts";
import { list, statementsOf } from "../iam.ts";
import { only, textOf, withoutTags } from "../registrations.ts";
import { deployWeb } from "./nodes.ts";

let web: readonly Registration[] = [];
beforeAll(async () => {
  web = await deployWeb();
});

describe("what a node does with AWS", () => {
  const statements = () => statementsOf(only(web, "aws:iam/policy:Policy").inputs.policy);
  const byId = () => Object.fromEntries(statements().map(({ Sid, ...statement }) => [Sid, statement]));

  test("is these statements, each on the store's own, but for Session and Patch Manager", () => {
    const { Managed, ...own } = byId();
    expect(own).toEqual({
      OwnParameters: {
        Effect: "Allow",
        Action: ["ssm:GetParameter"],
        Resource: ["node", "door"].map((name) => `arn:aws:ssm:eu-central-1:123456789012:parameter/test/${name}`),
      },
      OwnSecrets: { Effect: "Allow", Action: ["secretsmanager:GetSecretValue"], Resource: ["arn:secret-1", "arn:secret-2"] },
      Releases: { Effect: "Allow", Action: ["s3:GetObject", "s3:GetObjectVersion"], Resource: "arn:aws:s3:::releases/*" },
      ReleaseList: { Effect: "Allow", Action: ["s3:ListBucket"], Resource: "arn:aws:s3:::releases" },
      Decrypt: {
        Effect: "Allow",
        Action: ["kms:Decrypt"],
        Resource: "arn:data-key",
        Condition: {
          StringEquals: { "kms:ViaService": ["secretsmanager", "s3", "ssm"].map((service) => `${service}.eu-central-1.amazonaws.com`) },
        },
      },
      Logs: {
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
        Resource: "arn:aws:test:::web:*",
      },
      FindLogs: { Effect: "Allow", Action: ["logs:DescribeLogGroups"], Resource: "*" },
      LoginsAndAudit: {
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
        Resource: ["logins", "audit"].map((group) => `arn:aws:logs:eu-central-1:123456789012:log-group:/test/${group}:*`),
      },
      Metrics: {
        Effect: "Allow",
        Action: ["cloudwatch:PutMetricData"],
        Resource: "*",
        Condition: { StringEquals: { "cloudwatch:namespace": "xcart-nodes/test" } },
      },
      OwnLifecycle: {
        Effect: "Allow",
        Action: ["autoscaling:CompleteLifecycleAction"],
        Resource: "arn:aws:autoscaling:eu-central-1:123456789012:autoScalingGroup:*:autoScalingGroupName/test-web-*",
      },
      OwnTags: { Effect: "Allow", Action: ["ec2:DescribeTags"], Resource: "*" },
    });
    expect(Managed).toMatchObject({ Effect: "Allow", Resource: "*" });
  });

  test("for Session and Patch Manager is no more than AWS's own core policy, without every parameter of the account", () => {
    const services = new Set(list(byId().Managed?.Action ?? []).map((action) => action.split(":")[0]));
    expect([...services]).toEqual(["ssm", "ssmmessages", "ec2messages"]);
    expect(list(byId().Managed?.Action ?? []).filter((action) => action.startsWith("ssm:GetParameter"))).toEqual([]);
  });

  test("names every action in full", () => {
    expect(
      statements()
        .flatMap(({ Action }) => list(Action))
        .filter((action) => action.includes("*")),
    ).toEqual([]);
  });

  test("is on every resource only where AWS knows no other way", () => {
    const wide = statements().filter(({ Resource }) => list(Resource).includes("*"));
    expect(wide.map(({ Sid }) => Sid)).toEqual(["Managed", "FindLogs", "Metrics", "OwnTags"]);
  });
});

test("a node's role is EC2's alone to take, and its profile holds it", async () => {
  const registrations = await deploy(() => new NodeRole("node"));
  const { assumeRolePolicy, ...role } = withoutTags(only(registrations, "aws:iam/role:Role"));
  expect(role).toEqual({ description: "A store's nodes", maxSessionDuration: 3600 });
  const trust: unknown = JSON.parse(textOf(assumeRolePolicy));
  expect(trust).toEqual({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
  });
  expect(withoutTags(only(registrations, "aws:iam/instanceProfile:InstanceProfile"))).toEqual({ role: "node" });
});
