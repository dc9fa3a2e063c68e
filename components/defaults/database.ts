/** The certificate authority of RDS whose certificates live longest: RSA 2048, until 2061. */
export const rdsAuthority = "rds-ca-rsa2048-g1";

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
