import { oncePerStack } from "../model/once.ts";
import type { Policy } from "../model/policy.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { unreviewed } from "../pulumi/reviewed.ts";
import { alarmType, askingTypes, filterType } from "../pulumi/reviewed-types.ts";

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
    "Restore the value; if the change is intended, change the component and write policies/pulumi/reviewed.json by npm run docs.",
  url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html",
  types: askingTypes,
  check: (resource, stack) => {
    if (!stack.isOurs) return undefined;
    const asked = unreviewed(resource, stack);
    return resource.type === filterType ? [...unwatched(resource, stack), ...(asked ?? [])] : asked;
  },
};

/** A filter whose metric no alarm of the stack looks at. */
function unwatched(filter: Resource, stack: Stack): string[] {
  const name = filter.text("metricTransformation.name");
  return name === undefined || metricsIn(stack).has(name)
    ? []
    : [`no alarm watches its metric ${name}; add an alarm, or remove the filter`];
}

/** The metrics of alarms, and whatever else their expressions name. */
const metricsIn = oncePerStack((stack): ReadonlySet<string> => {
  const alarms = stack.ofType(alarmType).map(({ properties }) => JSON.stringify([properties.metricName, properties.metricQueries]));
  return new Set(alarms.flatMap((text) => [...text.matchAll(/"([^"]*)"/g)].map(([, word = ""]) => word)));
});
