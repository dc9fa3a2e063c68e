import type { Output } from "@pulumi/pulumi";
import type { DatabaseUsers } from "../../components/database-users/database-users.ts";
import { Installation } from "../../components/xcart-release/installation/installation.ts";
import type { ReleaseBuilder } from "../../components/xcart-release/release-builder.ts";
import { phpOf } from "../../domain/defaults/lifecycle.ts";
import { phpPackages } from "../../host/boot/packages.ts";
import { databaseAccess } from "../../host/xcart/database-access.ts";
import type { StoreSettings } from "../settings/resolve/store.ts";
import type { StoreData } from "./data.ts";
import type { Foundation } from "./foundation.ts";

/** Parts that an installation depends on. */
export interface InstallationParts {
  readonly builder: ReleaseBuilder;
  readonly data: StoreData;
  readonly users: DatabaseUsers;
  readonly applicationSecretArn: Output<string>;
}

/** The document that installs X-Cart into the store's empty database. */
export const deployInstallation = (
  { region, store, domain, xcart }: StoreSettings,
  { accountId, dataKeyArn, opts }: Foundation,
  { builder, data: { releases }, users, applicationSecretArn }: InstallationParts,
): Installation =>
  new Installation(
    "installation",
    {
      ...{ region, accountId, store, domain, dataKeyArn, builder },
      releasesBucket: releases.bucketName,
      releasesBucketArn: releases.bucketArn,
      phpPackages: phpPackages(phpOf(xcart)),
      access: databaseAccess,
      secretArns: { database: users.secretArns.upgrade, application: applicationSecretArn },
    },
    opts,
  );
