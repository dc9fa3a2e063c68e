import { Group } from "@pulumi/aws/autoscaling/group.js";
import { LifecycleHook } from "@pulumi/aws/autoscaling/lifecycleHook.js";
import { Policy as ScalingPolicy } from "@pulumi/aws/autoscaling/policy.js";
import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import { LaunchTemplate } from "@pulumi/aws/ec2/launchTemplate.js";
import {
  ComponentResource,
  type ComponentResourceOptions,
  getStack,
  type Input,
  interpolate,
  type Output,
  output,
  type Resource,
} from "@pulumi/pulumi";
import { nodeLogNames } from "../../domain/defaults/node-logs.ts";
import { nodeImage } from "../../domain/defaults/patching.ts";
import { launchSeconds, lifecycleHooks, maximumNodeAge, secureMetadata } from "../../domain/defaults/web.ts";
import { nameTag, typeToken } from "../naming.ts";
import { grant } from "../role-policy.ts";
import { NodeLog } from "./node-log.ts";
import { type NodePolicyArgs, nodeStatements } from "./policy.ts";

/** Arguments for {@link Web}. */
export interface WebArgs extends Omit<NodePolicyArgs, "stack" | "logGroupArn"> {
  /** Such as `m7g.large`. */
  readonly instanceType: string;
  readonly minimum: number;
  readonly maximum: number;
  /** `latest`: the one that patching has let through; or an image's id, with which a failed refresh rolls back by itself. */
  readonly image: string;
  readonly volumeGiB: number;
  /** The script that a node runs at its first start. Nothing secret. */
  readonly userData: Input<string>;
  readonly subnetIds: readonly Input<string>[];
  readonly securityGroupId: Input<string>;
  readonly roleName: Input<string>;
  readonly profileArn: Input<string>;
  /** Auto scaling's service-linked role, which the data key admits. */
  readonly autoScalingRoleArn: Input<string>;
  readonly targetGroupArn: Input<string>;
  /** `<load balancer>/<target group>` by their ARN suffixes: what requests are counted by. */
  readonly requestLabel: Input<string>;
  /** Alarms that stop a refresh of the nodes. */
  readonly refreshAlarms: readonly Input<string>[];
  readonly logKeyArn: Input<string>;
  readonly logRetentionDays: number;
  /** Deletion protection of the nodes' logs. */
  readonly protectLogs: boolean;
  /** Tags of nodes and their disks, which the provider's default tags do not reach. */
  readonly tags: Readonly<Record<string, string>>;
  /** Resources that a node needs when it starts: its egress, its endpoints. */
  readonly after: readonly Resource[];
}

/**
 * The web nodes: a launch template and an Auto Scaling group on Graviton, without SSH. Nodes are replaced, never repaired, new ones
 * first.
 * @see docs/decisions/0003-image-at-launch-or-rollback.md
 */
export class Web extends ComponentResource {
  readonly groupName: Output<string>;
  readonly groupArn: Output<string>;
  readonly logGroupName: Output<string>;

