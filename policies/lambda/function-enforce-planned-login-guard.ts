import type { Intended } from "../../domain/contracts/intended.ts";
import { allowedKey, environmentNames, sweep } from "../../domain/contracts/login-guard.ts";
import { functionName } from "../../domain/defaults/functions.ts";
import { guardSetName, loginFilter, loginLogName } from "../../domain/defaults/login-guard.ts";
import { isAnything } from "../../domain/graph-values.ts";
import { fromJson, isRecord } from "../../domain/values.ts";
import { collect } from "../model/collect.ts";
import { differences, Own } from "../model/differences.ts";
import { planOf } from "../model/intended.ts";
import { ownValue } from "../model/own.ts";
import { type Policy, wholeStack } from "../model/policy.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { UnknownValue } from "../model/values.ts";
import { functionType } from "./types.ts";

export const lambdaFunctionEnforcePlannedLoginGuard: Policy = {
  name: "aws-lambda-function-enforce-planned-login-guard",
  description:
    "A store's login guard receives each login, sweeps each minute, and blocks by the thresholds and exceptions of the settings.",
  severity: "critical",
  controls: [
    {
      key: "G36",
      service: "What no other tool checks",
      control: "The login guard has its triggers, its schedule and the settings' values",
      pci: ["8.3.4"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation:
    "Change the settings under loginGuard, where changes are reviewed; keep the guard's function, subscription and schedule as components/login-guard creates them.",
  url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html",
  types: [wholeStack],
  check: (_, stack) => {
    const said = wanted(stack);
    if (said === undefined) return undefined;
    const name = functionName(stack.name, "login-guard");
    const guard = stack.ofType(functionType).find(({ properties }) => properties.name === name);
    if (guard === undefined) return [`the function ${name} is missing, so that failed logins block no address; deploy it`];
    return collect([toldFaults, heardFaults, sweptFaults, exemptFaults], (faultsOf) => faultsOf(guard, said, stack));
  },
};

const wanted = planOf(({ guard }) => guard);

type Guard = Intended["guard"];

/** Faults of its environment. */
function toldFaults(guard: Resource, { domain, thresholds }: Guard, stack: Stack): string[] {
  const own = (what: string, types: readonly string[], of: string) =>
    ownValue(what, { holder: guard, property: "environment" }, stack.ofType(...types), of);
  const json = (what: string, plan: object) =>
    new Own(what, (text) => {
      if (isAnything(text)) throw new UnknownValue("environment");
      return typeof text === "string" && differences(plan, fromJson(text)).length === 0;
    });
  const set = (version: "ipv4" | "ipv6") => ({ name: guardSetName(stack.name, version), id: new Own("the set's id", () => true) });
  const variables = {
    [environmentNames.stack]: stack.name,
    [environmentNames.domain]: domain,
    [environmentNames.runbook]: new Own("the runbook", () => true),
    [environmentNames.table]: own("the guard's table", ["aws:dynamodb/table:Table"], "name"),
    [environmentNames.queueUrl]: own("the guard's queue", ["aws:sqs/queue:Queue"], "url"),
    [environmentNames.topicArn]: own("a topic of the store", ["aws:sns/topic:Topic"], "arn"),
    [environmentNames.thresholds]: json(JSON.stringify(thresholds), thresholds),
    [environmentNames.sets]: json("the guard's two IP sets", { ipv4: set("ipv4"), ipv6: set("ipv6") }),
  };
  const stopped =
    guard.number("reservedConcurrentExecutions") === 0
      ? ["the guard's concurrency is 0, so that it never runs; remove reservedConcurrentExecutions"]
      : [];
  return [...stopped, ...differences({ variables }, guard.get("environment"), "environment")];
}

/** Faults of its triggers: the log of logins, the reminders. */
function heardFaults(guard: Resource, _: Guard, stack: Stack): string[] {
  const filters = stack.referring(guard, "destinationArn", ["aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter"]);
  const log = loginLogName(stack.name);
  const [filter] = filters.filter((one) => one.get("logGroup") === log);
  const queues = stack.referring(guard, "functionName", ["aws:lambda/eventSourceMapping:EventSourceMapping"]);
  const off = queues.filter((mapping) => mapping.get("enabled") === false || mapping.has("filterCriteria"));
  return [
    ...(filter === undefined
      ? [`the guard receives no logins: no subscription filter of ${log} targets it; add one`]
      : differences(loginFilter, filter.get("filterPattern"), `the subscription of ${log}: filterPattern`)),
    ...(queues.length === 0 || off.length > 0
      ? ["the guard's reminders do not reach it: no event source mapping targets it, or one is disabled; restore it"]
      : []),
  ];
}

/** The schedule that puts right what was missed. */
function sweptFaults(guard: Resource, _: Guard, stack: Stack): string[] {
  const [schedule] = stack.referring(guard, "target", ["aws:scheduler/schedule:Schedule"]);
  if (schedule === undefined) return ["the guard's sweep is missing: no schedule calls it; restore the schedule"];
  const plan = { scheduleExpression: "rate(1 minute)", state: "ENABLED" };
  const input = fromJson(String(schedule.get("target.input")));
  return [
    ...differences(plan, { scheduleExpression: schedule.get("scheduleExpression"), state: schedule.get("state") }, "the guard's sweep"),
    ...differences(sweep, input, "the guard's sweep: input"),
  ];
}

/** Faults of its exemptions, an item of the table. */
function exemptFaults(_: Resource, { never, staffRanges }: Guard, stack: Stack): string[] {
  const items = stack.ofType("aws:dynamodb/tableItem:TableItem").map((item) => [item, fromJson(String(item.document("item")))] as const);
  const [item, content] = items.find(([, one]) => textOf(one, "key") === allowedKey.key && textOf(one, "at") === allowedKey.at) ?? [];
  if (item === undefined) return ["the guard's list of exempt addresses is missing; restore it from the settings"];
  const ips = stack.ofType("aws:ec2/eip:Eip");
  const egress = ownValue("the store's egress addresses", { holder: item, property: "item" }, ips, "publicIp", (ip) => `${ip}/32`);
  const exempt = [fromJson(textOf(content, "never"))].flat().filter((range) => !egress.admits(range));
  return [
    ...differences(never, exempt, "who is never blocked"),
    ...differences(staffRanges, fromJson(textOf(content, "staff")), "the staff's ranges"),
  ];
}

/** A text of an item, in DynamoDB's JSON. */
function textOf(item: unknown, key: string): string {
  const value = isRecord(item) ? item[key] : undefined;
  return isRecord(value) ? String(value.S) : "";
}
