import {
  type AutoScalingClient,
  CancelInstanceRefreshCommand,
  DescribeInstanceRefreshesCommand,
  type InstanceRefreshStatus,
  StartInstanceRefreshCommand,
} from "@aws-sdk/client-auto-scaling";
import type { Progress, Refresh } from "../world.ts";

/**
 * Preferences of a replacement: new nodes first, so that there are never fewer than before, and a pause after half of them. No
 * `AutoRollback`: AWS refuses it for an image that is looked up by a parameter, so the function rolls back itself.
 * Source: docs.aws.amazon.com/autoscaling/ec2/userguide/understand-instance-refresh-default-values.html
 */
const preferences = {
  MinHealthyPercentage: 100,
  MaxHealthyPercentage: 200,
  InstanceWarmup: 120,
  CheckpointPercentages: [50, 100],
  CheckpointDelay: 600,
  BakeTime: 600,
  SkipMatching: false,
  ScaleInProtectedInstances: "Ignore",
  StandbyInstances: "Ignore",
} as const;

/**
 * Replaces all nodes of a group by new ones from the image parameter. A replacement fails when one of its alarms fires
 * (docs.aws.amazon.com/autoscaling/ec2/APIReference/API_RefreshPreferences.html). AWS does not document what an alarm does that is firing
 * already, so `alarms` must not include one.
 */
export async function startRefresh(client: AutoScalingClient, groupName: string, alarms: readonly string[]): Promise<string> {
  const { InstanceRefreshId } = await client.send(
    new StartInstanceRefreshCommand({
      AutoScalingGroupName: groupName,
      Strategy: "Rolling",
      Preferences: {
        ...preferences,
        CheckpointPercentages: [50, 100],
        ...(alarms.length > 0 && { AlarmSpecification: { Alarms: [...alarms] } }),
      },
    }),
  );
  if (!InstanceRefreshId) throw new Error(`Auto Scaling named no refresh of ${groupName}`);
  return InstanceRefreshId;
}

/** The group's replacements, the last first. */
export async function describeRefreshes(client: AutoScalingClient, groupName: string): Promise<Refresh[]> {
  const { InstanceRefreshes = [] } = await client.send(
    new DescribeInstanceRefreshesCommand({ AutoScalingGroupName: groupName, MaxRecords: 20 }),
  );
  return InstanceRefreshes.map(({ InstanceRefreshId = "", Status, StatusReason, StartTime = new Date(0) }) => ({
    id: InstanceRefreshId,
    progress: progressOf(Status),
    detail: StatusReason,
    startedAt: StartTime,
  })).sort((a, b) => b.startedAt.getTime() - a.startedAt.getTime());
}

/** Ends the group's replacement, if one is under way. */
export async function cancelRefresh(client: AutoScalingClient, groupName: string): Promise<void> {
  await client.send(new CancelInstanceRefreshCommand({ AutoScalingGroupName: groupName })).catch((error: unknown) => {
    // It has ended by itself: that is what was wanted.
    if (!(error instanceof Error) || error.name !== "ActiveInstanceRefreshNotFound") throw error;
  });
}

function progressOf(status: InstanceRefreshStatus | undefined): Progress {
  if (status === "Successful") return "succeeded";
  const under: readonly (InstanceRefreshStatus | undefined)[] = ["Pending", "InProgress", "Baking", "Cancelling", "RollbackInProgress"];
  return under.includes(status) ? "running" : "failed";
}
