import type { Policy } from "../model/policy.ts";
import { snsDisallowPublicAccess } from "./disallow-public-access.ts";
import { snsEnableDeliveryLogging } from "./enable-delivery-logging.ts";
import { snsEnableEncryption } from "./enable-encryption.ts";

/** The policies about SNS. */
export const sns: readonly Policy[] = [snsDisallowPublicAccess, snsEnableDeliveryLogging, snsEnableEncryption];
