/** A quota of an account or of its Region, of which a stack takes something. */
export interface AccountLimit {
  /** The name in docs/limits.md. */
  readonly name: string;
  /** Types of resource of which each takes one. */
  readonly types: readonly string[];
  /** AWS's default; what a new account has, where that is less. */
  readonly default: number;
  /** Where Service Quotas has it. @default - it does not, and the limit cannot be raised */
  readonly quota?: { readonly service: string; readonly code: string };
  /** Whether it counts for all Regions, or in this one whatever the stack's. @default - in the stack's Region */
  readonly region?: "us-east-1";
}

/**
 * Limits that `store doctor` compares with a stack's graph: quotas that a first `pulumi up` can meet. docs/limits.md has the rest and the sources;
 * codes are Service Quotas' own (`aws service-quotas list-service-quotas --service-code vpc`).
 */
export const accountLimits = {
  vpcs: { name: "VPCs", types: ["aws:ec2/vpc:Vpc"], default: 5, quota: { service: "vpc", code: "L-F678F1CE" } },
  addresses: { name: "elastic IP addresses", types: ["aws:ec2/eip:Eip"], default: 5, quota: { service: "ec2", code: "L-0263D0A3" } },
  interfaceEndpoints: {
    name: "interface endpoints in a VPC",
    types: ["aws:ec2/vpcEndpoint:VpcEndpoint"],
    default: 50,
    quota: { service: "vpc", code: "L-29B6F2EB" },
  },
  vcpus: { name: "vCPUs of On-Demand standard instances", types: [], default: 5, quota: { service: "ec2", code: "L-1216C47A" } },
  databases: {
    name: "RDS instances",
    types: ["aws:rds/instance:Instance"],
    default: 40,
    quota: { service: "rds", code: "L-7B6409FD" },
  },
  eventSubscriptions: {
    name: "RDS event subscriptions",
    types: ["aws:rds/eventSubscription:EventSubscription"],
    default: 20,
    quota: { service: "rds", code: "L-A59F4C87" },
  },
  loadBalancers: {
    name: "load balancers",
    types: ["aws:lb/loadBalancer:LoadBalancer"],
    default: 50,
    quota: { service: "elasticloadbalancing", code: "L-53DA6B97" },
  },
  logPolicies: {
    name: "CloudWatch Logs resource policies",
    types: ["aws:cloudwatch/logResourcePolicy:LogResourcePolicy"],
    default: 10,
    region: "us-east-1",
  },
  zones: {
    name: "Route 53 hosted zones",
    types: ["aws:route53/zone:Zone"],
    default: 500,
    quota: { service: "route53", code: "L-4EA4796A" },
    region: "us-east-1",
  },
  eventRules: {
    name: "EventBridge rules of a bus",
    types: ["aws:cloudwatch/eventRule:EventRule"],
    default: 300,
    quota: { service: "events", code: "L-244521F2" },
  },
  roles: {
    name: "IAM roles",
    types: ["aws:iam/role:Role"],
    default: 1000,
    quota: { service: "iam", code: "L-FE177D64" },
    region: "us-east-1",
  },
  policies: {
    name: "customer-managed IAM policies",
    types: ["aws:iam/policy:Policy"],
    default: 1500,
    quota: { service: "iam", code: "L-E95E4862" },
    region: "us-east-1",
  },
  runs: { name: "concurrent runs of functions", types: [], default: 10, quota: { service: "lambda", code: "L-B99A9384" } },
} as const satisfies Readonly<Record<string, AccountLimit>>;

/** One of {@link accountLimits}. */
export type AccountLimitName = keyof typeof accountLimits;

/** All of {@link accountLimits}. */
export const limitNames: readonly AccountLimitName[] = [
  "vpcs",
  "addresses",
  "interfaceEndpoints",
  "vcpus",
  "databases",
  "eventSubscriptions",
  "loadBalancers",
  "logPolicies",
  "zones",
  "eventRules",
  "roles",
  "policies",
  "runs",
];

/**
 * Concurrent runs that Lambda keeps for functions that reserve none
 * (docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html); it is content with 10 where an account has few.
 */
export const unreservedRuns = 100;

/** The quota to request where runs are to be reserved: Lambda's default for an account that is not new. */
export const usualRuns = 1000;
