import { resolve } from "node:path";
import { CloudWatchClient, DescribeAlarmsCommand, GetMetricDataCommand, type MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import { dayOf } from "../../domain/calendars/days.ts";
import { addDays, daysBetween } from "../../domain/calendars/scans.ts";
import { functionNamespace } from "../../domain/defaults/metrics.ts";
import { paymentPageMetrics } from "../../domain/defaults/payment-page.ts";
import { paymentPageUnwatched } from "../../stacks/settings/resolve/payment-page.ts";
import type { StoreSettings } from "../../stacks/settings/resolve/store.ts";
import { awsCalls } from "../aws/calls.ts";
import { counted } from "../preview/kinds.ts";
import { busy } from "../preview/progress.ts";
import { minuteText } from "../text/minute.ts";
import { report } from "../text/report.ts";
import { screenOf } from "../text/screen.ts";
import { type Cell, table } from "../text/table.ts";
import { storePage } from "./file.ts";

/** The command line of `store payment-page status`. */
export interface StatusOptions {
  readonly json?: boolean;
  /** Folder of the stack files. @default - Pulumi.yaml's stackConfigDir */
  readonly stacks?: string;
}

/** How a payment page is watched, as `--json` prints it; days are UTC, as `YYYY-MM-DD`, and hours begin at their time. */
interface Status {
  /** Counted up when a field changes its meaning. */
  readonly version: 1;
  readonly stack: string;
  /** Why the settings ask for no watch. @default - they ask for one */
  readonly unwatched?: string;
  /** The first day with a whole visit, of those that CloudWatch keeps. */
  readonly since?: string;
  /** The hour of the last whole visit. */
  readonly last?: string;
  /** Days from the first to the last without a whole visit. */
  readonly missed: readonly string[];
  /** The last hour in which something was not as agreed. @default - none in the days that are looked at */
  readonly lastDifference?: string;
  /** The last hour in which a visit could not see what it should. @default - none in the days that are looked at */
  readonly lastFault?: string;
  /** Each alarm of the watch and its state. */
  readonly alarms: Readonly<Record<string, string>>;
}

const SECONDS_A_DAY = 86_400;
/** CloudWatch keeps values of an hour and more for so many days. */
const KEPT = 455;
/** Days of which each hour is looked at. */
const RECENT = 14;

const { tell } = awsCalls({ may: "read CloudWatch's metrics and alarms" });

/** Runs `store payment-page status`; resolves to the exit status: 0, or 1 where AWS does not say how the page is watched. */
export async function status(stack: string | undefined, options: StatusOptions, now = new Date()): Promise<number> {
  const find = async () => {
    const { settings } = storePage("store payment-page status", stack, options.stacks && resolve(options.stacks));
    return await busy(`asking AWS about ${settings.stack}`, () => look(settings, now));
  };
  return await report(options, find, textOf);
}

async function look(settings: StoreSettings, now: Date): Promise<Status> {
  const { stack, region } = settings;
  const client = new CloudWatchClient({ region });
  return await tell(stack, async () => {
    const [days, recent, alarms] = await Promise.all([
      hoursWith(client, stack, ["visits"], { days: KEPT, period: SECONDS_A_DAY, now }),
      hoursWith(client, stack, ["visits", "differences", "faults"], { days: RECENT, period: 3600, now }),
      client.send(new DescribeAlarmsCommand({ AlarmNamePrefix: `${stack}-payment-page` })),
    ]);
    const seen = days.visits ?? [];
    const last = recent.visits?.at(-1) ?? seen.at(-1);
    const [lastDifference, lastFault] = [recent.differences?.at(-1), recent.faults?.at(-1)];
    const unwatched = paymentPageUnwatched(settings);
    return {
      version: 1,
      stack,
      ...(unwatched && { unwatched }),
      ...ofDays(seen),
      ...(last && { last: last.toISOString() }),
      ...(lastDifference && { lastDifference: lastDifference.toISOString() }),
      ...(lastFault && { lastFault: lastFault.toISOString() }),
      alarms: Object.fromEntries((alarms.MetricAlarms ?? []).map(({ AlarmName = "", StateValue = "" }) => [AlarmName, StateValue])),
    };
  });
}

/** The periods in which each metric was above 0, the oldest first. */
async function hoursWith(
  client: CloudWatchClient,
  stack: string,
  metrics: readonly (keyof typeof paymentPageMetrics)[],
  { days, period, now }: { readonly days: number; readonly period: number; readonly now: Date },
): Promise<Partial<Record<keyof typeof paymentPageMetrics, Date[]>>> {
  const Dimensions = [{ Name: "stack", Value: stack }];
  const query = (name: keyof typeof paymentPageMetrics): MetricDataQuery => ({
    Id: name,
    MetricStat: {
      Metric: { Namespace: functionNamespace(stack), MetricName: paymentPageMetrics[name], Dimensions },
      Period: period,
      Stat: "Sum",
    },
  });
  const StartTime = new Date(addDays(dayOf(now), -days));
  const asked = { MetricDataQueries: metrics.map(query), StartTime, EndTime: now, ScanBy: "TimestampAscending" } as const;
  const { MetricDataResults = [] } = await client.send(new GetMetricDataCommand(asked));
  return Object.fromEntries(
    MetricDataResults.map(({ Id, Timestamps = [], Values = [] }) => [Id, Timestamps.filter((_, i) => (Values[i] ?? 0) > 0)]),
  );
}

function ofDays(seen: readonly Date[]): Pick<Status, "since" | "missed"> {
  const days = seen.map(dayOf);
  const [since, last] = [days[0], days.at(-1)];
  if (!(since && last)) return { missed: [] };
  const all = Array.from({ length: daysBetween(since, last) }, (_, i) => addDays(since, i));
  return { since, missed: all.filter((day) => !days.includes(day)) };
}

function textOf(found: Status): string {
  const { columns, colors } = screenOf();
  const { stack, unwatched, since, last, missed, lastDifference, lastFault, alarms } = found;
  const recent = (time: string | undefined): Cell =>
    time ? { text: `last in the hour from ${minuteText(time)}`, paint: colors.yellow } : `none in the last ${RECENT} days`;
  const head = unwatched ? colors.yellow(`is not watched: ${unwatched}`) : "is watched by a browser (PCI DSS 6.4.3, 11.6.1)";
  const rows: (readonly [string, Cell])[] = [
    ["since", since ?? { text: `no visit in the ${KEPT} days that CloudWatch keeps`, paint: colors.red }],
    ["last visit", last ? `in the hour from ${minuteText(last)}` : "none"],
    ["missed", missed.length === 0 ? "no day" : { text: `${counted(missed.length, "day")}: ${missed.join(", ")}`, paint: colors.yellow }],
    ["differences", recent(lastDifference)],
    ["faults", recent(lastFault)],
    ...Object.entries(alarms).map(
      ([name, state]) => [name.slice(stack.length + 1), state === "ALARM" ? { text: state, paint: colors.red } : state] as const,
    ),
  ];
  return [`${colors.bold(stack)}: the payment page ${head}`, ...table([{}, { wraps: true }], rows, { columns })].join("\n");
}
