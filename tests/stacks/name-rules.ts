/*
 * What AWS takes as a name, by Pulumi type and property, as its API references write it (the pattern of the parameter, and beginnings that
 * they name as reserved). Written down apart from domain/defaults/reserved-names.ts, which they test.
 */

const word = (most: number) => new RegExp(`^[\\w-]{1,${most}}$`);
const dotted = (least: number, most: number) => new RegExp(`^[\\w.-]{${least},${most}}$`);
/** A letter first, no two hyphens together, none at the end. */
const identifier = (most: number) => new RegExp(`^[a-z](?!.*--)[a-z0-9-]{0,${most - 1}}(?<!-)$`);
const iam = (most: number) => new RegExp(`^[\\w+=,.@-]{1,${most}}$`);

/** Names that the program gives. */
export const givenNames: Readonly<Record<string, RegExp>> = {
  "aws:accessanalyzer/analyzer:Analyzer analyzerName": /^[A-Za-z][\w.-]{0,254}$/,
  "aws:backup/logicallyAirGappedVault:LogicallyAirGappedVault name": /^[\w-]{2,50}$/,
  "aws:backup/plan:Plan name": dotted(1, 50),
  "aws:backup/restoreTestingPlan:RestoreTestingPlan name": /^\w{1,50}$/,
  "aws:backup/selection:Selection name": dotted(1, 50),
  "aws:backup/vault:Vault name": /^[\w-]{2,50}$/,
  "aws:budgets/budget:Budget name": /^(?!.*\/action\/)[^:\\]{1,100}$/,
  "aws:cfg/conformancePack:ConformancePack name": /^[a-zA-Z][-a-zA-Z0-9]{0,255}$/,
  "aws:cloudtrail/trail:Trail name": /^[a-zA-Z0-9](?!.*[._-]{2})[\w.-]{1,126}[a-zA-Z0-9]$/,
  "aws:cloudwatch/dashboard:Dashboard dashboardName": /^[\w-]{1,255}$/,
  "aws:cloudwatch/eventRule:EventRule name": dotted(1, 64),
  "aws:cloudwatch/logGroup:LogGroup name": /^(?!aws\/)[\w./#-]{1,512}$/,
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy policyName": dotted(1, 255),
  "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter name": /^[^:*]{1,512}$/,
  // As the provider has it: folders by slashes.
  "aws:cloudwatch/queryDefinition:QueryDefinition name": /^(?=.{1,255}$)([^:*/]+\/)*[^:*/]+$/,
  "aws:cognito/userPool:UserPool name": /^[\w\s+=,.@-]{1,128}$/,
  "aws:cognito/userPoolDomain:UserPoolDomain domain": /^(?!.*(aws|amazon|cognito))[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
  "aws:dynamodb/table:Table name": dotted(3, 255),
  "aws:elasticache/replicationGroup:ReplicationGroup finalSnapshotIdentifier": identifier(255),
  "aws:iam/policy:Policy name": iam(128),
  "aws:iam/role:Role name": iam(64),
  "aws:iam/serviceLinkedRole:ServiceLinkedRole customSuffix": iam(64 - "AWSServiceRoleForAutoScaling_".length),
  "aws:kms/alias:Alias name": /^alias\/(?!aws\/)[\w/-]{1,250}$/,
  "aws:lambda/function:Function name": word(64),
  "aws:rds/instance:Instance finalSnapshotIdentifier": identifier(255),
  "aws:rds/instance:Instance identifier": identifier(63),
  "aws:rds/parameterGroup:ParameterGroup name": identifier(255),
  "aws:rds/subnetGroup:SubnetGroup name": /^(?!default$)[a-z0-9 ._-]{1,255}$/,
  "aws:s3/bucket:Bucket bucket":
    /^(?!xn--|sthree-|amzn-s3-demo-)(?!.*(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$)(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
  "aws:scheduler/schedule:Schedule name": dotted(1, 64),
  "aws:scheduler/scheduleGroup:ScheduleGroup name": dotted(1, 64),
  "aws:sns/topic:Topic name": word(256),
  "aws:sqs/queue:Queue name": word(80),
  "aws:ssm/association:Association associationName": dotted(3, 128),
  "aws:ssm/document:Document name": /^(?!aws|amazon|amzn)[\w.-]{3,128}$/i,
  "aws:ssm/maintenanceWindow:MaintenanceWindow name": dotted(3, 128),
  "aws:ssm/maintenanceWindowTarget:MaintenanceWindowTarget name": dotted(3, 128),
  "aws:ssm/maintenanceWindowTask:MaintenanceWindowTask name": dotted(3, 128),
  "aws:ssm/parameter:Parameter name": /^(?!\/?(aws|ssm))(\/[\w.-]+){1,15}$/i,
  "aws:ssm/patchBaseline:PatchBaseline name": dotted(3, 128),
  "aws:ssm/patchGroup:PatchGroup patchGroup": /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,256}$/u,
  "aws:synthetics/canary:Canary name": /^[0-9a-z_-]{1,255}$/,
  "aws:wafv2/ipSet:IpSet name": word(128),
  "aws:wafv2/webAcl:WebAcl name": word(128),
};

/** Names that Pulumi makes by the project's patterns. */
export const madeNames: Readonly<Record<string, RegExp>> = {
  "aws:autoscaling/group:Group": /^[^:]{1,255}$/,
  "aws:cloudwatch/alarmMuteRule:AlarmMuteRule": /^[\S\s]{1,255}$/,
  "aws:cloudwatch/metricAlarm:MetricAlarm": /^[\S\s]{1,255}$/,
  "aws:ec2/launchTemplate:LaunchTemplate": /^[a-zA-Z0-9().\-/_]{3,128}$/,
  "aws:ec2/securityGroup:SecurityGroup": /^(?!sg-)[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]{1,255}$/,
  "aws:elasticache/parameterGroup:ParameterGroup": identifier(255),
  "aws:elasticache/replicationGroup:ReplicationGroup": identifier(40),
  "aws:elasticache/subnetGroup:SubnetGroup": /^[a-z0-9-]{1,255}$/,
  "aws:iam/instanceProfile:InstanceProfile": iam(128),
  "aws:lb/loadBalancer:LoadBalancer": /^(?!internal-)(?!-)[a-zA-Z0-9-]{1,32}(?<!-)$/,
  "aws:lb/targetGroup:TargetGroup": /^(?!-)[a-zA-Z0-9-]{1,32}(?<!-)$/,
  "aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList": /^(?!\d+$)[a-zA-Z0-9\-_' ]{1,64}$/,
  "aws:route53/resolverFirewallRuleGroup:ResolverFirewallRuleGroup": /^(?!\d+$)[a-zA-Z0-9\-_' ]{1,64}$/,
  "aws:secretsmanager/secret:Secret": /^[\w/+=.@-]{1,512}$/,
};
