/*
 * What the table cannot have from the provider: read in the sources that are named.
 */

/** Packages whose resources every change replaces: hashicorp/terraform-provider-random and -tls, all arguments RequiresReplace. */
export const everyProperty = ["random:", "tls:"] as const;

/**
 * Types that the table's provider does not know, takes half a minute to plan (a web ACL), or does not plan over an invented state, or
 * alone (a table's key, without the attribute of that name). Read from RequiresReplace and ForceNew in hashicorp/terraform-provider-aws 6,
 * internal/service: cloudwatch/alarm_mute_rule.go, cognitoidp/log_delivery_configuration.go and managed_login_branding.go, dynamodb/table.go,
 * guardduty/malware_protection_plan.go, wafv2/web_acl.go, and ec2/ec2_allowed_images_settings.go, where nothing is: there is one a Region.
 */
export const read: Readonly<Record<string, readonly string[]>> = {
  "aws:cloudwatch/alarmMuteRule:AlarmMuteRule": ["name", "region"],
  "aws:cognito/logDeliveryConfiguration:LogDeliveryConfiguration": ["region", "userPoolId"],
  "aws:cognito/managedLoginBranding:ManagedLoginBranding": ["assets", "clientId", "region", "userPoolId"],
  "aws:dynamodb/table:Table": ["hashKey", "rangeKey"],
  "aws:ec2/allowedImagesSettings:AllowedImagesSettings": ["region"],
  "aws:guardduty/malwareProtectionPlan:MalwareProtectionPlan": ["protectedResource.s3Bucket.bucketName", "region"],
  "aws:wafv2/webAcl:WebAcl": ["name", "namePrefix", "region", "scope"],
};

/** Properties that Cloud Control's types take only at their creation: `createOnlyProperties` of CloudFormation's schemas. */
export const createOnly: Readonly<Record<string, readonly string[]>> = {
  "AWS::EC2::SubnetCidrBlock": ["SubnetId", "Ipv6CidrBlock", "Ipv6IpamPoolId", "Ipv6NetmaskLength"],
  "AWS::Cognito::UserPoolRiskConfigurationAttachment": ["UserPoolId", "ClientId"],
};

/** Types of which AWS takes no second one beside the first: `DeleteBeforeReplace` of pulumi-aws 7, provider/resource_overrides.go. */
export const deletedFirst: ReadonlySet<string> = new Set([
  "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter",
  "aws:ec2/securityGroupRule:SecurityGroupRule",
  "aws:ec2transitgateway/vpcAttachment:VpcAttachment",
  "aws:ecr/lifecyclePolicy:LifecyclePolicy",
  "aws:efs/mountTarget:MountTarget",
  "aws:iam/accountAlias:AccountAlias",
  "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
  "aws:iam/policyAttachment:PolicyAttachment",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  "aws:iam/userPolicyAttachment:UserPolicyAttachment",
]);

/** The property that Pulumi fills in where the program gives none, other than `name`; empty for none. The same file, and its autonaming.go. */
export const namedBy: Readonly<Record<string, string>> = {
  "aws:cloudwatch/eventTarget:EventTarget": "targetId",
  "aws:ec2/keyPair:KeyPair": "keyName",
  "aws:efs/fileSystem:FileSystem": "creationToken",
  "aws:elasticache/cluster:Cluster": "clusterId",
  "aws:elasticache/replicationGroup:ReplicationGroup": "replicationGroupId",
  "aws:lambda/permission:Permission": "statementId",
  "aws:rds/instance:Instance": "identifier",
  "aws:route53/record:Record": "",
  "aws:s3/bucket:Bucket": "bucket",
};
