import type { Resource } from "../model/stack.ts";

export const zoneType = "aws:route53/zone:Zone";

/** Whether a zone answers in networks of its own only. */
export const isPrivateZone = (zone: Resource): boolean => zone.has("vpcs");
