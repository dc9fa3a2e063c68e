/** A role that a resource hands to a service, which takes `iam:PassRole`. */
export interface PassedRole {
  readonly type: string;
  /** The input that names the role. */
  readonly property: string;
  readonly service: string;
  /** @default `role/{stack}-*` */
  readonly role?: string;
}

/** Source: docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html, and the page of each service's actions. */
export const passedRoles: readonly PassedRole[] = [
  { type: "aws:lambda/function:Function", property: "role", service: "lambda" },
  { type: "aws:synthetics/canary:Canary", property: "executionRoleArn", service: "lambda" },
  { type: "aws:scheduler/schedule:Schedule", property: "target.roleArn", service: "scheduler" },
  { type: "aws:cloudwatch/eventTarget:EventTarget", property: "roleArn", service: "events" },
  { type: "aws:iam/instanceProfile:InstanceProfile", property: "role", service: "ec2" },
  { type: "aws:rds/instance:Instance", property: "monitoringRoleArn", service: "monitoring.rds" },
  { type: "aws:backup/selection:Selection", property: "iamRoleArn", service: "backup" },
  { type: "aws:backup/restoreTestingSelection:RestoreTestingSelection", property: "iamRoleArn", service: "backup" },
  { type: "aws:ssm/maintenanceWindowTask:MaintenanceWindowTask", property: "serviceRoleArn", service: "ssm" },
  { type: "aws:guardduty/malwareProtectionPlan:MalwareProtectionPlan", property: "role", service: "malware-protection-plan.guardduty" },
  {
    type: "aws:autoscaling/group:Group",
    property: "serviceLinkedRoleArn",
    service: "autoscaling",
    role: "role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling_{stack}",
  },
];
