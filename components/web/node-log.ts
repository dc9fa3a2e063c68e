import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import { LogMetricFilter } from "@pulumi/aws/cloudwatch/logMetricFilter.js";
import { ComponentResource, type ComponentResourceOptions, getStack, type Input, type Output } from "@pulumi/pulumi";
import { nodeNamespace } from "../../domain/defaults/metrics.ts";
import { nodeLogNames, nodeMetrics } from "../../domain/defaults/node-logs.ts";
import { nameTag, typeToken } from "../naming.ts";

/** Arguments for {@link NodeLog}. */
export interface NodeLogArgs {
  /** Log group of what nodes serve and run. */
  readonly webLogGroup: Input<string>;
  readonly logKeyArn: Input<string>;
  readonly logRetentionDays: number;
  readonly protectLogs: boolean;
}

/**
 * The nodes' log group, and metric filters on the events that nodes report.
 * @see docs/decisions/0028-host-hardening.md
 */
export class NodeLog extends ComponentResource {
  readonly auditLogGroup: Output<string>;

  constructor(name: string, args: NodeLogArgs, opts?: ComponentResourceOptions) {
    super(typeToken("NodeLog"), name, {}, opts);

    const audit = new LogGroup(
      `${name}-audit`,
      {
        name: nodeLogNames.audit(getStack()),
        kmsKeyId: args.logKeyArn,
        retentionInDays: args.logRetentionDays,
        deletionProtectionEnabled: args.protectLogs,
        tags: nameTag(`${name}-audit`),
      },
      { parent: this },
    );
    for (const [metric, pattern] of Object.entries(nodeMetrics)) {
      new LogMetricFilter(
        `${name}-${metric}`,
        {
          name: metric,
          logGroupName: args.webLogGroup,
          pattern,
          metricTransformation: {
            name: metric,
            namespace: nodeNamespace(getStack()),
            value: "1",
            unit: "Count",
            dimensions: { stack: "$.stack" },
          },
        },
        { parent: this },
      );
    }

    this.auditLogGroup = audit.name;
    this.registerOutputs({ auditLogGroup: this.auditLogGroup });
  }
}
