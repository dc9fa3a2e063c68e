import { writtenOnce } from "../../domain/defaults/releases.ts";
import { type AutomationParameter, type AutomationStep, expectObjects } from "./automation.ts";

/** The folder of X-Cart's distributions in the releases bucket. */
export const distributionsPrefix = writtenOnce.distributions;

/** A distribution's name: X-Cart's version, and a number where there is another of the same version, `5.5.0.29` or `5.5.0.29-2`. */
export const distributionPattern = "^\\d{1,2}\\.\\d{1,2}\\.\\d{1,3}\\.\\d{1,4}(-\\d{1,4})?$";

/** A distribution's two objects. The description is written last: a distribution without it is not there. */
export const distributionKeys = (distribution: string) =>
  ({
    archive: `${distributionsPrefix}${distribution}/distribution`,
    description: `${distributionsPrefix}${distribution}/distribution.json`,
  }) as const;

/** A parameter that names a distribution. */
export const distributionParameter = (description: string): AutomationParameter => ({
  type: "String",
  description,
  allowedPattern: distributionPattern,
});

/** A step that fails unless a distribution is in a bucket. */
export const expectDistribution = (name: string, bucket: unknown, distribution: string): AutomationStep =>
  expectObjects(name, bucket, distributionKeys(distribution).description, 1);
