import type { AutomationParameter, AutomationStep } from "./automation.ts";

/** The folder of X-Cart's distributions in the releases bucket. */
export const distributionsPrefix = "distributions/";

/** A distribution's name: X-Cart's version, and a number where there is another of the same version, `5.5.0.29` or `5.5.0.29-2`. */
export const distributionPattern = "^\\d{1,2}\\.\\d{1,2}\\.\\d{1,3}\\.\\d{1,4}(-\\d{1,4})?$";

/** A distribution's two objects. The description is written last: a distribution without it is not there. */
export const distributionKeys = (distribution: string) =>
  ({
    archive: `${distributionsPrefix}${distribution}/distribution`,
    description: `${distributionsPrefix}${distribution}/distribution.json`,
  }) as const;

/** A parameter that may name a distribution. */
export const distributionParameter = (description: string): AutomationParameter => ({
  type: "String",
  description,
  allowedPattern: `^none$|${distributionPattern}`,
  default: "none",
});

/** A step that fails unless a distribution is in a bucket. */
export const expectDistribution = (name: string, bucket: unknown, distribution: string): AutomationStep => ({
  name,
  action: "aws:assertAwsResourceProperty",
  inputs: {
    Service: "s3",
    Api: "ListObjectsV2",
    Bucket: bucket,
    Prefix: distributionKeys(distribution).description,
    PropertySelector: "$.KeyCount",
    DesiredValues: ["1"],
  },
  onFailure: "Abort",
});
