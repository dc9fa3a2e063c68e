import { covers } from "../model/documents.ts";
import type { Policy } from "../model/policy.ts";
import { allowed, allows, documentTypes, some } from "./documents.ts";

/** Actions that grant others access to a resource. */
const opening = [
  "backup:PutBackupVaultAccessPolicy",
  "dynamodb:PutResourcePolicy",
  "ec2:ModifyImageAttribute",
  "ec2:ModifySnapshotAttribute",
  "elasticfilesystem:PutFileSystemPolicy",
  "kms:PutKeyPolicy",
  "lambda:AddPermission",
  "lambda:CreateFunctionUrlConfig",
  "logs:PutResourcePolicy",
  "rds:ModifyDBSnapshotAttribute",
  "s3:DeleteBucketPolicy",
  "s3:PutAccountPublicAccessBlock",
  "s3:PutBucketAcl",
  "s3:PutBucketPolicy",
  "s3:PutBucketPublicAccessBlock",
  "s3:PutObjectAcl",
  "secretsmanager:PutResourcePolicy",
  "sns:AddPermission",
  "sns:SetTopicAttributes",
  "sqs:AddPermission",
  "sqs:SetQueueAttributes",
  "ssm:ModifyDocumentPermission",
];

/** The runbook that moves the shared files gives the new file system the old one's policy. */
const exceptions: Readonly<Record<string, readonly string[]>> = { "move-files": ["elasticfilesystem:PutFileSystemPolicy"] };

/** Actions of an auditor: reading, querying records, and decrypting. */
const reading =
  /^[\w-]+:(BatchGet|Describe|Filter|Get|List|Lookup|Query|Search|Select|Simulate|StartQuery|StopQuery|View)\w*\*?$|^kms:Decrypt$/i;

export const iamPolicyDisallowOpening: Policy = {
  name: "aws-iam-policy-disallow-opening",
  description: "No role of a store may change who has access to a resource, and auditors may change nothing.",
  severity: "high",
  controls: [
    {
      key: "IAM-42",
      service: "IAM",
      control: "A store's roles cannot open resources to others, and auditors only read",
      pci: ["7.2.1", "7.2.2", "7.2.5"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: "Leave it to the pipeline, which changes resource policies after a review; allow auditors only reading actions.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_access-analyzer-service-linked-roles.html",
  types: documentTypes,
  check: (policy, stack) => {
    const isAuditors = policy.name.includes("auditor");
    const statements = stack.isOurs && (isAuditors || !stack.isAccount) ? allowed(policy, stack) : undefined;
    if (isAuditors && statements) {
      const writes = statements.flatMap(({ actions, notActions }) => [
        ...actions.filter((action) => !reading.test(action)),
        ...notActions.map((action) => `all but ${action}`),
      ]);
      return writes.length > 0 ? [`allows an auditor ${some(writes)}; allow only reading actions`] : [];
    }
    const excepted = exceptions[policy.name] ?? [];
    const open = opening.filter(
      (action) => !excepted.some((pattern) => covers(pattern, action)) && statements?.some((statement) => allows(statement, action)),
    );
    return statements && (open.length > 0 ? [`allows ${some(open)}, which grants others access; remove it`] : []);
  },
};
