import { actionOf as actionNamed } from "../../../domain/permissions/action-names.ts";
import type { Operation } from "./requests.ts";

/** Services that sign by another name than IAM knows them by. */
const prefixes: Readonly<Record<string, string>> = {
  monitoring: "cloudwatch",
  cloudcontrolapi: "cloudformation",
  email: "ses",
  "sso-admin": "sso",
};

/** The IAM action of a call; undefined where AWS asks for none. One version of an object has actions of its own. */
export function actionOf({ service, name, parameters }: Operation): string | undefined {
  const ofVersion = service === "s3" && /^(Get|Delete)Object$/.test(name) && parameters.has("versionid");
  return actionNamed(prefixes[service] ?? service, ofVersion ? `${name}Version` : name);
}

/** What stands for a placeholder of an ARN in a call's parameters: the parameter of that name, or of the kind's. */
export function placeholderValues({ service, parameters }: Operation, template: string, placeholder: string): readonly string[] {
  const kind = /[:/]([a-z-]+)[:/](?:\[[^\]]*\])?\$\{\w+\}[^$]*$/.exec(template)?.[1]?.replaceAll("-", "") ?? "";
  const typed = parameters.get("resourcetype")?.[0]?.toLowerCase();
  if (typed !== undefined) return typed === kind ? (parameters.get("resourceid") ?? []).map((value) => lastPart(value, placeholder)) : [];
  if (service === "ec2" && parameters.has("resourceid"))
    return (parameters.get("resourceid") ?? []).filter((id) => ec2Kinds[id.split("-")[0] ?? ""] === kind);
  const stem = placeholder.toLowerCase().replace(/(name|id|identifier|arn)$/, "");
  const ends = /Id$/.test(placeholder) ? ["id", "identifier", "ids"] : ["name", "id", "identifier", "ids", "names", "s", ""];
  const names = [
    ...(byService[`${service}.${placeholder}`] ?? []),
    placeholder.toLowerCase(),
    ...ends.map((end) => stem + end),
    ...["name", "id", "identifier", "ids", "names"].map((end) => kind + end),
    `db${stem}name`,
  ];
  for (const name of names) {
    const values = (parameters.get(name) ?? []).filter(isName).map((value) => lastPart(value, placeholder));
    if (values.length > 0) return values;
  }
  return [];
}

/** What an id of EC2 is the id of, by what it begins with. */
const ec2Kinds: Readonly<Record<string, string>> = {
  acl: "networkacl",
  eipalloc: "elasticip",
  fl: "vpcflowlog",
  igw: "internetgateway",
  lt: "launchtemplate",
  nat: "natgateway",
  rtb: "routetable",
  sg: "securitygroup",
  sgr: "securitygrouprule",
  subnet: "subnet",
  vpc: "vpc",
  vpce: "vpcendpoint",
};

/** A certificate's text is in a parameter called `certificate` too. */
const isName = (value: string): boolean => value.length <= 256 && !value.includes("\n");

/** What a name is within its ARN: the last part of an URL, an ARN or a path with a kind in front; a log group's or a parameter's path is a name. */
function lastPart(value: string, placeholder: string): string {
  if (placeholder === "ParameterNameWithoutLeadingSlash") return value.replace(/^\//, "");
  if (placeholder === "Scope") return value.toLowerCase();
  if (placeholder === "LogGroupName" || placeholder === "ObjectName") return value;
  if (placeholder === "RoleNameWithPath") return linkedRole(value);
  // IAM is asked about the key behind an alias.
  if (placeholder === "KeyId" && value.startsWith("alias/")) return "*";
  return value.split("/").at(-1) ?? value;
}

/** A service's own role by its service, or that of a store's nodes by its name, has a path; another role has none. */
function linkedRole(value: string): string {
  // The deletion of one is a task with the role's path in its name.
  if (value.startsWith("task/")) return value.split("/").slice(1, 4).join("/");
  if (value.endsWith(".amazonaws.com")) return `aws-service-role/${value}/*`;
  return value.startsWith("AWSServiceRoleForAutoScaling") ? `aws-service-role/autoscaling.amazonaws.com/${value}` : value;
}

/** Where a parameter is called other than the placeholder. */
const byService: Readonly<Record<string, readonly string[]>> = {
  "events.RuleName": ["name", "rule"],
  "elasticloadbalancing.LoadBalancerName": ["name"],
  "elasticloadbalancing.TargetGroupName": ["name"],
  "autoscaling.GroupFriendlyName": ["autoscalinggroupname"],
  "ec2.SecurityGroupId": ["groupid"],
  "scheduler.GroupName": ["groupname", "name"],
  "secretsmanager.SecretId": ["secretid", "name"],
  "sqs.QueueName": ["queuename", "queueurl"],
  "ssm.ParameterNameWithoutLeadingSlash": ["name", "resourceid"],
  "ssm.DocumentName": ["name"],
  "ssm.WindowId": ["windowid"],
  "ssm.PatchBaselineIdResourceId": ["baselineid"],
  "logs.LogGroupName": ["loggroupname", "loggroupnameprefix"],
  "kms.KeyId": ["keyid", "targetkeyid"],
  "s3.ObjectName": ["key"],
  "iam.RoleNameWithPath": ["rolename", "awsservicename", "deletiontaskid"],
};
