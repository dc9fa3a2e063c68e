/** The controls of the catalogue that each policy of this part answers, by the policy's name. */
export const dataControls: Readonly<Record<string, readonly string[]>> = {
  "aws-rds-instance-enable-storage-encryption": ["RDS-02"],
};
