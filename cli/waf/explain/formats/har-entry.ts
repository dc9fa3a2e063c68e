import { z } from "zod";

const pair = z.object({ name: z.string(), value: z.string().nullish() });

/** The parts of an entry that describe a request (w3c.github.io/web-performance/specs/HAR/Overview.html); browsers add more, with `_`. */
export const harEntry = z.object({
  startedDateTime: z.union([z.string(), z.number()]),
  request: z.object({
    method: z.string(),
    url: z.string(),
    headers: z.array(pair).nullish(),
    cookies: z.array(pair).nullish(),
    bodySize: z.number().nullish(),
    postData: z
      .object({
        mimeType: z.string().nullish(),
        text: z.string().nullish(),
        encoding: z.string().nullish(),
        params: z.array(pair.extend({ fileName: z.string().nullish(), contentType: z.string().nullish() })).nullish(),
      })
      .nullish(),
  }),
});

/** The request of a HAR's entry. */
export type HarRequest = z.infer<typeof harEntry>["request"];
