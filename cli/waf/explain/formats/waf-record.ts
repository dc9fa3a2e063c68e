import { z } from "zod";

const match = z.object({ ruleId: z.string().nullish() }).nullish();

/** A challenge of the client, and its outcome: with a time of solving and no reason of failure the client had a token. */
const question = z.object({ failureReason: z.string().nullish(), solveTimestamp: z.number().nullish() }).nullish();

/** docs.aws.amazon.com/waf/latest/developerguide/logging-fields.html */
export const wafRecord = z.object({
  timestamp: z.number(),
  action: z.string(),
  terminatingRuleId: z.string().nullish(),
  ruleGroupList: z
    .array(
      z.object({
        ruleGroupId: z.string(),
        terminatingRule: match,
        nonTerminatingMatchingRules: z.array(match).nullish(),
        excludedRules: z.array(match).nullish(),
      }),
    )
    .nullish(),
  nonTerminatingMatchingRules: z.array(match).nullish(),
  labels: z.array(z.object({ name: z.string() })).nullish(),
  captchaResponse: question,
  challengeResponse: question,
  requestBodySize: z.number().nullish(),
  ja3Fingerprint: z.string().nullish(),
  ja4Fingerprint: z.string().nullish(),
  clientAsn: z.union([z.number(), z.string()]).nullish(),
  httpRequest: z.object({
    clientIp: z.string(),
    country: z.string().nullish(),
    clientAsn: z.union([z.number(), z.string()]).nullish(),
    headers: z.array(z.object({ name: z.string(), value: z.string().nullish() })).nullish(),
    uri: z.string(),
    args: z.string().nullish(),
    fragment: z.string().nullish(),
    httpMethod: z.string(),
  }),
});

/** One record of a web ACL's log. */
export type WafRecord = z.infer<typeof wafRecord>;
