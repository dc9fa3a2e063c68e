import { isUnknown } from "../../domain/graph-values.ts";
import { isRecord } from "../../domain/values.ts";
import { defaultTags, environmentTag } from "../model/environment.ts";
import type { Policy } from "../model/policy.ts";
import type { Resource } from "../model/stack.ts";

/** Types that are searched for, billed, or must not be confused between environments. */
const types = [
  "aws:ec2/vpc:Vpc",
  "aws:ec2/subnet:Subnet",
  "aws:ec2/securityGroup:SecurityGroup",
  "aws:ec2/instance:Instance",
  "aws:ec2/launchTemplate:LaunchTemplate",
  "aws:autoscaling/group:Group",
  "aws:lb/loadBalancer:LoadBalancer",
  "aws:alb/loadBalancer:LoadBalancer",
  "aws:rds/instance:Instance",
  "aws:rds/cluster:Cluster",
  "aws:elasticache/replicationGroup:ReplicationGroup",
  "aws:efs/fileSystem:FileSystem",
  "aws:ebs/volume:Volume",
  "aws:s3/bucket:Bucket",
  "aws:s3/bucketV2:BucketV2",
  "aws:kms/key:Key",
  "aws:secretsmanager/secret:Secret",
];

export const tagResourceMissingEnvironment: Policy = {
  name: "aws-tag-resource-missing-environment",
  description: "Resources are tagged, those of a store with their environment.",
  severity: "low",
  controls: ["TAG-01"],
  remediation: "Set defaultTags with an environment on the provider, or a tag environment on the resource.",
  url: "https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html",
  types,
  check: (resource, stack) => {
    const keys = [
      ...keysOf(resource, "tags"),
      ...keysOf(resource, "tagsAll"),
      ...nodeKeys(resource),
      ...(nests(resource) ? [] : defaultTags(stack.ofType("pulumi:providers:aws")).map(([key]) => key)),
    ];
    if (keys.length === 0) return ["the resource has no tags; set defaultTags on the provider"];
    // An account is of every environment, or of none.
    return stack.isAccount || keys.some((key) => environmentTag.test(key)) ? [] : ["no tag names the environment; set environment"];
  },
};

/** The provider's default tags do not reach nodes that a template or group starts. */
const nests = ({ type }: Resource): boolean => type.includes("launchTemplate") || type.includes("autoscaling");

function keysOf(resource: Resource, property: string): string[] {
  const tags = resource.properties[property];
  if (isUnknown(tags)) resource.get(property);
  return isRecord(tags) && !nests(resource) ? Object.keys(tags) : [];
}

/** Keys of a group's tags, and of what a launch template puts on its instances. */
function nodeKeys(resource: Resource): string[] {
  if (resource.type.includes("autoscaling")) return resource.list("tags").flatMap((tag) => (isRecord(tag) ? [String(tag.key)] : []));
  if (!resource.type.includes("launchTemplate")) return [];
  return resource.list("tagSpecifications").flatMap((tags) => (isRecord(tags) && isRecord(tags.tags) ? Object.keys(tags.tags) : []));
}
