/**
 * Properties that stacks of this repository leave as AWS has them or set once, and whose other values weaken what is there without
 * making it another kind of resource.
 */

/** What a property may be, `unset` where it stands alone; and what another value would do. */
export interface Weakening {
  readonly property: string;
  /** Which values are harmless, as text; a list's is JSON. */
  readonly harmless: RegExp;
  readonly because: string;
}

const unset = /^(|false|\[\]|\{\})$/;

export const weakenings: Readonly<Record<string, readonly Weakening[]>> = {
  "aws:autoscaling/group:Group": [
    { property: "desiredCapacity", harmless: /^(|[1-9]\d*)$/, because: "no node answers shoppers" },
    { property: "maxSize", harmless: /^(|[1-9]\d*)$/, because: "no node answers shoppers" },
    { property: "minSize", harmless: /^(|[1-9]\d*)$/, because: "no node answers shoppers, as soon as the group is made smaller" },
    { property: "suspendedProcesses", harmless: unset, because: "nodes that are ill or old are not replaced" },
  ],
  "aws:backup/regionSettings:RegionSettings": [
    { property: "resourceTypeOptInPreference.EFS", harmless: /^(|true)$/, because: "AWS Backup leaves out file systems" },
    { property: "resourceTypeOptInPreference.RDS", harmless: /^(|true)$/, because: "AWS Backup leaves out databases" },
    { property: "resourceTypeOptInPreference.S3", harmless: /^(|true)$/, because: "AWS Backup leaves out buckets" },
  ],
  "aws:backup/restoreTestingSelection:RestoreTestingSelection": [
    { property: "restoreMetadataOverrides.publiclyAccessible", harmless: unset, because: "a restored database has a public address" },
  ],
  "aws:backup/vault:Vault": [{ property: "forceDestroy", harmless: unset, because: "backups go with the stack" }],
  "aws:budgets/budget:Budget": [
    { property: "limitAmount", harmless: /^(|\d{1,5}(\.\d+)?)$/, because: "nobody hears of what a stolen key spends" },
  ],
  "aws:cfg/recorder:Recorder": [
    {
      property: "recordingMode.recordingFrequency",
      harmless: /^(|CONTINUOUS)$/,
      because: "changes that are undone within a day are not recorded",
    },
    { property: "recordingMode.recordingModeOverride", harmless: unset, because: "some kinds are recorded less often" },
  ],
  "aws:cloudwatch/eventRule:EventRule": [
    { property: "state", harmless: /^(|ENABLED.*)$/, because: "what it waits for is not told to anybody" },
    { property: "isEnabled", harmless: /^(|true)$/, because: "what it waits for is not told to anybody" },
  ],
  "aws:cloudwatch/logGroup:LogGroup": [
    { property: "logGroupClass", harmless: /^(|STANDARD)$/, because: "metric filters and subscriptions do not work on it" },
  ],
  "aws:cognito/logDeliveryConfiguration:LogDeliveryConfiguration": [
    { property: "logConfigurations", harmless: /"userAuthEvents"/, because: "nobody reads who tried to sign in" },
  ],
  "aws:cognito/userPool:UserPool": [
    { property: "deviceConfiguration", harmless: unset, because: "a device that is remembered needs no second factor" },
  ],
  "aws:cognito/userPoolClient:UserPoolClient": [
    { property: "generateSecret", harmless: /^(|true)$/, because: "whoever has a code can redeem it" },
  ],
  "aws:ec2/flowLog:FlowLog": [
    {
      property: "logFormat",
      harmless: /^$|^(?=.*\$\{srcaddr\})(?=.*\$\{dstaddr\})(?=.*\$\{srcport\})(?=.*\$\{dstport\})(?=.*\$\{action\})(?=.*\$\{start\})/,
      because: "flows are recorded without address, port, time or verdict",
    },
  ],
  "aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess": [
    { property: "state", harmless: /^block-new-sharing$/, because: "images can be made public" },
  ],
  "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults": [
    { property: "httpTokens", harmless: /^required$/, because: "instances hand their role to whoever can make them fetch an address" },
    { property: "httpPutResponseHopLimit", harmless: /^(|-1|1|2)$/, because: "containers and proxies behind an instance get its role" },
  ],
  "aws:ec2/route:Route": [
    { property: "carrierGatewayId", harmless: unset, because: "traffic leaves by a carrier's network" },
    { property: "coreNetworkArn", harmless: unset, because: "traffic leaves by a network of others" },
    { property: "localGatewayId", harmless: unset, because: "traffic leaves by another site" },
    { property: "networkInterfaceId", harmless: unset, because: "traffic leaves by an interface that may be anybody's" },
  ],
  "aws:ec2/serialConsoleAccess:SerialConsoleAccess": [
    { property: "enabled", harmless: /^false$/, because: "whoever has the right to it gets past the network's rules" },
  ],
  "aws:guardduty/detector:Detector": [
    { property: "findingPublishingFrequency", harmless: /^(FIFTEEN_MINUTES|ONE_HOUR)$/, because: "repeated findings are told hours later" },
  ],
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": [
    { property: "clientIdLists", harmless: /^(|\["sts\.amazonaws\.com"\])$/, because: "tokens that were made for others are taken" },
  ],
  "aws:kms/key:Key": [{ property: "multiRegion", harmless: unset, because: "the key can be copied to other Regions, where nobody looks" }],
  "aws:lambda/eventSourceMapping:EventSourceMapping": [
    { property: "enabled", harmless: /^(|true)$/, because: "what waits in the queue is not read" },
    { property: "filterCriteria", harmless: unset, because: "what does not fit is thrown away unread" },
  ],
  "aws:lambda/function:Function": [
    { property: "reservedConcurrentExecutions", harmless: /^(|-1|[1-9]\d*)$/, because: "the function never runs" },
    { property: "environment.variables.AWS_LAMBDA_EXEC_WRAPPER", harmless: unset, because: "other code runs before the function's" },
    { property: "environment.variables.LD_PRELOAD", harmless: unset, because: "other code runs before the function's" },
    {
      property: "environment.variables.NODE_OPTIONS",
      harmless: /^(|--enable-source-maps)$/,
      because: "other code runs before the function's",
    },
  ],
  "aws:lb/loadBalancer:LoadBalancer": [
    { property: "subnetMappings", harmless: unset, because: "its subnets are chosen past the policies of subnets" },
    { property: "connectionLogs.enabled", harmless: /^(|true)$/, because: "nobody sees who connected and failed" },
    { property: "enableWafFailOpen", harmless: unset, because: "requests pass unseen while the firewall does not answer" },
    { property: "xffHeaderProcessingMode", harmless: /^(|append)$/, because: "nodes take the client's word for its address" },
  ],
  "aws:rds/instance:Instance": [
    { property: "optionGroupName", harmless: /^(|default[:.].*)$/, because: "plugins run in the database that nobody reviewed" },
  ],
  "aws:route53/zone:Zone": [{ property: "forceDestroy", harmless: unset, because: "records go that others made" }],
  "aws:s3/bucket:Bucket": [{ property: "forceDestroy", harmless: unset, because: "what is in it goes with the stack" }],
  "aws:scheduler/schedule:Schedule": [
    { property: "state", harmless: /^(|ENABLED)$/, because: "what it starts does not run any more" },
    { property: "endDate", harmless: unset, because: "what it starts does not run after that" },
    { property: "startDate", harmless: unset, because: "what it starts does not run before that" },
  ],
  "aws:secretsmanager/secret:Secret": [
    { property: "replicas", harmless: unset, because: "the secret is read in another Region, where nobody looks" },
  ],
  "aws:securityhub/account:Account": [
    { property: "autoEnableControls", harmless: /^(|true)$/, because: "new controls of AWS's are not asked" },
  ],
  "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination": [
    { property: "eventDestination.enabled", harmless: /^(|true)$/, because: "nobody hears of bounces and complaints" },
  ],
  "aws:sns/topicSubscription:TopicSubscription": [
    { property: "filterPolicy", harmless: unset, because: "the subscriber hears of some messages only" },
  ],
  "aws:ssm/association:Association": [
    {
      property: "name",
      harmless: /^AWS-(RunPatchBaseline|GatherSoftwareInventory|UpdateSSMAgent)$/,
      because: "nodes run what nobody reviewed, again and again",
    },
  ],
  "aws:ssm/maintenanceWindow:MaintenanceWindow": [
    { property: "enabled", harmless: /^(|true)$/, because: "nothing is patched in it" },
    { property: "endDate", harmless: unset, because: "nothing is patched in it after that" },
    { property: "startDate", harmless: unset, because: "nothing is patched in it before that" },
  ],
  "aws:ssm/patchBaseline:PatchBaseline": [
    { property: "rejectedPatches", harmless: unset, because: "patches are left out that nobody reviewed" },
  ],
};

