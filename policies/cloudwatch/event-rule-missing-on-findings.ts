import type { Policy } from "../model/policy.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { asList, read } from "../model/values.ts";
import { ruleType, subscribersOf, targetType, topicType } from "./types.ts";

/** Sources of findings, by the resource type that enables them. */
const sources: Readonly<Record<string, string>> = {
  "aws:guardduty/detector:Detector": "aws.guardduty",
  "aws:securityhub/account:Account": "aws.securityhub",
  "aws:inspector2/enabler:Enabler": "aws.inspector2",
};

export const cloudwatchEventRuleMissingOnFindings: Policy = {
  name: "aws-cloudwatch-event-rule-missing-on-findings",
  description: "Findings of GuardDuty, Security Hub and Inspector are sent to a topic with a subscriber.",
  severity: "high",
  controls: ["G11"],
  remediation: "Add an EventRule on the service's findings whose target is a topic with a subscriber.",
  url: "https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings_eventbridge.html",
  types: Object.keys(sources),
  check: (service, stack) => {
    const source = sources[service.type] ?? "";
    // Security Hub passes on what the others find.
    const passesOn = stack.ofType("aws:securityhub/account:Account").length > 0 || stack.elsewhere.securityHub !== undefined;
    const hub = passesOn ? ["aws.securityhub"] : [];
    return reaches(stack, [source, ...hub]) ? [] : [`no rule sends findings of ${source} to a topic with a subscriber; add an EventRule`];
  },
};

function reaches(stack: Stack, wanted: readonly string[]): boolean {
  const rules = stack.ofType(ruleType).filter((rule) => isOn(rule) && patternSources(rule).some((source) => wanted.includes(source)));
  return rules.some((rule) => stack.referring(rule, "rule", [targetType]).some((target) => isHeard(target, stack)));
}

const isOn = (rule: Resource) => rule.get("isEnabled") !== false && rule.text("state") !== "DISABLED";

function patternSources(rule: Resource): string[] {
  const pattern: unknown = JSON.parse(rule.text("eventPattern") ?? "{}");
  return asList(read(pattern, "source")).map(String);
}

/** A function that writes a readable mail counts as well, also behind a queue: what it does cannot be seen. */
function isHeard(target: Resource, stack: Stack): boolean {
  const topics = stack.referred(target, "arn", [topicType]);
  const queues = stack.referred(target, "arn", ["aws:sqs/queue:Queue"]);
  return (
    topics.some((topic) => subscribersOf(topic, stack).length > 0) ||
    stack.referred(target, "arn", ["aws:lambda/function:Function"]).length > 0 ||
    queues.some((queue) => stack.referring(queue, "eventSourceArn", ["aws:lambda/eventSourceMapping:EventSourceMapping"]).length > 0)
  );
}
