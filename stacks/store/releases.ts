import { getObjectOutput } from "@pulumi/aws/s3/getObject.js";
import { getObjectsOutput } from "@pulumi/aws/s3/getObjects.js";
import type { Output } from "@pulumi/pulumi";
import type { DatabaseUsers } from "../../components/database-users/database-users.ts";
import { releaseKeys, releasesPrefix } from "../../components/xcart-release/automation.ts";
import { ReleaseBuilder } from "../../components/xcart-release/release-builder.ts";
import { ReleaseIntake } from "../../components/xcart-release/release-intake.ts";

import { ReleasePromotion } from "../../components/xcart-release/release-promotion.ts";
import type { PinnedRelease } from "../../domain/contracts/release.ts";
import { phpOf } from "../../domain/defaults/lifecycle.ts";

import { phpPackages } from "../../host/boot/packages.ts";
import { databaseAccess } from "../../host/xcart/database-access.ts";
import { lookup } from "../provider.ts";
import { sumFault } from "../settings/checks/release.ts";
import { fault } from "../settings/faults.ts";
import { type ReleaseSettings, releaseSource } from "../settings/resolve/release.ts";
import type { StoreSettings } from "../settings/resolve/store.ts";
import type { StoreData } from "./data.ts";
import type { Foundation } from "./foundation.ts";
import type { StoreNetwork } from "./network.ts";

/** Parts that build and take over releases of X-Cart. */
export interface StoreReleases {
  /** The builder that other documents start. */
  readonly builder: ReleaseBuilder;
  readonly buildDocument: Output<string>;
  readonly promoteDocument: Output<string>;
  readonly takeBackDocument: Output<string>;
  readonly takeDocument?: Output<string>;
  /** The release that nodes run: known to be in the bucket, and to be that one. */
  readonly release?: Output<string>;
}

/** The documents that build a release and take one over, and the check that the one in the settings is there. */
export function deployReleases(
  settings: StoreSettings & ReleaseSettings,
  foundation: Foundation,
  { network, data, users }: { readonly network: StoreNetwork; readonly data: StoreData; readonly users: DatabaseUsers },
): StoreReleases {
  const { region, web, database } = settings;
  const { accountId, dataKeyArn, opts } = foundation;
  const of = { region, accountId, dataKeyArn, releasesBucket: data.releases.bucketName, releasesBucketArn: data.releases.bucketArn };
  const [subnet] = network.applicationSubnets;
  if (!subnet) throw new Error("the network has no application subnet");
  const made = { ...of, phpPackages: phpPackages(phpOf(settings.xcart)), access: databaseAccess };
  const builder = new ReleaseBuilder(
    "builder",
    {
      ...made,
      instanceType: web.instanceType,
      databaseClass: database.instanceClass,
      requireTls: database.requireTls === true,
      subnetId: subnet.id,
      securityGroupId: network.groupIds.builder,
      dataSubnetIds: network.dataSubnets.map(({ id }) => id),
      copySecurityGroupId: network.groupIds.copy,
      tags: foundation.tags,
      ...foundation.logs,
    },
    opts,
  );
  const promotion = new ReleasePromotion(
    "promotion",
    {
      ...made,
      builder,
      databaseName: `${settings.stack}-database`,
      database: { host: data.database.address, secretArn: users.secretArns.upgrade },
    },
    opts,
  );
  const sourceStack = releaseSource(settings);
  return {
    builder,
    buildDocument: builder.documentName,
    promoteDocument: promotion.promoteDocument,
    takeBackDocument: promotion.takeBackDocument,
    ...(sourceStack !== undefined && { takeDocument: new ReleaseIntake("intake", { ...of, sourceStack }, opts).documentName }),
    ...(web.release !== undefined && { release: expectInBucket(web.release, data, foundation) }),
  };
}

/** The release's name, once it is known to be in the bucket with this content; an error with what is there, if not. */
function expectInBucket(release: PinnedRelease, { releases }: StoreData, { aws }: Foundation): Output<string> {
  const bucket = releases.bucketName;
  const { archive: key, description } = releaseKeys(release.name);
  const { keys } = getObjectsOutput({ bucket, prefix: releasesPrefix, maxKeys: 10_000 }, lookup(aws));
  return keys.apply((found) => {
    if (!found.includes(description)) throw new Error(fault("web.release.name", release.name, others(found)));
    const { checksumSha256 } = getObjectOutput({ bucket, key, checksumMode: "ENABLED" }, lookup(aws));
    return checksumSha256.apply((sum) => {
      const wrong = sumFault(release, sum);
      if (wrong !== undefined) throw new Error(wrong);
      return release.name;
    });
  });
}

/** The releases in the bucket, by all its keys. */
function others(keys: readonly string[]): string {
  const there = keys.flatMap((key) => (key.endsWith("/release.json") ? [key.slice(releasesPrefix.length, -"/release.json".length)] : []));
  return there.length > 0
    ? `one of those in the bucket: ${there.join(", ")}`
    : "a release that is in the bucket, which has none yet: leave web.release out until one is built";
}
