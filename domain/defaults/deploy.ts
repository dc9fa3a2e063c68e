import { servicePolicies } from "./backup.ts";
import { dataPermissions } from "./deploy/data.ts";
import { namesPermissions, networkPermissions } from "./deploy/network.ts";
import { canaryPermissions, operationsPermissions, runtimePermissions } from "./deploy/runtime.ts";

export type { DeployPermission, Told } from "./deploy/permission.ts";

/**
 * Permissions to make and change a store, for the policies of a role that has at most ten, of 6144 characters each. An allow-list of the
 * store's own things: by their names, which begin with the stack's (Pulumi.yaml), or, where a service gives ids, by the tag `stack`.
 */
export const deployPermissions = {
  network: networkPermissions,
  names: namesPermissions,
  data: dataPermissions,
  runtime: runtimePermissions,
  operations: [...operationsPermissions, ...canaryPermissions],
} as const;

/** AWS's own policies that a store gives roles; what else it gives them is its own. */
export const attachedPolicies = [
  ...servicePolicies.backup,
  ...servicePolicies.restore,
  "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole",
] as const;

/**
 * The services that a store hands its roles to. ACM is asked by either name: its guide says `acm-acme`, its own controller for Kubernetes
 * was let through by `acm` only (github.com/aws-controllers-k8s/acm-controller).
 */
export const rolesGoTo = [
  ...["acm", "acm-acme", "autoscaling", "backup", "ec2", "events", "lambda", "malware-protection-plan.guardduty", "monitoring.rds"],
  ...["scheduler", "ssm"],
].map((service) => `${service}.amazonaws.com`);

/** The services whose own roles AWS makes when a store first needs them. */
export const linkedServices = [
  "autoscaling",
  "backup",
  "elasticache",
  "elasticfilesystem",
  "elasticloadbalancing",
  "network-firewall",
  "rds",
  "reports.backup",
  "restore-testing.backup",
  "ssm",
  "wafv2",
].map((service) => `${service}.amazonaws.com`);
