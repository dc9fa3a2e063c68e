import type { Resource } from "../model/stack.ts";

export const certificateType = "aws:acm/certificate:Certificate";

/** Whether a certificate was made elsewhere: ACM does not renew those. */
export const isImported = (certificate: Resource): boolean => certificate.has("privateKey") || certificate.has("certificateBody");

/** Whether ACM issues a certificate from a private authority, or one that the world trusts. */
export const isPrivate = (certificate: Resource): boolean => certificate.has("certificateAuthorityArn");
