/**
 * Properties that stacks of this repository leave at AWS's default or set to one value, and whose other values weaken the resource without
 * changing its type.
 */

/** Harmless values of a property, and the effect of any other one. */
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
    { property: "minSize", harmless: /^(|[1-9]\d*)$/, because: "no node answers shoppers once the group scales in" },
    { property: "suspendedProcesses", harmless: unset, because: "unhealthy or old nodes are not replaced" },
  ],
  "aws:backup/regionSettings:RegionSettings": [
    { property: "resourceTypeOptInPreference.EFS", harmless: /^(|true)$/, because: "AWS Backup leaves out file systems" },
    { property: "resourceTypeOptInPreference.RDS", harmless: /^(|true)$/, because: "AWS Backup leaves out databases" },
    { property: "resourceTypeOptInPreference.S3", harmless: /^(|true)$/, because: "AWS Backup leaves out buckets" },
  ],
  "aws:backup/restoreTestingSelection:RestoreTestingSelection": [
    { property: "restoreMetadataOverrides.publiclyAccessible", harmless: unset, because: "a restored database has a public address" },
  ],
  "aws:backup/vault:Vault": [{ property: "forceDestroy", harmless: unset, because: "backups are deleted with the stack" }],
  "aws:budgets/budget:Budget": [
    { property: "limitAmount", harmless: /^(|\d{1,5}(\.\d+)?)$/, because: "no alert reports what a stolen key spends" },
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
    { property: "state", harmless: /^(|ENABLED.*)$/, because: "its events are not reported" },
    { property: "isEnabled", harmless: /^(|true)$/, because: "its events are not reported" },
  ],
  "aws:cloudwatch/logGroup:LogGroup": [
    { property: "logGroupClass", harmless: /^(|STANDARD)$/, because: "metric filters and subscriptions do not work on it" },
  ],
  "aws:cognito/logDeliveryConfiguration:LogDeliveryConfiguration": [
    { property: "logConfigurations", harmless: /"userAuthEvents"/, because: "sign-in attempts are not logged" },
  ],
  "aws:cognito/userPool:UserPool": [
    { property: "deviceConfiguration", harmless: unset, because: "a remembered device needs no second factor" },
  ],
  "aws:cognito/userPoolClient:UserPoolClient": [
    { property: "generateSecret", harmless: /^(|true)$/, because: "a stolen code can be redeemed without the client's secret" },
  ],
  "aws:ec2/flowLog:FlowLog": [
    {
      property: "logFormat",
      harmless: /^$|^(?=.*\$\{srcaddr\})(?=.*\$\{dstaddr\})(?=.*\$\{srcport\})(?=.*\$\{dstport\})(?=.*\$\{action\})(?=.*\$\{start\})/,
      because: "flows are recorded without address, port, time or action",
    },
  ],
  "aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess": [
    { property: "state", harmless: /^block-new-sharing$/, because: "images can be made public" },
  ],
  "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults": [
    { property: "httpTokens", harmless: /^required$/, because: "a forged request can read the credentials of an instance's role" },
    { property: "httpPutResponseHopLimit", harmless: /^(|-1|1|2)$/, because: "containers and proxies behind an instance get its role" },
  ],
  "aws:ec2/route:Route": [
    { property: "carrierGatewayId", harmless: unset, because: "traffic leaves through a carrier's network" },
    { property: "coreNetworkArn", harmless: unset, because: "traffic leaves through another network" },
    { property: "localGatewayId", harmless: unset, because: "traffic leaves through another site" },
    { property: "networkInterfaceId", harmless: unset, because: "traffic leaves through an interface that may belong to anyone" },
  ],
  "aws:ec2/serialConsoleAccess:SerialConsoleAccess": [
    { property: "enabled", harmless: /^false$/, because: "the serial console bypasses the network's rules" },
  ],
  "aws:guardduty/detector:Detector": [
    {
      property: "findingPublishingFrequency",
      harmless: /^(FIFTEEN_MINUTES|ONE_HOUR)$/,
      because: "repeated findings are reported hours later",
    },
  ],
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": [
    {
      property: "clientIdLists",
      harmless: /^(|\["sts\.amazonaws\.com"\])$/,
      because: "tokens that were issued for other audiences are accepted",
    },
  ],
  "aws:kms/key:Key": [
    { property: "multiRegion", harmless: unset, because: "the key can be replicated to other Regions, which are not monitored" },
  ],
  "aws:lambda/eventSourceMapping:EventSourceMapping": [
    { property: "enabled", harmless: /^(|true)$/, because: "messages in the queue are not read" },
    { property: "filterCriteria", harmless: unset, because: "messages that do not match are discarded unread" },
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
    { property: "subnetMappings", harmless: unset, because: "its subnets bypass the policies for subnets" },
    { property: "connectionLogs.enabled", harmless: /^(|true)$/, because: "failed connections are not logged" },
    { property: "enableWafFailOpen", harmless: unset, because: "requests pass unchecked while the firewall does not answer" },
    { property: "xffHeaderProcessingMode", harmless: /^(|append)$/, because: "clients can forge their address" },
  ],
  "aws:rds/instance:Instance": [
    { property: "optionGroupName", harmless: /^(|default[:.].*)$/, because: "the database may run unreviewed plugins" },
  ],
  "aws:route53/zone:Zone": [{ property: "forceDestroy", harmless: unset, because: "records of other programs are deleted with the stack" }],
  "aws:s3/bucket:Bucket": [{ property: "forceDestroy", harmless: unset, because: "its objects are deleted with the stack" }],
  "aws:scheduler/schedule:Schedule": [
    { property: "state", harmless: /^(|ENABLED)$/, because: "its target no longer runs" },
    { property: "endDate", harmless: unset, because: "its target does not run after that date" },
    { property: "startDate", harmless: unset, because: "its target does not run before that date" },
  ],
  "aws:secretsmanager/secret:Secret": [
    { property: "replicas", harmless: unset, because: "the secret can be read in another Region, which is not monitored" },
  ],
  "aws:securityhub/account:Account": [
    { property: "autoEnableControls", harmless: /^(|true)$/, because: "AWS's new controls are not enabled" },
  ],
  "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination": [
    { property: "eventDestination.enabled", harmless: /^(|true)$/, because: "bounces and complaints are not reported" },
  ],
  "aws:sns/topicSubscription:TopicSubscription": [
    { property: "filterPolicy", harmless: unset, because: "the subscriber receives only some messages" },
  ],
  "aws:ssm/association:Association": [
    {
      property: "name",
      harmless: /^AWS-(RunPatchBaseline|GatherSoftwareInventory|UpdateSSMAgent)$/,
      because: "nodes repeatedly run an unreviewed document",
    },
  ],
  "aws:ssm/maintenanceWindow:MaintenanceWindow": [
    { property: "enabled", harmless: /^(|true)$/, because: "nothing is patched in it" },
    { property: "endDate", harmless: unset, because: "nothing is patched in it after that date" },
    { property: "startDate", harmless: unset, because: "nothing is patched in it before that date" },
  ],
  "aws:ssm/patchBaseline:PatchBaseline": [{ property: "rejectedPatches", harmless: unset, because: "patches are omitted without review" }],
};

