import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { read } from "../../domain/replacements/provider-facts.ts";
import table from "../../domain/replacements/table.json" with { type: "json" };
import kinds from "../../policies/pulumi/kinds.json" with { type: "json" };

const types: Readonly<Record<string, { readonly always: readonly string[] }>> = table.types;

test("each kind of resource of the stacks is in the table, or its source is named", () => {
  const used = [...new Set([...kinds.store, ...kinds.account])].filter((type) => type.startsWith("aws:"));
  expect(used.filter((type) => !(type in types) && !(type in read))).toEqual([]);
});

test.each([
  ["aws:ec2/vpc:Vpc", ["cidrBlock"], ["tags", "enableDnsSupport"]],
  ["aws:ec2/subnet:Subnet", ["availabilityZone", "cidrBlock", "vpcId"], ["mapPublicIpOnLaunch"]],
  ["aws:rds/instance:Instance", ["engine", "kmsKeyId", "storageEncrypted", "username"], ["engineVersion", "instanceClass"]],
  ["aws:efs/fileSystem:FileSystem", ["encrypted", "kmsKeyId", "performanceMode"], ["throughputMode"]],
  ["aws:dynamodb/table:Table", ["name"], ["billingMode"]],
  ["aws:s3/bucket:Bucket", ["bucket"], ["tags"]],
  ["aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", ["securityGroupId", "cidrIpv4[]"], ["fromPort", "cidrIpv4"]],
])("%s is replaced by what the provider's documentation says", (type, forced, free) => {
  const { always = [] } = types[type] ?? {};
  expect(forced.filter((property) => !always.includes(property))).toEqual([]);
  expect(free.filter((property) => always.includes(property))).toEqual([]);
});

test("the provider answers what the table has, where this machine has the provider that it was made with", () => {
  const write = join(import.meta.dirname, "../support/replacements/write.ts");
  const sample = ["aws:ec2/vpc:Vpc", "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"];
  const { status, stdout, stderr } = spawnSync(process.execPath, [write, "--check", ...sample], { encoding: "utf8" });
  const absent = status === 3;
  expect(absent ? stderr : stdout).toContain(
    absent ? "no Terraform AWS provider" : `2 types asked of provider ${table.provider}, 0 differ`,
  );
}, 180_000);
