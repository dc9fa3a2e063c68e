/** Nothing in a bucket is public, whatever a policy or an object says (Security Hub S3.8). */
export const privateBucket = {
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
} as const;

/** The bucket's owner owns every object; ACLs do nothing (Security Hub S3.12). */
export const ownedByBucketOwner = { objectOwnership: "BucketOwnerEnforced" } as const;

/** Days after which S3 forgets an upload that was never finished. */
export const abortUploadsAfterDays = 7;
