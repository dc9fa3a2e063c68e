import { gunzipSync } from "node:zlib";
import { z } from "zod";

/** One line of a log, with the id that it keeps when CloudWatch Logs delivers it again. */
export interface LogLine {
  readonly id: string;
  readonly message: string;
}

/** Payload of CloudWatch Logs (docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html#LambdaFunctionExample). */
const payload = z.object({
  /** `CONTROL_MESSAGE`: a test of whether the destination is there. */
  messageType: z.enum(["DATA_MESSAGE", "CONTROL_MESSAGE"]),
  logEvents: z.array(z.object({ id: z.string(), message: z.string() })),
});

/** The lines in a subscription's payload, base 64 of gzip of JSON; undefined if it is none. */
export function unpack(data: string): LogLine[] | undefined {
  const { success, data: found } = payload.safeParse(inflated(data));
  if (!success) return undefined;
  return found.messageType === "DATA_MESSAGE" ? found.logEvents : [];
}

function inflated(data: string): unknown {
  try {
    return JSON.parse(gunzipSync(Buffer.from(data, "base64")).toString("utf8"));
  } catch {
    return undefined;
  }
}
