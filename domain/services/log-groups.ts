import { pages, type ServiceUse } from "./use.ts";

const write = {
  target: "logGroup",
  verb: "writes to",
  actions: [{ action: "logs:PutLogEvents", path: ":log-stream:*" }],
} as const;

/** Services that write to log groups in their own name, by a policy of the account's logs. */
export const logGroupUses: readonly ServiceUse[] = [
  {
    ...write,
    noun: "query log",
    types: ["aws:route53/queryLog:QueryLog"],
    names: ["cloudwatchLogGroupArn"],
    principals: ["route53.amazonaws.com"],
    sends: { "aws:SourceAccount": "{account}", "aws:SourceArn": "arn:{partition}:route53:::hostedzone/*" },
    source: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/query-logs.html",
  },
  {
    ...write,
    noun: "EventBridge target",
    types: ["aws:cloudwatch/eventTarget:EventTarget"],
    names: ["arn"],
    principals: ["events.amazonaws.com", "delivery.logs.amazonaws.com"],
    source: pages.events,
  },
];
