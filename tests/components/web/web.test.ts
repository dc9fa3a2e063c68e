import { beforeAll, describe, expect, test } from "@jest/globals";
import { nodeMetrics } from "../../../components/defaults/node-logs.ts";
import { NodeRole } from "../../../components/web/node-role.ts";
import { Web, type WebArgs } from "../../../components/web/web.ts";
import { deploy, type Registration } from "../../support/offline.ts";
import { list, statementsOf } from "../iam.ts";
import { accountId, inputsByName, listed, ofType, only, region, textOf, withoutTags } from "../registrations.ts";

const fixture: WebArgs = {
  region,
  accountId,
  instanceType: "m7g.large",
  minimum: 2,
  maximum: 8,
  image: "latest",
  volumeGiB: 30,
  userData: "#!/bin/bash\n",
  subnetIds: ["application-1", "application-2"],
  securityGroupId: "group",
  roleName: "role",
  profileArn: "arn:profile",
  autoScalingRoleArn: "arn:autoscaling",
  targetGroupArn: "arn:targets",
  requestLabel: "app/alb/1/targetgroup/web/2",
  refreshAlarms: ["node-errors", "slow-answers"],
  secretArns: ["arn:secret-1", "arn:secret-2"],
  releasesBucketArn: "arn:aws:s3:::releases",
  dataKeyArn: "arn:data-key",
  logKeyArn: "arn:log-key",
  logRetentionDays: 400,
  tags: { store: "shop" },
  after: [],
};
const deployWeb = (change: Partial<WebArgs> = {}) =>
  deploy(() => new Web("web", { ...fixture, ...change }), {
    outputs: ({ type }) => (type === "aws:ec2/launchTemplate:LaunchTemplate" ? { latestVersion: 7 } : {}),
  });
const template = (registrations: readonly Registration[]) => only(registrations, "aws:ec2/launchTemplate:LaunchTemplate").inputs;
const group = (registrations: readonly Registration[]) => only(registrations, "aws:autoscaling/group:Group");

let web: readonly Registration[] = [];
beforeAll(async () => {
  web = await deployWeb();
});

describe("a node's launch template", () => {
  test("gives metadata by token to the node itself only, an encrypted gp3 disk, no public address and no key pair", () => {
    const tags = { store: "shop", Name: "test-web" };
    expect(withoutTags(only(web, "aws:ec2/launchTemplate:LaunchTemplate"))).toEqual({
      description: "A node of the store",
      imageId: "resolve:ssm:/test/image",
      instanceType: "m7g.large",
      iamInstanceProfile: { arn: "arn:profile" },
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1, instanceMetadataTags: "disabled" },
      monitoring: { enabled: true },
      ebsOptimized: "true",
      networkInterfaces: [{ associatePublicIpAddress: "false", deleteOnTermination: "true", securityGroups: ["group"] }],
      blockDeviceMappings: [
        {
          deviceName: "/dev/xvda",
          ebs: { volumeType: "gp3", volumeSize: 30, encrypted: "true", kmsKeyId: "arn:data-key", deleteOnTermination: "true" },
        },
      ],
      tagSpecifications: ["instance", "volume", "network-interface"].map((resourceType) => ({ resourceType, tags })),
      userData: "IyEvYmluL2Jhc2gK",
    });
  });

  test("keeps burstable nodes from running up a bill", async () => {
    expect(template(await deployWeb({ instanceType: "t4g.small" })).creditSpecification).toEqual({ cpuCredits: "standard" });
  });

  test("takes a pinned image by its id", async () => {
    expect(template(await deployWeb({ image: "ami-0123456789abcdef0" })).imageId).toBe("ami-0123456789abcdef0");
  });
});

