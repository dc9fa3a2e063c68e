import { beforeAll, describe, expect, test } from "@jest/globals";
import { nodeMetrics } from "../../../domain/defaults/node-logs.ts";
import type { Registration } from "../../support/offline.ts";
import { inputsByName, listed, ofType, only, withoutTags } from "../registrations.ts";
import { deployWeb } from "./nodes.ts";

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

  test("has its nodes' logs encrypted, protected and kept for the given days", () => {
    const kept = { kmsKeyId: "arn:log-key", retentionInDays: 400, deletionProtectionEnabled: true };
    const groups = inputsByName(web, "aws:cloudwatch/logGroup:LogGroup");
    expect(groups).toMatchObject({ web: { name: "/test/web", ...kept }, "node-log-audit": { name: "/test/audit", ...kept } });
  });

  test("waits for each node's word, from the first one on, and throws away one that does not speak up", () => {
    const launching = {
      name: "launching",
      lifecycleTransition: "autoscaling:EC2_INSTANCE_LAUNCHING",
      heartbeatTimeout: 960,
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
    expect(filters.map(({ logGroupName }) => logGroupName)).toEqual(Object.keys(nodeMetrics).map(() => "/test/web"));
    expect(filters.map(({ name, pattern }) => [name, pattern])).toEqual(Object.entries(nodeMetrics).sort());
    expect(filters[0]?.metricTransformation).toEqual({
      name: "BlockedHosts",
      namespace: "xcart-nodes/test",
      value: "1",
      unit: "Count",
      dimensions: { stack: "$.stack" },
    });
  });

  test("of another size is the same resource", async () => {
    expect(listed(await deployWeb({ instanceType: "t4g.small", minimum: 1, maximum: 2, volumeGiB: 50 }))).toEqual(listed(web));
  });
});
