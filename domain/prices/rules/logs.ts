import { isRecord } from "../../values.ts";
import { exactly, type Rule, share } from "../charge.ts";

/** An alarm is billed for each metric that it compares or computes with. */
const alarm: Rule = ({ metricQueries }) => {
  const queries: unknown[] = Array.isArray(metricQueries) ? metricQueries : [];
  const metrics = Math.max(1, queries.filter((query) => isRecord(query) && query.metric !== undefined).length);
  return [
    {
      what: "metric with an alarm",
      group: "logs and alarms",
      basis: "month",
      price: "cloudwatch.alarm",
      count: exactly(metrics),
      units: 1,
    },
  ];
};

/** AWS takes nothing for an account's first three of at most 50 metrics; stores' have more. */
const dashboard: Rule = () => [
  { what: "dashboard", group: "logs and alarms", basis: "month", price: "cloudwatch.dashboard", count: exactly(1), units: 1 },
];

const filter: Rule = () => [
  { what: "metric of a log filter", group: "logs and alarms", basis: "month", price: "cloudwatch.metric", count: exactly(1), units: 1 },
];

const logGroupType = "aws:cloudwatch/logGroup:LogGroup";

const logGroup: Rule = (_, context) => {
  const { logsGb, logsKeptGb } = context.assumptions;
  const use = { group: "logs and alarms", basis: "use", counted: "GB", units: 1 } as const;
  return [
    { ...use, what: "into CloudWatch Logs", price: "logs.in", count: share(logsGb, logGroupType, context) },
    { ...use, what: "kept in CloudWatch Logs", price: "logs.gb", count: share(logsKeptGb, logGroupType, context) },
  ];
};

const mail: Rule = (_, { assumptions }) => [
  {
    what: "emails to customers",
    group: "mail",
    basis: "use",
    price: "ses.mail",
    count: exactly(assumptions.mailsThousands),
    counted: "thousand",
    units: 1,
  },
];

/** Rules for logs, metrics, alarms and mail. */
export const logRules: Readonly<Record<string, Rule>> = {
  "aws:cloudwatch/metricAlarm:MetricAlarm": alarm,
  "aws:cloudwatch/dashboard:Dashboard": dashboard,
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": filter,
  [logGroupType]: logGroup,
  "aws:sesv2/configurationSet:ConfigurationSet": mail,
};
