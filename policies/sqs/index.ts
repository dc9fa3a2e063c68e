import type { Policy } from "../model/policy.ts";
import { sqsDisallowPublicAccess } from "./disallow-public-access.ts";
import { sqsEnableEncryption } from "./enable-encryption.ts";
import { sqsEnforceTls } from "./enforce-tls.ts";

/** The policies about SQS. */
export const sqs: readonly Policy[] = [sqsDisallowPublicAccess, sqsEnableEncryption, sqsEnforceTls];
