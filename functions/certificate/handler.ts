import type { Context } from "aws-lambda";
import type { CertificateOutcome, CertificateRequest } from "../../domain/contracts/certificate.ts";
import { renew } from "./renew.ts";
import { theWorld } from "./run.ts";

/** Milliseconds before Lambda ends the run that are left for taking records away and for telling. */
const reserve = 20_000;

/** Keeps a certificate alive: twice a day by the schedule, and once at `pulumi up`. */
export async function handler(
  request: CertificateRequest,
  context: Pick<Context, "getRemainingTimeInMillis">,
): Promise<CertificateOutcome> {
  return await renew(theWorld({ deadline: Date.now() + context.getRemainingTimeInMillis() - reserve }), request);
}
