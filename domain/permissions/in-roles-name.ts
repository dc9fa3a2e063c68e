/** Calls in a role's name that our own code does not make: by AWS, or by a program that a node runs. */
export interface InRolesName {
  /** IAM's names of actions. */
  readonly actions: readonly string[];
  readonly because: string;
  /** Only where the role's own code makes a call that begins so. @default - always */
  readonly after?: readonly string[];
  /** AWS's page. */
  readonly source: string;
}

/** Calls by the role of a function in subnets. */
export const inSubnets: InRolesName = {
  actions: [
    "ec2:AssignPrivateIpAddresses",
    "ec2:CreateNetworkInterface",
    "ec2:DeleteNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSubnets",
    "ec2:UnassignPrivateIpAddresses",
  ],
  because: "Lambda puts the function into subnets",
  source: "docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html",
};

/** Calls by the role of a function that a queue feeds. */
export const fromQueue: InRolesName = {
  actions: ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"],
  because: "Lambda fetches the messages that the function handles",
  source: "docs.aws.amazon.com/lambda/latest/dg/with-sqs.html",
};

/** Calls by the roles of functions. */
export const inFunctionsName: readonly InRolesName[] = [
  {
    actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
    because: "Lambda writes the function's log",
    source: "docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html",
  },
  {
    actions: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"],
    because: "a service encrypts or decrypts what the function stores or reads",
    after: ["dynamodb:", "s3:", "secretsmanager:", "sns:", "sqs:", "ssm:"],
    source: "docs.aws.amazon.com/kms/latest/developerguide/service-integration.html",
  },
  {
    actions: ["s3:GetObjectVersion"],
    because: "GetObject of a version asks for this",
    after: ["s3:GetObject"],
    source: "docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html",
  },
  {
    actions: ["backup:TagResource", "iam:PassRole"],
    after: ["backup:StartBackupJob"],
    because: "StartBackupJob tags the recovery point, and hands AWS Backup its role",
    source: "docs.aws.amazon.com/aws-backup/latest/devguide/access-control.html",
  },
];

/**
 * Calls of the Systems Manager agent: AmazonSSMManagedInstanceCore without its `ssm:GetParameter*` on everything. Most of these
 * know no resources but `*`; the rest name documents and associations that AWS makes for the node, whose ids are not known before
 * (docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html).
 */
export const managedBySystemsManager = [
  "ssm:DescribeAssociation",
  "ssm:DescribeDocument",
  "ssm:GetDeployablePatchSnapshotForInstance",
  "ssm:GetDocument",
  "ssm:GetManifest",
  "ssm:ListAssociations",
  "ssm:ListInstanceAssociations",
  "ssm:PutComplianceItems",
  "ssm:PutConfigurePackageResult",
  "ssm:PutInventory",
  "ssm:UpdateAssociationStatus",
  "ssm:UpdateInstanceAssociationStatus",
  "ssm:UpdateInstanceInformation",
  "ssmmessages:CreateControlChannel",
  "ssmmessages:CreateDataChannel",
  "ssmmessages:OpenControlChannel",
  "ssmmessages:OpenDataChannel",
  "ec2messages:AcknowledgeMessage",
  "ec2messages:DeleteMessage",
  "ec2messages:FailMessage",
  "ec2messages:GetEndpoint",
  "ec2messages:GetMessages",
  "ec2messages:SendReply",
];

/** Calls by the role of nodes. */
export const inNodesName: readonly InRolesName[] = [
  {
    actions: managedBySystemsManager,
    because: "Systems Manager's agent, as in AWS's policy AmazonSSMManagedInstanceCore",
    source: "docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonSSMManagedInstanceCore.html",
  },
  {
    actions: [
      "kms:GenerateDataKey",
      "logs:CreateLogStream",
      "logs:DescribeLogGroups",
      "logs:DescribeLogStreams",
      "logs:PutLogEvents",
      "s3:GetEncryptionConfiguration",
      "s3:PutObject",
    ],
    because: "Systems Manager's agent keeps the record of a session",
    source: "docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-iam-instance-profile.html",
  },
  {
    actions: ["cloudwatch:PutMetricData", "ec2:DescribeTags", "logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
    because: "CloudWatch's agent sends metrics and logs, as in AWS's policy CloudWatchAgentServerPolicy",
    source: "docs.aws.amazon.com/aws-managed-policy/latest/reference/CloudWatchAgentServerPolicy.html",
  },
  {
    actions: ["kms:Decrypt"],
    because: "Systems Manager, Secrets Manager and S3 decrypt what the node reads",
    source: "docs.aws.amazon.com/kms/latest/developerguide/service-integration.html",
  },
  {
    actions: ["s3:GetObjectVersion", "s3:ListBucket"],
    because: "GetObject of a version asks for the first; without the second, a missing object reads as a refusal",
    source: "docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html",
  },
];
