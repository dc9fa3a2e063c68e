import { oncePerStack } from "../model/once.ts";
import type { Policy } from "../model/policy.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { unreviewed } from "../pulumi/reviewed.ts";
import { alarmType, askingTypes, filterType } from "../pulumi/reviewed-types.ts";

export const cloudwatchAlarmConfigureReviewedValues: Policy = {
  name: "aws-cloudwatch-alarm-configure-reviewed-values",
  description: "Alarms, metric filters and event rules of a store or an account ask what the ones of that name were reviewed to ask.",
  severity: "high",
  controls: [
    {
      key: "G38",
      service: "What no other tool checks",
      control: "No alarm, metric filter or event rule asks something else than it was made for, and no filter counts for nobody",
      pci: ["10.4.1.1", "10.7.2", "12.10.5"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: "Put it back; where it is meant, change the component and write policies/pulumi/reviewed.json by npm run docs.",
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
    : [`nothing looks at its metric ${name}; add an alarm, or take the filter away`];
}

/** The metrics of alarms, and whatever else their expressions name. */
const metricsIn = oncePerStack((stack): ReadonlySet<string> => {
  const alarms = stack.ofType(alarmType).map(({ properties }) => JSON.stringify([properties.metricName, properties.metricQueries]));
  return new Set(alarms.flatMap((text) => [...text.matchAll(/"([^"]*)"/g)].map(([, word = ""]) => word)));
});
