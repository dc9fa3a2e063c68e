/** How every database is made, whatever its size. */
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