  constructor(name: string, args: WebArgs, opts?: ComponentResourceOptions) {
    super(typeToken("Web"), name, {}, opts);
    const parent = this;

    const logGroup = new LogGroup(
      name,
      {
        name: nodeLogNames.web(getStack()),
        kmsKeyId: args.logKeyArn,
        retentionInDays: args.logRetentionDays,
        deletionProtectionEnabled: args.protectLogs,
      },
      { parent },
    );
    const ownLog = new NodeLog("node-log", { ...args, webLogGroup: logGroup.name }, { parent });
    const permissions = permit();
    const template = createTemplate();
    const group = createGroup();
    waitForNodes();
    scale();

    this.groupName = group.name;
    this.groupArn = group.arn;
    this.logGroupName = logGroup.name;
    this.registerOutputs({ groupName: this.groupName, logGroupName: this.logGroupName });

    function permit() {
      const statements = nodeStatements({ ...args, stack: getStack(), logGroupArn: logGroup.arn });
      return grant(name, { roleName: args.roleName, description: "What a node does with AWS", statements }, { parent });
    }

    function createTemplate() {
      const tags = { ...args.tags, ...nameTag(name) };
      return new LaunchTemplate(
        name,
        {
          description: "A node of the store",
          imageId: args.image === "latest" ? nodeImage(getStack()) : args.image,
          instanceType: args.instanceType,
          iamInstanceProfile: { arn: args.profileArn },
          metadataOptions: secureMetadata,
          monitoring: { enabled: true },
          ebsOptimized: "true",
          networkInterfaces: [{ associatePublicIpAddress: "false", deleteOnTermination: "true", securityGroups: [args.securityGroupId] }],
          blockDeviceMappings: [
            {
              deviceName: "/dev/xvda",
              ebs: {
                volumeType: "gp3",
                volumeSize: args.volumeGiB,
                encrypted: "true",
                kmsKeyId: args.dataKeyArn,
                deleteOnTermination: "true",
              },
            },
          ],
          // A runaway t-class node slows down instead of running up a bill.
          ...(args.instanceType.startsWith("t") && { creditSpecification: { cpuCredits: "standard" } }),
          tagSpecifications: ["instance", "volume", "network-interface"].map((resourceType) => ({ resourceType, tags })),
          userData: output(args.userData).apply((script) => Buffer.from(script).toString("base64")),
          tags: nameTag(name),
        },
        { parent },
      );
    }

    function createGroup() {
      return new Group(
        name,
        {
          minSize: args.minimum,
          maxSize: args.maximum,
          vpcZoneIdentifiers: [...args.subnetIds],
          // A number, not $Latest: only then does a new template start a refresh.
          launchTemplate: { id: template.id, version: output(template.latestVersion).apply(String) },
          serviceLinkedRoleArn: args.autoScalingRoleArn,
          targetGroupArns: [args.targetGroupArn],
          healthCheckType: "ELB",
          healthCheckGracePeriod: 300,
          defaultInstanceWarmup: 120,
          defaultCooldown: 120,
          maxInstanceLifetime: maximumNodeAge,
          capacityRebalance: false,
          // The first nodes start with the group, before a hook of its own resource could be there.
          initialLifecycleHooks: [...lifecycleHooks],
          waitForCapacityTimeout: `${Math.ceil(launchSeconds / 60) + 5}m`,
          enabledMetrics: [
            "GroupDesiredCapacity",
            "GroupInServiceInstances",
            "GroupMaxSize",
            "GroupMinSize",
            "GroupPendingInstances",
            "GroupTerminatingInstances",
          ],
          instanceRefresh: refreshOf(args),
          tags: Object.entries({ ...args.tags, ...nameTag(name) }).map(([key, value]) => ({ key, value, propagateAtLaunch: true })),
        },
        // Scaling sets the number of nodes, not `pulumi up`.
        { parent, dependsOn: [permissions, ownLog, ...args.after], ignoreChanges: ["desiredCapacity"] },
      );
    }

    function waitForNodes() {
      for (const { name: hook, ...rest } of lifecycleHooks)
        new LifecycleHook(`${name}-${hook}`, { name: hook, autoscalingGroupName: group.name, ...rest }, { parent });
    }

    function scale() {
      const track = (
        part: string,
        configuration: {
          targetValue: number;
          predefinedMetricSpecification: { predefinedMetricType: string; resourceLabel?: Input<string> };
        },
      ) =>
        new ScalingPolicy(
          `${name}-${part}`,
          { autoscalingGroupName: group.name, policyType: "TargetTrackingScaling", targetTrackingConfiguration: configuration },
          { parent },
        );
      track("cpu", { targetValue: 50, predefinedMetricSpecification: { predefinedMetricType: "ASGAverageCPUUtilization" } });
      track("requests", {
        targetValue: 1000,
        predefinedMetricSpecification: {
          predefinedMetricType: "ALBRequestCountPerTarget",
          resourceLabel: interpolate`${args.requestLabel}`,
        },
      });
    }
  }
}

/** Settings by which new nodes replace the previous ones. */
const refreshOf = ({ image, refreshAlarms }: Pick<WebArgs, "image" | "refreshAlarms">) => ({
  strategy: "Rolling",
  preferences: {
    // New nodes first: there are never fewer than before.
    minHealthyPercentage: 100,
    maxHealthyPercentage: 200,
    instanceWarmup: "120",
    skipMatching: true,
    // AWS refuses to roll back to an image that is looked up at launch (docs/decisions/0003).
    autoRollback: image !== "latest",
    alarmSpecification: { alarms: [...refreshAlarms] },
    scaleInProtectedInstances: "Ignore",
    standbyInstances: "Ignore",
  },
});
