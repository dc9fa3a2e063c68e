import { variablesIn } from "./calls.ts";
import type { RestoreRequest } from "./request.ts";
import type { RestoreSources } from "./sources.ts";
import { isoText } from "./time.ts";

/** Values that a plan needs from AWS, by the name of the shell variable that stands for an unknown one. */
const variables = [
  "ACCOUNT",
  "DATA_KEY",
  "SUBNET_GROUP",
  "PARAMETER_GROUP",
  "SECURITY_GROUP",
  "DATABASE_POINT",
  "FILES_POINT",
  "FILE_SYSTEM",
  "WEB_GROUP",
  "LISTENER",
] as const;

/** One of the variables. */
export type Variable = (typeof variables)[number];

/** Values by variable: what AWS said, or `$NAME`, which the shell looks up. */
export type Values = Readonly<Record<Variable, string>>;

/** The known values, and variables for the rest. */
export function valuesOf(found: RestoreSources | undefined): Values {
  const database = found?.database ?? found?.restored ?? found?.aside;
  const place = database ?? found?.recorded;
  const known: Partial<Record<Variable, string>> = {
    ACCOUNT: found?.accountId,
    DATA_KEY: database?.keyArn ?? found?.files?.keyArn ?? found?.windows[0]?.keyArn,
    SUBNET_GROUP: place?.subnetGroup,
    PARAMETER_GROUP: place?.parameterGroup,
    SECURITY_GROUP: place?.securityGroups[0],
    FILE_SYSTEM: found?.files?.id,
  };
  const or = (name: Variable) => known[name] ?? `$${name}`;
  return {
    ACCOUNT: or("ACCOUNT"),
    DATA_KEY: or("DATA_KEY"),
    SUBNET_GROUP: or("SUBNET_GROUP"),
    PARAMETER_GROUP: or("PARAMETER_GROUP"),
    SECURITY_GROUP: or("SECURITY_GROUP"),
    DATABASE_POINT: or("DATABASE_POINT"),
    FILES_POINT: or("FILES_POINT"),
    FILE_SYSTEM: or("FILE_SYSTEM"),
    WEB_GROUP: or("WEB_GROUP"),
    LISTENER: or("LISTENER"),
  };
}

/** The commands that look up the variables in these commands, in an order that works. */
export function lookupsFor(commands: readonly string[], request: RestoreRequest): string[] {
  const used = new Set(commands.flatMap(variablesIn));
  return variables.filter((name) => used.has(name)).map((name) => `${name}=$(${lookup(name, request)})`);
}

function lookup(name: Variable, { target, vault, at }: RestoreRequest): string {
  const { stack } = target;
  const balancer = `aws resourcegroupstaggingapi get-resources --resource-type-filters elasticloadbalancing:loadbalancer --tag-filters Key=Name,Values=${stack}-edge --query "ResourceTagMappingList[0].ResourceARN" --output text`;
  const first = (command: string, list: string, field: string, prefix: string) =>
    `aws ${command} --query "${list}[?starts_with(${field}, '${stack}-${prefix}-')].${field} | [0]" --output text`;
  const newest = (type: string) =>
    `aws backup list-recovery-points-by-backup-vault --backup-vault-name ${vault.vault} --by-resource-type ${type} --by-created-before ${isoText(at)} ` +
    `--query "sort_by(RecoveryPoints[?Status=='COMPLETED'], &CreationDate)[-1].RecoveryPointArn" --output text`;
  const commands: Values = {
    ACCOUNT: "aws sts get-caller-identity --query Account --output text",
    DATA_KEY: `aws kms describe-key --key-id alias/${stack}-data --query KeyMetadata.Arn --output text`,
    SUBNET_GROUP: first("rds describe-db-subnet-groups", "DBSubnetGroups", "DBSubnetGroupName", "database"),
    PARAMETER_GROUP: first("rds describe-db-parameter-groups", "DBParameterGroups", "DBParameterGroupName", "database"),
    SECURITY_GROUP: `aws ec2 describe-security-groups --filters Name=tag:stack,Values=${stack} Name=tag:Name,Values=${stack}-database --query "SecurityGroups[0].GroupId" --output text`,
    DATABASE_POINT: newest("RDS"),
    FILES_POINT: newest("EFS"),
    FILE_SYSTEM: `aws efs describe-file-systems --query "FileSystems[?Name=='${stack}-files'].FileSystemId | [0]" --output text`,
    WEB_GROUP: `aws autoscaling describe-auto-scaling-groups --filters Name=tag:Name,Values=${stack}-web --query "AutoScalingGroups[0].AutoScalingGroupName" --output text`,
    LISTENER: `aws elbv2 describe-listeners --load-balancer-arn "$(${balancer})" --query "Listeners[?Port==\\\`443\\\`].ListenerArn | [0]" --output text`,
  };
  return commands[name];
}
