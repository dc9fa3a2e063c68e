import { type Input, interpolate } from "@pulumi/pulumi";
import { allow, type IamStatement } from "../../../domain/iam/statement.ts";
import { releasesPrefix } from "../automation.ts";
import { distributionsPrefix } from "../distribution.ts";
import { builderOnly, type ReleasePolicyArgs, through } from "../policy.ts";

type Secrets = Readonly<Record<"database" | "application" | "licence" | "administrator", Input<string>>>;

/** Further permissions of the builder for an installation: read the distribution and what X-Cart has to know, leave the administrator's password. */
export const installerStatements = ({
  region,
  releasesBucketArn,
  dataKeyArn,
  secretArns: { database, application, licence, administrator },
}: Pick<ReleasePolicyArgs, "region" | "releasesBucketArn" | "dataKeyArn"> & { readonly secretArns: Secrets }): IamStatement[] => [
  allow("ReadDistributions", ["s3:GetObject"], interpolate`${releasesBucketArn}/${distributionsPrefix}*`),
  // Whether an installation that was interrupted has become a release.
  allow("FindReleases", ["s3:ListBucket"], releasesBucketArn, { StringLike: { "s3:prefix": `${releasesPrefix}*` } }),
  allow("SecretsOfInstallation", ["secretsmanager:GetSecretValue"], [database, application, licence]),
  allow("NewPassword", ["secretsmanager:GetRandomPassword"], "*"),
  allow("PasswordOfAdministrator", ["secretsmanager:PutSecretValue"], administrator),
  allow("InstallationKey", ["kms:Decrypt", "kms:GenerateDataKey"], dataKeyArn, through(region, ["secretsmanager"])),
];

/** Permissions of an execution that installs: start, command and end builders, check that there is what it needs. No permissions on RDS. */
export const installStatements = (
  args: Parameters<typeof builderOnly>[0] & Pick<ReleasePolicyArgs, "releasesBucketArn">,
): IamStatement[] => [
  allow("ListReleases", ["s3:ListBucket"], args.releasesBucketArn, {
    StringLike: { "s3:prefix": [`${releasesPrefix}*`, `${distributionsPrefix}*`] },
  }),
  ...builderOnly(args),
];
