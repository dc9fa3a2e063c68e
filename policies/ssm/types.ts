import { parse } from "yaml";
import { fromJson, isRecord } from "../../domain/values.ts";
import { rateDays } from "../model/schedules.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { asList, read, show, UnknownValue } from "../model/values.ts";

export const documentType = "aws:ssm/document:Document";
export const baselineType = "aws:ssm/patchBaseline:PatchBaseline";
export const windowType = "aws:ssm/maintenanceWindow:MaintenanceWindow";
export const nodeTypes = [
  "aws:ec2/instance:Instance",
  "aws:ec2/launchTemplate:LaunchTemplate",
  "aws:ec2/launchConfiguration:LaunchConfiguration",
];

/** The parsed content of a document. JSON is YAML too, but a reader of YAML takes a hundred times as long. */
export function documentContent(document: Resource): unknown {
  const content = document.document("content");
  if (typeof content !== "string") return undefined;
  if (content.includes("output<")) throw new UnknownValue("content");
  return fromJson(content) ?? parse(content);
}

/** The inputs of Session Manager preferences; undefined for other documents. */
export function sessionInputs(document: Resource): Readonly<Record<string, unknown>> | undefined {
  if (document.text("documentType") !== "Session") return undefined;
  const inputs = read(documentContent(document), "inputs");
  return isRecord(inputs) ? inputs : {};
}

/** Maximum days between two starts of a schedule, `rate(…)` or `cron(minute hour day month weekday year)`; undefined for others. */
export function maxGap(schedule: string): number | undefined {
  const rate = rateDays(schedule);
  if (rate !== undefined) return rate;
  const fields = /^cron\((.+)\)$/.exec(schedule)?.[1]?.trim().split(/\s+/) ?? [];
  // With six fields the first may be seconds, or the last the year: both ways day, month and weekday stand third from the start.
  const [, , day = "", month = "", weekday = ""] = fields;
  if (fields.length < 5) return undefined;
  if (month !== "*") return 366;
  if (/[#L]/i.test(weekday)) return 35;
  if (/^[*?]$/.test(weekday)) return /^[*?]$/.test(day) ? 1 : 31;
  return 7;
}

/** A node's tags, as Systems Manager's targets see them. */
export function tagsOf(node: Resource, stack: Stack): Map<string, string> {
  const onTemplate = node.list("tagSpecifications").filter((one) => read(one, "resourceType") === "instance");
  const own = node.type === "aws:ec2/instance:Instance" ? [node.get("tags")] : onTemplate.map((one) => read(one, "tags"));
  const groups = ["launchTemplate", "launchConfiguration", "mixedInstancesPolicy"].flatMap((property) =>
    stack.referring(node, property, ["aws:autoscaling/group:Group"]),
  );
  const propagated = groups
    .flatMap((group) => group.list("tags"))
    .filter((tag) => String(read(tag, "propagateAtLaunch")) === "true")
    .map((tag): [string, string] => [String(read(tag, "key")), String(read(tag, "value"))]);
  return new Map([
    ...own.flatMap((tags) => (isRecord(tags) ? Object.entries(tags).map(([key, value]): [string, string] => [key, show(value)]) : [])),
    ...propagated,
  ]);
}

/** Whether one of a window's targets is a node, by its tags or by its id. */
export function targets(target: Resource, node: Resource, stack: Stack): boolean {
  if (stack.refersTo(target, "targets", node)) return true;
  const tags = tagsOf(node, stack);
  const wanted = target.list("targets");
  return wanted.length > 0 && wanted.every((one) => matches(String(read(one, "key")), asList(read(one, "values")).map(String), tags));
}

function matches(key: string, values: readonly string[], tags: ReadonlyMap<string, string>): boolean {
  if (/^instanceids$/i.test(key)) return values.includes("*");
  if (!key.startsWith("tag:")) return false;
  const value = tags.get(key.slice("tag:".length));
  return value !== undefined && values.includes(value);
}
