import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { parse } from "yaml";
import type { GraphResource } from "../support/offline.ts";
import { at, graphWith, nameOf, section } from "./graphs.ts";

describe("a stack name of 24 characters, the longest", () => {
  const longest = "abcdefghijklmnopqrs-prod";
  let graph: readonly GraphResource[] = [];
  beforeAll(async () => {
    graph = await graphWith(
      "demo-prod",
      { network: { ...section("demo-prod", "network"), egress: "network-firewall", dnsQueryLog: true } },
      longest,
    );
  });

  /** Names that the program gives, by type and property: longest length, and what AWS calls them with. */
  const given: Readonly<Record<string, number>> = {
    "aws:autoscaling/lifecycleHook:LifecycleHook name": 255,
    "aws:backup/plan:Plan name": 50,
    "aws:backup/restoreTestingPlan:RestoreTestingPlan name": 50,
    "aws:backup/restoreTestingSelection:RestoreTestingSelection name": 50,
    "aws:backup/selection:Selection name": 50,
    "aws:backup/vault:Vault name": 50,
    "aws:cloudwatch/eventRule:EventRule name": 64,
    "aws:cloudwatch/logGroup:LogGroup name": 512,
    "aws:cloudwatch/logMetricFilter:LogMetricFilter name": 512,
    "aws:cloudwatch/logResourcePolicy:LogResourcePolicy policyName": 255,
    "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter name": 512,
    "aws:cloudwatch/queryDefinition:QueryDefinition name": 255,
    "aws:cognito/userGroup:UserGroup name": 128,
    "aws:cognito/userPool:UserPool name": 128,
    "aws:cognito/userPoolClient:UserPoolClient name": 128,
    "aws:dynamodb/table:Table name": 255,
    "aws:elasticache/replicationGroup:ReplicationGroup finalSnapshotIdentifier": 255,
    "aws:iam/policy:Policy name": 128,
    "aws:iam/role:Role name": 64,
    "aws:iam/serviceLinkedRole:ServiceLinkedRole customSuffix": 64 - "AWSServiceRoleForAutoScaling_".length,
    "aws:kms/alias:Alias name": 256,
    "aws:lambda/function:Function name": 64,
    "aws:rds/instance:Instance finalSnapshotIdentifier": 255,
    "aws:rds/instance:Instance identifier": 63,
    "aws:rds/parameterGroup:ParameterGroup name": 255,
    "aws:rds/subnetGroup:SubnetGroup name": 255,
    "aws:route53/record:Record name": 255,
    "aws:route53/zone:Zone name": 255,
    "aws:s3/bucket:Bucket bucket": 63,
    "aws:scheduler/schedule:Schedule name": 64,
    "aws:scheduler/scheduleGroup:ScheduleGroup name": 64,
    "aws:sns/topic:Topic name": 256,
    "aws:sqs/queue:Queue name": 80,
    "aws:ssm/association:Association name": 128,
    "aws:ssm/document:Document name": 128,
    "aws:ssm/maintenanceWindow:MaintenanceWindow name": 128,
    "aws:ssm/maintenanceWindowTarget:MaintenanceWindowTarget name": 128,
    "aws:ssm/maintenanceWindowTask:MaintenanceWindowTask name": 128,
    "aws:ssm/parameter:Parameter name": 1011,
    "aws:ssm/patchBaseline:PatchBaseline name": 128,
    "aws:synthetics/canary:Canary name": 255,
    "aws:wafv2/ipSet:IpSet name": 128,
    "aws:wafv2/webAcl:WebAcl name": 128,
  };
  const naming = ["name", "identifier", "bucket", "policyName", "finalSnapshotIdentifier", "customSuffix", "namePrefix", "bucketPrefix"];

  test("fits into every name that the program gives, each of which this test knows", () => {
    const own = graph.filter(({ type }) => !/^aws:s3\/bucket.+:/.test(type) || type === "aws:s3/bucket:Bucket");
    const names = own.flatMap(({ type, inputs = {} }) =>
      naming.filter((key) => key in inputs).map((key) => ({ what: `${type} ${key}`, text: String(inputs[key]) })),
    );
    expect([...new Set(names.map(({ what }) => what))].sort()).toEqual(Object.keys(given));
    expect(names.filter(({ what, text }) => text.length > (given[what] ?? 0) || text.length < 3)).toEqual([]);
  });

  /** Names that Pulumi makes, where AWS has a limit of 128 or less. */
  const made: Readonly<Record<string, number>> = {
    "aws:elasticache/replicationGroup:ReplicationGroup": 40,
    "aws:iam/instanceProfile:InstanceProfile": 128,
    "aws:iam/policy:Policy": 128,
    "aws:iam/role:Role": 64,
    "aws:ec2/launchTemplate:LaunchTemplate": 128,
    "aws:lb/loadBalancer:LoadBalancer": 32,
    "aws:lb/targetGroup:TargetGroup": 32,
    "aws:networkfirewall/firewall:Firewall": 128,
    "aws:networkfirewall/firewallPolicy:FirewallPolicy": 128,
    "aws:networkfirewall/ruleGroup:RuleGroup": 128,
    "aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList": 64,
    "aws:route53/resolverFirewallRule:ResolverFirewallRule": 64,
    "aws:route53/resolverFirewallRuleGroup:ResolverFirewallRuleGroup": 64,
    "aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation": 64,
    "aws:route53/resolverQueryLogConfig:ResolverQueryLogConfig": 64,
  };

  test("fits into every name that Pulumi makes by the project's patterns", () => {
    const autonaming = at(
      parse(readFileSync(new URL("../../Pulumi.yaml", import.meta.url), "utf8")),
      "config",
      "pulumi:autonaming",
      "value",
    );
    const lengthOf = (resource: GraphResource) => {
      const own = at(autonaming, "providers", "aws", "resources", resource.type, "pattern");
      const filled = String(own ?? at(autonaming, "pattern"))
        .replace(/\$\{stack\}/, longest)
        .replace(/\$\{name\}/, nameOf(resource));
      return filled.replace(/\$\{hex\((\d+)\)\}/, (_, digits) => "0".repeat(Number(digits))).length;
    };
    const named = graph.filter(({ type }) => type in made);
    expect(named.filter((resource) => lengthOf(resource) > (made[resource.type] ?? 0)).map(nameOf)).toEqual([]);
    expect([...new Set(named.map(({ type }) => type))].sort()).toEqual(Object.keys(made).sort());
  });
});
