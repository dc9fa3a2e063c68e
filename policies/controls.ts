/** Which controls of the catalogue (docs/controls.md) a policy answers, by the policy's name; keys such as RDS-02, gaps such as G20. */
export const controls: Readonly<Record<string, readonly string[]>> = {
  "aws-rds-instance-enable-storage-encryption": ["RDS-02"],
};
