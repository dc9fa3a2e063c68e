import { anyOf, type PlannedFilter, told } from "./filter.ts";

/** Calls that delete a store's data or its backups. */
const losses = [
  ...[
    "DeleteDBInstance",
    "DeleteDBCluster",
    "DeleteDBSnapshot",
    "DeleteFileSystem",
    "DeleteReplicationGroup",
    "DeleteTable",
    "DeleteBucket",
  ],
  ...["DeleteSecret", "DeleteUserPool", "DeleteHostedZone", "DeleteBackupPlan", "DeleteBackupVault", "DeleteRecoveryPoint"],
];

/**
 * Fires for every principal, the pipeline too, done or tried: a deployment that ends data is rare, and a thief of its role ends all of it at once.
 * What AWS ends in its own name, such as a restore test's copies, does not fire, nor do the copies of databases that releases are tried on.
 */
export function lossFilter(): PlannedFilter {
  const copies = '(($.requestParameters.dBInstanceIdentifier NOT EXISTS) || ($.requestParameters.dBInstanceIdentifier != "*-c-*"))';
  return {
    ...told("data-deletion", "data-deletion", "A database, files, a bucket, secrets, a zone or backups are being deleted"),
    pattern: `{ ($.userIdentity.invokedBy NOT EXISTS) && ${copies} && (${anyOf(losses)}) }`,
  };
}
