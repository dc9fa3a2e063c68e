import { type CloudWatchClient, paginateDescribeAlarms } from "@aws-sdk/client-cloudwatch";
import { DescribeImagesCommand, type EC2Client } from "@aws-sdk/client-ec2";
import {
  GetMaintenanceWindowCommand,
  paginateDescribeInstancePatchStatesForPatchGroup,
  type SSMClient,
  UpdateMaintenanceWindowCommand,
} from "@aws-sdk/client-ssm";

const alarmTypes = ["CompositeAlarm", "MetricAlarm"] as const;

/** Names of those alarms that ring. */
export async function ringing(client: CloudWatchClient, names: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  // 100: what DescribeAlarms takes as names.
  for (let i = 0; i < names.length; i += 100) {
    // Without AlarmTypes, CloudWatch leaves composite alarms away.
    const asked = { AlarmNames: names.slice(i, i + 100), AlarmTypes: [...alarmTypes], StateValue: "ALARM" as const };
    const pages = paginateDescribeAlarms({ client }, asked);
    for await (const { MetricAlarms = [], CompositeAlarms = [] } of pages)
      found.push(...[...MetricAlarms, ...CompositeAlarms].map(({ AlarmName = "" }) => AlarmName));
  }
  return found;
}

/** Packages that the nodes of a patch group lack, or failed to install, by their last scans. */
export async function missingPatches(client: SSMClient, PatchGroup: string): Promise<number> {
  let count = 0;
  for await (const { InstancePatchStates = [] } of paginateDescribeInstancePatchStatesForPatchGroup({ client }, { PatchGroup }))
    for (const { MissingCount = 0, FailedCount = 0 } of InstancePatchStates) count += MissingCount + FailedCount;
  return count;
}

/** Switches a maintenance window on or off, if it is not so already. */
export async function setEnabled(client: SSMClient, WindowId: string, on: boolean): Promise<void> {
  const { Enabled } = await client.send(new GetMaintenanceWindowCommand({ WindowId }));
  if (Enabled !== on) await client.send(new UpdateMaintenanceWindowCommand({ WindowId, Enabled: on }));
}

/** When an image was published; undefined where EC2 does not say. */
export async function published(client: EC2Client, imageId: string): Promise<Date | undefined> {
  const { Images = [] } = await client.send(new DescribeImagesCommand({ ImageIds: [imageId] }));
  const text = Images[0]?.CreationDate;
  return text === undefined ? undefined : new Date(text);
}
