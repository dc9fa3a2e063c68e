import type { Policy } from "../model/policy.ts";
import type { Resource, Stack } from "../model/stack.ts";

export const pulumiResourceEnableProtection: Policy = {
  name: "aws-pulumi-resource-enable-protection",
  description:
    "Pulumi refuses to delete or replace resources with data: in production, in an account's stack, and where AWS refuses it too.",
  severity: "high",
  controls: ["G23"],
  remediation: "Set the resource option protect: true.",
  url: "https://www.pulumi.com/docs/iac/concepts/resources/options/protect/",
  types: [
    "aws:rds/instance:Instance",
    "aws:rds/cluster:Cluster",
    "aws:elasticache/replicationGroup:ReplicationGroup",
    "aws:efs/fileSystem:FileSystem",
    "aws:s3/bucket:Bucket",
    "aws:s3/bucketV2:BucketV2",
    "aws:kms/key:Key",
    "aws:dynamodb/table:Table",
    "aws:backup/vault:Vault",
  ],
  check: (resource, stack) => {
    if (!holdsData(resource, stack)) return undefined;
    return resource.protect ? [] : ["protect is false; set the resource option protect: true"];
  },
};

const holdsData = (resource: Resource, stack: Stack): boolean =>
  stack.isAccount || stack.environment === "prod" || resource.isTrue("deletionProtection") || resource.isTrue("deletionProtectionEnabled");