/** Parameters of MySQL and MariaDB by which a database discloses more or requires less. */
export const weakeningParameters: Readonly<Record<string, { readonly harmless: RegExp; readonly because: string }>> = {
  authentication_policy: { harmless: /^(\*|caching_sha2_password)(,.*)?$/, because: "passwords are kept as SHA-1" },
  default_authentication_plugin: { harmless: /^caching_sha2_password$/, because: "passwords are kept as SHA-1" },
  general_log: { harmless: /^(0|off)$/i, because: "statements are logged with their values" },
  init_connect: { harmless: /^$/, because: "each session begins with unreviewed statements" },
  innodb_flush_log_at_trx_commit: { harmless: /^1$/, because: "orders are lost when the database fails" },
  local_infile: { harmless: /^(0|off)$/i, because: "the database can read its clients' files" },
  log_bin_trust_function_creators: { harmless: /^(0|off)$/i, because: "users without SUPER can create unsafe functions" },
  log_output: { harmless: /^file$/i, because: "logs are not exported from the database" },
  log_raw: { harmless: /^(0|off)$/i, because: "passwords are written into logs" },
  secure_file_priv: { harmless: /^(null|\/.+)$/i, because: "statements can read and write any file" },
  slow_query_log: { harmless: /^(1|on)$/i, because: "slow statements are not logged" },
  sync_binlog: { harmless: /^1$/, because: "copies and restores lack the last orders" },
  tls_version: { harmless: /^TLSv1\.[23](,TLSv1\.[23])*$/i, because: "connections may use broken TLS versions" },
};
