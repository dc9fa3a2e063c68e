import { type Input, interpolate } from "@pulumi/pulumi";
import { stateParameter } from "../../domain/contracts/store-state.ts";
import { newestImageParameter, patchParameters, recordsPrefix } from "../../domain/defaults/patching.ts";
import type { Region } from "../../domain/defaults/regions.ts";
import type { IamStatement } from "../../domain/iam/statement.ts";
import type { EvidencePlace } from "../backup/validation-policy.ts";

/** Arguments for {@link patchingStatements}. */
export interface PatchingPolicyArgs {
  readonly stack: string;
  readonly region: Region;
  readonly accountId: Input<string>;
  /** Name or ARN of the parameter in which staging says what it has run. @default - no staging is asked */
  readonly stagingParameter?: string | undefined;
  /** Whether new nodes take their image from the store's parameter. */
  readonly movesImage: boolean;
  readonly groupArn: Input<string>;
  readonly maintenanceWindowId: Input<string>;
  readonly backup: { readonly vaultArn: Input<string>; readonly roleArn: Input<string> };
  readonly records: EvidencePlace;
  readonly dataKeyArn: Input<string>;
}

const allow = { Effect: "Allow" };

/** Permissions of `functions/patch-window`; its request.ts says for what. */
export function patchingStatements(args: PatchingPolicyArgs): IamStatement[] {
  const { region, accountId, groupArn, maintenanceWindowId } = args;
  return [
    ...parameterStatements(args),
    {
      Sid: "ReplacesNodes",
      ...allow,
      Action: ["autoscaling:CancelInstanceRefresh", "autoscaling:StartInstanceRefresh"],
      Resource: groupArn,
    },
    {
      Sid: "SwitchesInstallation",
      ...allow,
      Action: ["ssm:GetMaintenanceWindow", "ssm:UpdateMaintenanceWindow"],
      Resource: interpolate`arn:aws:ssm:${region}:${accountId}:maintenancewindow/${maintenanceWindowId}`,
    },
    {
      Sid: "Looks",
      ...allow,
      // They know no resources.
      Action: [
        "autoscaling:DescribeAutoScalingGroups",
        "autoscaling:DescribeInstanceRefreshes",
        "backup:DescribeBackupJob",
        "ec2:DescribeImages",
        "ssm:DescribeInstancePatchStatesForPatchGroup",
      ],
      Resource: "*",
    },
    {
      Sid: "Alarms",
      ...allow,
      Action: "cloudwatch:DescribeAlarms",
      Resource: interpolate`arn:aws:cloudwatch:${region}:${accountId}:alarm:*`,
    },
    ...backupStatements(args),
    ...recordStatements(args),
  ];
}

/** The parameters; which of them a ciphertext is of stands in its encryption context (docs.aws.amazon.com/kms/latest/developerguide/services-parameter-store.html). */
function parameterStatements({ stack, region, accountId, dataKeyArn, ...args }: PatchingPolicyArgs): IamStatement[] {
  const arnOf = (name: string) => (name.startsWith("arn:") ? name : interpolate`arn:aws:ssm:${region}:${accountId}:parameter${name}`);
  const state = arnOf(patchParameters.state(stack));
  const moved = args.movesImage ? [arnOf(patchParameters.image(stack))] : [];
  const staging = args.stagingParameter === undefined ? [] : [arnOf(args.stagingParameter)];
  const door = arnOf(stateParameter(stack, "door"));
  const sealed = (parameters: readonly Input<string>[]) => ({
    StringEquals: { "kms:ViaService": `ssm.${region}.amazonaws.com`, "kms:EncryptionContext:PARAMETER_ARN": parameters },
  });
  return [
    {
      Sid: "ReadsParameters",
      ...allow,
      Action: "ssm:GetParameter",
      Resource: [state, door, ...moved, ...staging, `arn:aws:ssm:${region}::parameter${newestImageParameter}`],
    },
    { Sid: "WritesParameters", ...allow, Action: "ssm:PutParameter", Resource: [state, ...moved] },
    { Sid: "OpensState", ...allow, Action: ["kms:Decrypt", "kms:Encrypt"], Resource: dataKeyArn, Condition: sealed([state]) },
    { Sid: "OpensDoor", ...allow, Action: "kms:Decrypt", Resource: dataKeyArn, Condition: sealed([door]) },
    // Staging's key is its own stack's, and is known here by its alias only.
    ...(staging.length > 0
      ? [
          {
            Sid: "OpensStagingsState",
            ...allow,
            Action: "kms:Decrypt",
            Resource: interpolate`arn:aws:kms:${region}:${accountOf(args.stagingParameter, accountId)}:key/*`,
            Condition: { ...sealed(staging), "ForAnyValue:StringLike": { "kms:ResourceAliases": "alias/*-data" } },
          },
        ]
      : []),
  ];
}

/** The account of a parameter: the one in its ARN, the store's for a name. */
const accountOf = (parameter: string | undefined, own: Input<string>): Input<string> => parameter?.split(":")[4] ?? own;

function backupStatements({ region, accountId, backup }: PatchingPolicyArgs): IamStatement[] {
  return [
    { Sid: "BacksUp", ...allow, Action: "backup:StartBackupJob", Resource: backup.vaultArn },
    {
      Sid: "TagsItsBackups",
      ...allow,
      Action: "backup:TagResource",
      // What a backup of a database is called in AWS Backup, and of all else.
      Resource: [
        interpolate`arn:aws:rds:${region}:${accountId}:snapshot:awsbackup:*`,
        interpolate`arn:aws:backup:${region}:${accountId}:recovery-point:*`,
      ],
      Condition: { "ForAllValues:StringEquals": { "aws:TagKeys": ["stack", "purpose"] } },
    },
    {
      Sid: "LetsAwsBackUp",
      ...allow,
      Action: "iam:PassRole",
      Resource: backup.roleArn,
      Condition: { StringEquals: { "iam:PassedToService": "backup.amazonaws.com" } },
    },
  ];
}

function recordStatements({ stack, records }: PatchingPolicyArgs): IamStatement[] {
  return [
    { Sid: "WritesRecords", ...allow, Action: "s3:PutObject", Resource: interpolate`${records.bucketArn}/${recordsPrefix}${stack}/*` },
    ...(records.keyArns.length > 0 ? [{ Sid: "SealsRecords", ...allow, Action: "kms:GenerateDataKey", Resource: records.keyArns }] : []),
  ];
}
