/** The name of an account's trail; known in advance, so that policies can hold its ARN. */
export const trailName = (stack: string): string => `${stack}-trail`;

/** Settings of the trail: everywhere, signed, and never off (Security Hub CloudTrail.1, CloudTrail.4). */
export const secureTrail = {
  isMultiRegionTrail: true,
  includeGlobalServiceEvents: true,
  enableLogFileValidation: true,
  enableLogging: true,
} as const;

/** Rates that CloudTrail compares with the usual: how often calls are made, and how often they fail. */
export const insightTypes = ["ApiCallRateInsight", "ApiErrorRateInsight"] as const;

/**
 * Maximum characters of a metric filter's pattern, and how many filters a log group takes
 * (docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html).
 */
export const filterLimits = { characters: 1024, perGroup: 100 } as const;
