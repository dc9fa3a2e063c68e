import { jsonStringify } from "@pulumi/pulumi";
import { moveFilesDocument } from "../../../components/node-documents/move-files.ts";
import { buildDocument } from "../../../components/xcart-release/build-document.ts";
import { doorDocument } from "../../../components/xcart-release/door-document.ts";
import { type InstallArgs, installDocument } from "../../../components/xcart-release/installation/install-document.ts";
import { intakeDocument } from "../../../components/xcart-release/intake-document.ts";
import { promoteDocument } from "../../../components/xcart-release/promote-document.ts";
import { rollbackDocument } from "../../../components/xcart-release/rollback-document.ts";
import { phpPackages } from "../../../host/boot/packages.ts";
import { databaseAccess } from "../../../host/xcart/database-access.ts";
import { type Automation, automationSchema } from "./automation-schema.ts";

const roleArn = "arn:aws:iam::123456789012:role/shop-staging-build-release";

/** A document with its outputs known, as AWS would get it. */
const known = (document: unknown): Promise<Automation> =>
  new Promise((resolve) => {
    jsonStringify(document).apply((text) => resolve(automationSchema.parse(JSON.parse(text))));
  });

/** What has to be in AWS before; by what AWS, or moto, made of it. */
export interface World {
  readonly bucket: string;
  readonly launchTemplateId: string;
  readonly securityGroupId: string;
}

const builder = ({ bucket, launchTemplateId, securityGroupId }: World) => ({
  stack: "shop-staging",
  region: "us-east-1",
  roleArn,
  releasesBucket: bucket,
  phpPackages: phpPackages("8.4"),
  access: databaseAccess,
  launchTemplateId,
  launchTemplateVersion: "1",
  logGroupName: "/shop-staging/releases",
  copy: {
    instanceClass: "db.t4g.medium",
    subnetGroupName: "shop-staging-copy",
    parameterGroupName: "shop-staging-copy",
    securityGroupId,
    // moto knows the keys that AWS brings, and ours would have to be made.
    keyArn: "alias/aws/secretsmanager",
  },
});

/** The document that builds, of the store `shop-staging`. */
export const buildOf = (world: World): Promise<Automation> => known(buildDocument(builder(world)));

/** The document that promotes, of the same store, whose database is at an address. */
export const promoteOf = (world: World, database: { readonly host: string; readonly secretArn: string }): Promise<Automation> =>
  known(promoteDocument({ ...builder(world), database, databaseName: "shop-staging-database" }));

/** The document that installs, into the same store's database. */
export const installOf = (world: World, secretArns: InstallArgs["secretArns"]): Promise<Automation> =>
  known(installDocument({ ...builder(world), domain: "shop.example.com", secretArns }));
/** The documents that close the store and prepare the way back, of the same store. */
export const doorOf = (): Promise<Automation> => known(doorDocument({ stack: "shop-staging", roleArn }));
export const takeBackOf = (world: World, database: { readonly host: string; readonly secretArn: string }): Promise<Automation> =>
  known(rollbackDocument({ ...builder(world), database }));

/** The document that takes a release over into `bucket`. */
export const takeOf = (bucket: string, sourceBucket: string): Promise<Automation> =>
  known(intakeDocument({ stack: "shop-prod", roleArn, releasesBucket: bucket, sourceBucket }));

/** The document that moves restored files, of the same store. */
export const moveFilesOf = (fileSystemId: string): Promise<Automation> => {
  const of = (kind: string) => `arn:aws:elasticfilesystem:us-east-1:123456789012:${kind}`;
  const files = { fileSystemId, fileSystemArn: of(`file-system/${fileSystemId}`), accessPointArn: of("access-point/fsap-1") };
  const stack = { stack: "shop-staging", region: "us-east-1", accountId: "123456789012", logGroupName: "/shop-staging/web" };
  return known(moveFilesDocument({ ...files, ...stack, nodeRoleArn: roleArn }, roleArn));
};
