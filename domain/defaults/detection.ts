import type { Region } from "./regions.ts";

/** Security Hub's standards that the account is judged by, by the end of their ARNs. */
export const standards = {
  pci: "standards/pci-dss/v/4.0.1",
  fsbp: "standards/aws-foundational-security-best-practices/v/1.0.0",
} as const;

/** One of {@link standards}. */
export type Standard = keyof typeof standards;

/** A control of Security Hub's that is not asked, and why. */
export interface DisabledControl {
  readonly control: string;
  /** The standards that have it; AWS refuses to disable it in others. */
  readonly standards: readonly Standard[];
  readonly because: string;
  /** The setting with which it applies after all. */
  readonly unless?: "macie" | "functionCode";
}

const noContainers = "No containers run in the account: nodes are instances of EC2.";

/**
 * Controls that do not apply (docs.aws.amazon.com/securityhub/latest/userguide/pci-standard.html, fsbp-standard.html). Those of unused services
 * find nothing and need no entry; these would have findings although everything is as intended.
 */
export const disabledControls: readonly DisabledControl[] = [
  { control: "EC2.55", standards: ["fsbp"], because: noContainers },
  { control: "EC2.56", standards: ["fsbp"], because: noContainers },
  { control: "EC2.58", standards: ["fsbp"], because: "Incident Manager is not used." },
  { control: "EC2.60", standards: ["fsbp"], because: "Incident Manager is not used." },
  {
    control: "EC2.172",
    standards: ["fsbp"],
    because: "The store's load balancer answers the internet; defaults.vpcBlock decides per account.",
  },
  { control: "EFS.7", standards: ["fsbp"], because: "AWS Backup's own plan covers the files: aws-backup-plan-enforce-coverage." },
  { control: "GuardDuty.5", standards: ["fsbp"], because: "No Kubernetes runs in the account." },
  { control: "GuardDuty.7", standards: ["fsbp", "pci"], because: "No Kubernetes runs in the account." },
  { control: "GuardDuty.12", standards: ["fsbp"], because: noContainers },
  {
    control: "Inspector.3",
    standards: ["fsbp", "pci"],
    because: "Inspector reads functions' code in some Regions only.",
    unless: "functionCode",
  },
  { control: "Macie.1", standards: ["fsbp"], because: "Macie is off: card data never reaches the shop.", unless: "macie" },
  { control: "Macie.2", standards: ["fsbp"], because: "Macie is off: card data never reaches the shop.", unless: "macie" },
  {
    control: "S3.15",
    standards: ["pci"],
    because:
      "Access logs and AWS Config's history do not come to a locked bucket; the archive is locked: aws-s3-bucket-enable-object-lock.",
  },
  {
    control: "S3.17",
    standards: ["pci"],
    because: "Load balancers write logs under S3's own keys only; all others: aws-s3-bucket-configure-customer-managed-key.",
  },
];

/** The controls that are off where these parts are on. */
export const controlsOff = (on: { readonly macie: boolean; readonly functionCode: boolean }): DisabledControl[] =>
  disabledControls.filter(({ unless }) => unless === undefined || !on[unless]);

/**
 * Sources that GuardDuty watches beside the trail, flow logs and DNS (docs.aws.amazon.com/guardduty/latest/ug/guardduty-features-activation-model.html).
 * Its agent comes to nodes by itself; Kubernetes and containers are not used.
 */
export const detectorFeatures: readonly { readonly name: string; readonly parts?: Readonly<Record<string, boolean>> }[] = [
  { name: "S3_DATA_EVENTS" },
  { name: "RDS_LOGIN_EVENTS" },
  { name: "LAMBDA_NETWORK_LOGS" },
  { name: "EBS_MALWARE_PROTECTION" },
  {
    name: "RUNTIME_MONITORING",
    parts: { EKS_ADDON_MANAGEMENT: false, ECS_FARGATE_AGENT_MANAGEMENT: false, EC2_AGENT_MANAGEMENT: true },
  },
];

/**
 * Regions where Inspector reads functions' code, and not their packages alone (docs.aws.amazon.com/inspector/latest/user/inspector_regions.html,
 * from memory; `detection.functionCode` has the last word).
 */
export const codeScanningRegions: readonly Region[] = [
  "ap-northeast-1",
  "ap-southeast-1",
  "ap-southeast-2",
  "eu-central-1",
  "eu-north-1",
  "eu-west-1",
  "eu-west-2",
  "us-east-1",
  "us-east-2",
  "us-west-2",
];

/** Resource types that Inspector scans: images too, which costs nothing while there are none. */
export const scannedTypes = ["EC2", "ECR", "LAMBDA"] as const;

/** Days without use after which Access Analyzer tells of a role, a key or a permission (PCI DSS 8.2.6: 90). */
export const unusedAfterDays = 90;
