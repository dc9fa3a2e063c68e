import type { Policy } from "../model/policy.ts";
import { cloudtrailConfigureLogGroup } from "./configure-log-group.ts";
import { cloudtrailConfigureTopic } from "./configure-topic.ts";
import { cloudtrailDisallowPublicBucket } from "./disallow-public-bucket.ts";
import { cloudtrailEnableBucketLogging } from "./enable-bucket-logging.ts";
import { cloudtrailEnableEncryption } from "./enable-encryption.ts";
import { cloudtrailEnableEveryEvent } from "./enable-every-event.ts";
import { cloudtrailEnableInsights } from "./enable-insights.ts";
import { cloudtrailEnableLogFileValidation } from "./enable-log-file-validation.ts";
import { cloudtrailEnableObjectEvents } from "./enable-object-events.ts";
import { cloudtrailMissingTrail } from "./missing-trail.ts";

/** The policies about CloudTrail. */
export const cloudtrail: readonly Policy[] = [
  cloudtrailMissingTrail,
  cloudtrailEnableEveryEvent,
  cloudtrailEnableEncryption,
  cloudtrailEnableLogFileValidation,
  cloudtrailConfigureLogGroup,
  cloudtrailDisallowPublicBucket,
  cloudtrailEnableBucketLogging,
  cloudtrailEnableObjectEvents,
  cloudtrailEnableInsights,
  cloudtrailConfigureTopic,
];
