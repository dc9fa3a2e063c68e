import type { InCallersName } from "./callers-permission.ts";

/** A service's own role, made by the first in an account that needs it. */
const linkedRole = (type: string, service: string): InCallersName => ({
  type,
  actions: ["iam:CreateServiceLinkedRole"],
  resources: [`arn:aws:iam::{account}:role/aws-service-role/${service}.amazonaws.com/*`],
  context: { "iam:AWSServiceName": `${service}.amazonaws.com` },
  source: "docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html",
});

/** Services whose own role is made with the first resource of a type. */
export const linkedRoles: readonly InCallersName[] = [
  linkedRole("aws:autoscaling/group:Group", "autoscaling"),
  linkedRole("aws:backup/vault:Vault", "backup"),
  linkedRole("aws:backup/reportPlan:ReportPlan", "reports.backup"),
  linkedRole("aws:backup/restoreTestingPlan:RestoreTestingPlan", "restore-testing.backup"),
  linkedRole("aws:elasticache/replicationGroup:ReplicationGroup", "elasticache"),
  linkedRole("aws:efs/fileSystem:FileSystem", "elasticfilesystem"),
  linkedRole("aws:lb/loadBalancer:LoadBalancer", "elasticloadbalancing"),
  linkedRole("aws:networkfirewall/firewall:Firewall", "network-firewall"),
  linkedRole("aws:rds/instance:Instance", "rds"),
  linkedRole("aws:ssm/maintenanceWindowTask:MaintenanceWindowTask", "ssm"),
  linkedRole("aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration", "wafv2"),
];
