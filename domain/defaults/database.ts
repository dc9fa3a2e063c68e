/** The major version of MySQL; RDS picks and keeps up the minor one. 8.4 is a long-term release; its end is in lifecycle.ts. */
export const mysqlVersion = "8.4";

/** Maximum storage of RDS for MySQL: 64 TiB. */
export const maxStorageGiB = 65536;

/** Times its initial storage to which a database grows by default. */
export const storageGrowth = 5;

/** Settings of every database, whatever its size. */
export const secureDatabase = {
  storageEncrypted: true,
  storageType: "gp3",
  publiclyAccessible: false,
  manageMasterUserPassword: true,
  iamDatabaseAuthenticationEnabled: true,
  autoMinorVersionUpgrade: true,
  allowMajorVersionUpgrade: false,
  applyImmediately: false,
  copyTagsToSnapshot: true,
  deleteAutomatedBackups: false,
  skipFinalSnapshot: false,
  monitoringInterval: 60,
  performanceInsightsEnabled: true,
  performanceInsightsRetentionPeriod: 7,
} as const;

/** The store's schema, and what X-Cart puts before the names of its tables. */
export const storeSchema = { name: "xcart", tablePrefix: "xc_" } as const;