/** Parameters of a database's group by which it tells more or asks less, of MySQL and MariaDB. */
export const weakeningParameters: Readonly<Record<string, { readonly harmless: RegExp; readonly because: string }>> = {
  authentication_policy: { harmless: /^(\*|caching_sha2_password)(,.*)?$/, because: "passwords are kept as SHA-1" },
  default_authentication_plugin: { harmless: /^caching_sha2_password$/, because: "passwords are kept as SHA-1" },
  general_log: { harmless: /^(0|off)$/i, because: "statements are logged with the values in them" },
  init_connect: { harmless: /^$/, because: "each session begins with statements that nobody reviewed" },
  innodb_flush_log_at_trx_commit: { harmless: /^1$/, because: "orders are lost when the database fails" },
  local_infile: { harmless: /^(0|off)$/i, because: "the database reads files of its clients" },
  log_bin_trust_function_creators: { harmless: /^(0|off)$/i, because: "functions are made without the right to" },
  log_output: { harmless: /^file$/i, because: "logs do not leave the database" },
  log_raw: { harmless: /^(0|off)$/i, because: "passwords are written into logs" },
  secure_file_priv: { harmless: /^(null|\/.+)$/i, because: "statements read and write any file" },
  slow_query_log: { harmless: /^(1|on)$/i, because: "slow statements are not logged" },
  sync_binlog: { harmless: /^1$/, because: "copies and restores lack the last orders" },
  tls_version: { harmless: /^TLSv1\.[23](,TLSv1\.[23])*$/i, because: "connections are made with broken TLS" },
};
