import type { Resource, Stack } from "../model/stack.ts";
import { asList, read } from "../model/values.ts";

export const trailType = "aws:cloudtrail/trail:Trail";

const bucketTypes = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"];

/** The trail's bucket, where it is in this stack. */
export const bucketOf = (trail: Resource, stack: Stack): Resource | undefined => stack.referred(trail, "s3BucketName", bucketTypes)[0];

/** Kinds of events that a trail can record. */
export type Kind = "Management" | "S3 objects" | "functions";

/** Resource types of data events. */
const dataTypes = { "S3 objects": "AWS::S3::Object", functions: "AWS::Lambda::Function" };

/** Whether a trail records reads and writes alike of some kind, by either form of event selectors. */
export function records(trail: Resource, kind: Kind): boolean {
  const advanced = trail.list("advancedEventSelectors");
  if (advanced.length > 0) return advanced.some((selector) => admits(asList(read(selector, "fieldSelectors")), kind));
  const classic = trail.list("eventSelectors");
  // Without any selector a trail records all management events.
  if (classic.length === 0) return kind === "Management";
  return classic.some((selector) => all(selector) && (kind === "Management" ? management(selector) : takes(selector, dataTypes[kind])));
}

function admits(fields: readonly unknown[], kind: Kind): boolean {
  const equals = (field: string, value: string) =>
    fields.some((entry) => read(entry, "field") === field && asList(read(entry, "equals")).includes(value));
  if (fields.some((entry) => read(entry, "field") === "readOnly")) return false;
  // Any field more leaves events out: those of one service, or of one caller.
  if (kind === "Management") return equals("eventCategory", "Management") && fields.length === 1;
  return equals("resources.type", dataTypes[kind]) && (kind !== "functions" || fields.length === 2);
}

const all = (selector: unknown) => (read(selector, "readWriteType") ?? "All") === "All";
const management = (selector: unknown) => read(selector, "includeManagementEvents") !== false;
const takes = (selector: unknown, type: string) =>
  asList(read(selector, "dataResources")).some((data) => read(data, "type") === type && asList(read(data, "values")).length > 0);
