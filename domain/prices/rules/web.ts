import { isRecord } from "../../values.ts";
import {
  type Charge,
  exactly,
  HOURS,
  lengthIn,
  numberIn,
  type PricedResource,
  type Rule,
  type RuleContext,
  type Span,
  share,
  textIn,
} from "../charge.ts";
import { runsIn } from "../runs.ts";
import { sizedPrice } from "../sizes.ts";

/** Metrics that EC2 sends each minute of an instance with detailed monitoring. */
const DETAILED_METRICS = 7;

const templateType = "aws:ec2/launchTemplate:LaunchTemplate";

/** The launch template that an Auto Scaling group depends on, which says what its instances are. */
function templateOf(group: PricedResource, { byUrn }: RuleContext): Readonly<Record<string, unknown>> {
  const templates = (group.dependencies ?? []).map((urn) => byUrn.get(urn)).filter((resource) => resource?.type === templateType);
  return templates[0]?.inputs ?? {};
}

const groupType = "aws:autoscaling/group:Group";

const group: Rule = ({ minSize, maxSize, desiredCapacity }, context, resource) => {
  const template = templateOf(resource, context);
  const size = textIn(template.instanceType);
  const from = numberIn(desiredCapacity) ?? numberIn(minSize);
  const count = from === undefined ? null : { from, to: Math.max(from, numberIn(maxSize) ?? from) };
  const { price, units } = sizedPrice("ec2", size);
  return [
    { what: "EC2 instance", size, group: "web", basis: "hour", price, count, units: units * HOURS },
    ...volumesOf(template, count),
    ...(isRecord(template.monitoring) && template.monitoring.enabled === true ? [monitoringOf(count)] : []),
    {
      what: "metrics of nodes and functions",
      group: "logs and alarms",
      basis: "use",
      price: "cloudwatch.metric",
      count: share(context.assumptions.customMetrics, groupType, context),
      units: 1,
    },
  ];
};

function volumesOf({ blockDeviceMappings }: Readonly<Record<string, unknown>>, count: Span | null): Charge[] {
  const disks: unknown[] = Array.isArray(blockDeviceMappings) ? blockDeviceMappings : [];
  return disks.flatMap((disk) => {
    const ebs = isRecord(disk) && isRecord(disk.ebs) ? disk.ebs : {};
    const type = textIn(ebs.volumeType);
    const units = numberIn(ebs.volumeSize) ?? 0;
    return units === 0
      ? []
      : [{ what: "volume", size: `${units} GiB ${type}`, group: "web", basis: "month", price: `ebs.${type}`, count, units }];
  });
}

const monitoringOf = (count: Span | null): Charge => ({
  what: "instance monitored each minute",
  group: "logs and alarms",
  basis: "month",
  price: "cloudwatch.metric",
  count,
  units: DETAILED_METRICS,
});

const balancerType = "aws:lb/loadBalancer:LoadBalancer";

const balancer: Rule = ({ internal, subnets, subnetMappings }, context) => {
  const { outGb } = context.assumptions;
  const use = { group: "network", basis: "use", units: 1 } as const;
  const addresses: Charge = {
    what: "public IPv4 address",
    group: "network",
    basis: "hour",
    price: "ipv4.hour",
    count: lengthIn(subnets ?? subnetMappings),
    units: HOURS,
  };
  return [
    { what: "load balancer", group: "network", basis: "hour", price: "alb.hour", count: exactly(1), units: HOURS },
    ...(internal === true ? [] : [addresses]),
    { ...use, what: "capacity units of the load balancer", price: "alb.lcu", count: exactly(capacityUnits(context)), units: HOURS },
    ...(internal === true
      ? []
      : [{ ...use, what: "out to visitors", price: "transfer.out", count: share(outGb, balancerType, context), counted: "GB" } as const]),
  ];
};

/** Capacity units on average: the largest of 25 new connections a second and 1 GB an hour (aws.amazon.com/elasticloadbalancing/pricing). */
function capacityUnits({ assumptions: { requestsMillions, outGb } }: RuleContext): number {
  const perSecond = (requestsMillions * 1e6) / (HOURS * 3600);
  return Math.max(perSecond / 25, outGb / HOURS);
}

const functionType = "aws:lambda/function:Function";

/** Runs of what a schedule starts: as much memory as the function has, for the assumed seconds. */
const runsOf =
  (target: string): Rule =>
  ({ scheduleExpression }, { assumptions, byUrn, resources }, resource) => {
    const expression = textIn(scheduleExpression);
    if (expression === "") return [];
    const runs = runsIn(expression);
    const aims =
      resource.type === scheduleType ? [resource] : resources.filter((one) => one.propertyDependencies?.rule?.includes(resource.urn));
    const urns = aims.flatMap((one) => one.propertyDependencies?.[target] ?? []);
    const memory = urns.map((urn) => byUrn.get(urn)).find((one) => one?.type === functionType)?.inputs?.memorySize;
    const gb = (numberIn(memory) ?? 128) / 1024;
    const count = runs === undefined ? null : exactly(runs);
    const use = { group: "logs and alarms", basis: "use", count, counted: "runs" } as const;
    return [
      { ...use, what: "of scheduled functions, requests", price: "lambda.requests", units: 1e-6 },
      { ...use, what: `of scheduled functions of ${gb * 1024} MB`, price: "lambda.gb-second", units: gb * assumptions.functionSeconds },
    ];
  };

const scheduleType = "aws:scheduler/schedule:Schedule";

/** Rules for the nodes, the load balancer, and the functions beside them. */
export const webRules: Readonly<Record<string, Rule>> = {
  [groupType]: group,
  [balancerType]: balancer,
  [scheduleType]: runsOf("target"),
  "aws:cloudwatch/eventRule:EventRule": runsOf("arn"),
};
