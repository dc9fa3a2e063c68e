import { Refusal, refusedAs } from "../../support/aws/refusal.ts";
import type { DnsBridge } from "../../support/emulators/dns-bridge.ts";
import type { Gateway, Passing, Reply } from "../../support/emulators/gateway.ts";

/** Once a change took effect in the zone, DNS answers by it. */
export const carrying =
  (bridge: DnsBridge): Gateway["hooks"]["after"] =>
  async ({ operation }) => {
    if (operation === "ChangeResourceRecordSets") await bridge.carry();
    return undefined;
  };

/** What an ACME request says (RFC 8555 6.2). */
export function payloadOf({ body }: Passing): Record<string, unknown> {
  const { payload }: { payload: string } = JSON.parse(body);
  return payload ? JSON.parse(Buffer.from(payload, "base64url").toString()) : {};
}

/** Answers as AWS does when it refuses an operation such as `acm:ImportCertificate`. */
export const refusal = (operation: string, code: string): Reply => refusedAs(operation, new Refusal(code));

/** Answers as an authority does when it refuses (RFC 8555 6.7). */
export const problem = (
  type: string,
  detail: string,
  { status = 400, headers = {} }: Partial<Pick<Reply, "status" | "headers">> = {},
): Reply => ({
  status,
  headers: { "content-type": "application/problem+json", ...headers },
  body: JSON.stringify({ type: `urn:ietf:params:acme:error:${type}`, detail }),
});
