import { isDeepStrictEqual } from "node:util";
import type { Policy } from "../model/policy.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { show } from "../model/values.ts";
import inDemos from "./reviewed.json" with { type: "json" };
import { alarmType, askedOf, filterType, reviewed } from "./reviewed.ts";

/** Maximum factor by which a setting may change a threshold or a period; beyond it the alarm is useless. */
const maxFactor = 10;

const values: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>> = inDemos;

export const cloudwatchAlarmConfigureReviewedValues: Policy = {
  name: "aws-cloudwatch-alarm-configure-reviewed-values",
  description: "Alarms, metric filters and event rules of a store or an account have their reviewed values.",
  severity: "high",
  controls: [
    {
      key: "G38",
      service: "What no other tool checks",
      control: "Alarms, metric filters and event rules watch what they were reviewed for, and each filter's metric has an alarm",
      pci: ["10.4.1.1", "10.7.2", "12.10.5"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation:
    "Restore the value; if the change is intended, change the component and write policies/cloudwatch/reviewed.json by npm run docs.",
  url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html",
  types: Object.keys(reviewed),
  check: (resource, stack) => {
    if (!stack.isOurs) return undefined;
    const planned = values[resource.type]?.[resource.name];
    const unheard = resource.type === filterType ? unwatched(resource, stack) : [];
    if (planned === undefined) return resource.type === filterType ? unheard : undefined;
    const differing = Object.entries(planned).filter(([property, value]) => !isAsGood(askedOf(resource, property, stack), value));
    return [...unheard, ...differing.map(([property, value]) => sentence(resource, property, value, stack))];
  },
};

const sentence = (resource: Resource, property: string, value: unknown, stack: Stack): string =>
  `${property} is ${show(askedOf(resource, property, stack))} but was reviewed as ${show(value)}; restore it`;

/** Numbers come from settings too: near enough is as good. */
function isAsGood(found: unknown, planned: unknown): boolean {
  if (found === undefined || typeof planned !== "number") return found === undefined || isDeepStrictEqual(found, planned);
  const number = Number(found);
  const min = Math.min(planned / maxFactor, planned * maxFactor);
  return number <= Math.max(planned, 1) * maxFactor && number >= min;
}

/** A filter whose metric no alarm of the stack looks at. */
function unwatched(filter: Resource, stack: Stack): string[] {
  const name = filter.text("metricTransformation.name");
  const alarms = stack.ofType(alarmType).map(({ properties }) => JSON.stringify([properties.metricName, properties.metricQueries]));
  return name === undefined || alarms.some((text) => text.includes(`"${name}"`))
    ? []
    : [`no alarm watches its metric ${name}; add an alarm, or remove the filter`];
}
