import { pathHosts } from "../../domain/defaults/aws-hosts.ts";
import { isUnknown } from "../../domain/graph-values.ts";
import { intended } from "../model/intended.ts";
import type { Resource, Stack } from "../model/stack.ts";

/** Resources of a store whose names AWS generates and its network resolves. */
const named = {
  databases: ["aws:rds/instance:Instance"],
  caches: ["aws:elasticache/replicationGroup:ReplicationGroup"],
  files: ["aws:efs/fileSystem:FileSystem"],
  buckets: ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"],
};

/** Whether a name of a list is that of a store's own database, caches, files or buckets; before apply by what it is made of. */
export function isOwnName(name: unknown, list: Resource, stack: Stack): boolean {
  if (isUnknown(name)) {
    const types = Object.values(named).flat();
    return (list.propertyDependencies.domains ?? []).some((urn) => types.includes(stack.find(urn)?.type ?? ""));
  }
  return typeof name === "string" && forms(stack).some((form) => form.test(name.replace(/\.$/, "")));
}

function forms(stack: Stack): RegExp[] {
  const said = intended(stack);
  if (said === undefined) return [];
  const { region, archiveOf: archive } = said.names;
  const hosts = pathHosts(region);
  const buckets = [...textsOf(stack, named.buckets, "bucket"), ...(archive === undefined ? [] : [`${archive}-log-archive-`])];
  const parents = [...textsOf(stack, named.databases, "address"), ...cacheHosts(stack)].map((host) => host.split(".").slice(1).join("."));
  return [
    ...parents.map((parent) => new RegExp(`^\\*\\.${escaped(parent)}$`)),
    ...textsOf(stack, named.files, "id").map((id) => new RegExp(`^${escaped(`${id}.efs.${region}.amazonaws.com`)}$`)),
    ...buckets.flatMap((bucket) =>
      hosts.map((host) => new RegExp(`^${escaped(bucket)}${bucket.endsWith("-") ? "\\d{12}" : ""}\\.${escaped(host)}$`)),
    ),
  ];
}

const cacheHosts = (stack: Stack): string[] =>
  ["primaryEndpointAddress", "configurationEndpointAddress"].flatMap((of) => textsOf(stack, named.caches, of));

const textsOf = (stack: Stack, types: readonly string[], of: string): string[] =>
  stack.ofType(...types).flatMap(({ properties }) => {
    const value = properties[of];
    return typeof value === "string" && value !== "" && !isUnknown(value) ? [value] : [];
  });

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
