import { type AutoScalingClient, DescribeAutoScalingGroupsCommand } from "@aws-sdk/client-auto-scaling";
import { type CloudWatchClient, paginateDescribeAlarms } from "@aws-sdk/client-cloudwatch";
import {
  GetMaintenanceWindowCommand,
  type InstancePatchState,
  paginateDescribeInstancePatchStatesForPatchGroup,
  type SSMClient,
  UpdateMaintenanceWindowCommand,
} from "@aws-sdk/client-ssm";
import type { PatchRequest } from "../../../domain/contracts/patch-window.ts";
import type { NodePatches } from "../world.ts";

const alarmTypes = ["CompositeAlarm", "MetricAlarm"] as const;

/** Names of those alarms that are firing. */
export async function firing(client: CloudWatchClient, names: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  // 100: what DescribeAlarms takes as names.
  for (let i = 0; i < names.length; i += 100) {
    // Without AlarmTypes, CloudWatch omits composite alarms.
    const asked = { AlarmNames: names.slice(i, i + 100), AlarmTypes: [...alarmTypes], StateValue: "ALARM" as const };
    const pages = paginateDescribeAlarms({ client }, asked);
    for await (const { MetricAlarms = [], CompositeAlarms = [] } of pages)
      found.push(...[...MetricAlarms, ...CompositeAlarms].map(({ AlarmName = "" }) => AlarmName));
  }
  return found;
}

/**
 * Patches that the nodes of a group lack or failed to install, by scans and installations that ended at `since` or later. Patch Manager
 * lists no node that it has never scanned, so the nodes come from the group: one without a state is unknown, not patched.
 */
export async function nodePatches(
  { ssm: client, autoScaling }: { readonly ssm: SSMClient; readonly autoScaling: AutoScalingClient },
  { patchGroup: PatchGroup, groupName }: Pick<PatchRequest, "patchGroup" | "groupName">,
  since: Date,
): Promise<NodePatches> {
  const states = new Map<string, InstancePatchState>();
  for await (const { InstancePatchStates = [] } of paginateDescribeInstancePatchStatesForPatchGroup({ client }, { PatchGroup }))
    for (const state of InstancePatchStates) states.set(state.InstanceId ?? "", state);
  const nodes = await inService(autoScaling, groupName);
  let missing = 0;
  const unknown: string[] = nodes.length > 0 ? [] : [`no node of ${groupName} is in service`];
  for (const node of nodes) {
    const { MissingCount = 0, FailedCount = 0, OperationEndTime: ended } = states.get(node) ?? {};
    missing += MissingCount + FailedCount;
    if (!ended) unknown.push(`${node} has no patch state`);
    else if (ended < since) unknown.push(`${node} was last scanned on ${ended.toISOString()}`);
  }
  return { missing, unknown };
}

/** Ids of the nodes in service, sorted, without those that are starting or terminating. */
export async function inService(client: AutoScalingClient, groupName: string): Promise<string[]> {
  const { AutoScalingGroups = [] } = await client.send(new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [groupName] }));
  const nodes = AutoScalingGroups.flatMap(({ Instances = [] }) => Instances).filter(({ LifecycleState }) => LifecycleState === "InService");
  return nodes.flatMap(({ InstanceId }) => InstanceId ?? []).sort();
}

/** Switches a maintenance window on or off, if it is not so already. */
export async function setEnabled(client: SSMClient, WindowId: string, on: boolean): Promise<void> {
  const { Enabled } = await client.send(new GetMaintenanceWindowCommand({ WindowId }));
  if (Enabled !== on) await client.send(new UpdateMaintenanceWindowCommand({ WindowId, Enabled: on }));
}