describe("the auto scaling group", () => {
  test("spreads nodes over the subnets, believes the load balancer, and replaces each within 14 days", () => {
    const { inputs, options } = group(web);
    expect(inputs).toMatchObject({
      minSize: 2,
      maxSize: 8,
      vpcZoneIdentifiers: ["application-1", "application-2"],
      launchTemplate: { id: "web-id", version: "7" },
      serviceLinkedRoleArn: "arn:autoscaling",
      targetGroupArns: ["arn:targets"],
      healthCheckType: "ELB",
      maxInstanceLifetime: 14 * 24 * 3600,
    });
    expect([inputs.desiredCapacity, options.ignoreChanges]).toEqual([undefined, ["desiredCapacity"]]);
    expect(inputs.enabledMetrics).toContain("GroupInServiceInstances");
  });

  test.each([
    ["latest", false],
    ["ami-0123456789abcdef0", true],
  ])(
    "with the image %s refreshes nodes without ever having fewer, stops on alarms, and rolls back by itself: %s",
    async (image, autoRollback) => {
      expect(group(await deployWeb({ image })).inputs.instanceRefresh).toEqual({
        strategy: "Rolling",
        preferences: {
          minHealthyPercentage: 100,
          maxHealthyPercentage: 200,
          instanceWarmup: "120",
          skipMatching: true,
          autoRollback,
          alarmSpecification: { alarms: ["node-errors", "slow-answers"] },
          scaleInProtectedInstances: "Ignore",
          standbyInstances: "Ignore",
        },
      });
    },
  );

  test("is there only once nodes have their permissions", () => {
    expect(group(web).dependencies).toContain(only(web, "aws:iam/rolePolicyAttachment:RolePolicyAttachment").urn);
  });

  test("tracks CPU and requests for each node", () => {
    const tracked = (configuration: Record<string, unknown>) => ({
      autoscalingGroupName: "web",
      policyType: "TargetTrackingScaling",
      targetTrackingConfiguration: configuration,
    });
    expect(inputsByName(web, "aws:autoscaling/policy:Policy")).toEqual({
      "web-cpu": tracked({ targetValue: 50, predefinedMetricSpecification: { predefinedMetricType: "ASGAverageCPUUtilization" } }),
      "web-requests": tracked({
        targetValue: 1000,
        predefinedMetricSpecification: {
          predefinedMetricType: "ALBRequestCountPerTarget",
          resourceLabel: "app/alb/1/targetgroup/web/2",
        },
      }),
    });
  });

  test("has its nodes' logs encrypted and kept for the given days", () => {
    const kept = { kmsKeyId: "arn:log-key", retentionInDays: 400 };
    const groups = inputsByName(web, "aws:cloudwatch/logGroup:LogGroup");
    expect(groups).toMatchObject({ web: { name: "/test/web", ...kept }, "node-log-audit": { name: "/test/audit", ...kept } });
  });

  test("waits for each node's word, from the first one on, and throws away one that does not speak up", () => {
    const launching = {
      name: "launching",
      lifecycleTransition: "autoscaling:EC2_INSTANCE_LAUNCHING",
      heartbeatTimeout: 600,
      defaultResult: "ABANDON",
    };
    const terminating = {
      name: "terminating",
      lifecycleTransition: "autoscaling:EC2_INSTANCE_TERMINATING",
      heartbeatTimeout: 300,
      defaultResult: "CONTINUE",
    };
    expect(group(web).inputs.initialLifecycleHooks).toEqual([launching, terminating]);
    expect(inputsByName(web, "aws:autoscaling/lifecycleHook:LifecycleHook")).toEqual({
      "web-launching": { ...launching, autoscalingGroupName: "web" },
      "web-terminating": { ...terminating, autoscalingGroupName: "web" },
    });
  });

  test("counts what nodes say of themselves, by stack", () => {
    const filters = ofType(web, "aws:cloudwatch/logMetricFilter:LogMetricFilter").map(({ inputs }) => inputs);
    expect(filters.map(({ logGroupName }) => logGroupName)).toEqual(Array(4).fill("/test/web"));
    expect(filters.map(({ name, pattern }) => [name, pattern])).toEqual(Object.entries(nodeMetrics).sort());
    expect(filters[0]?.metricTransformation).toEqual({
      name: "BootFailed",
      namespace: "xcart",
      value: "1",
      unit: "Count",
      dimensions: { stack: "$.stack" },
    });
  });

  test("of another size is the same resource", async () => {
    expect(listed(await deployWeb({ instanceType: "t4g.small", minimum: 1, maximum: 2, volumeGiB: 50 }))).toEqual(listed(web));
  });
});

describe("what a node does with AWS", () => {
  const statements = () => statementsOf(only(web, "aws:iam/policy:Policy").inputs.policy);
  const byId = () => Object.fromEntries(statements().map(({ Sid, ...statement }) => [Sid, statement]));

  test("is these statements, each on the store's own, but for Session and Patch Manager", () => {
    const { Managed, ...own } = byId();
    expect(own).toEqual({
      OwnParameter: {
        Effect: "Allow",
        Action: ["ssm:GetParameter"],
        Resource: "arn:aws:ssm:eu-central-1:123456789012:parameter/test/node",
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
      LoginsAndAudit: {
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
        Resource: ["logins", "audit"].map((group) => `arn:aws:logs:eu-central-1:123456789012:log-group:/test/${group}:*`),
      },
      Metrics: {
        Effect: "Allow",
        Action: ["cloudwatch:PutMetricData"],
        Resource: "*",
        Condition: { StringEquals: { "cloudwatch:namespace": ["CWAgent", "xcart"] } },
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
    expect(wide.map(({ Sid }) => Sid)).toEqual(["Managed", "Metrics", "OwnTags"]);
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
