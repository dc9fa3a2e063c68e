import { Budget } from "@pulumi/aws/budgets/budget.js";
import { AnomalyMonitor } from "@pulumi/aws/costexplorer/anomalyMonitor.js";
import { AnomalySubscription } from "@pulumi/aws/costexplorer/anomalySubscription.js";
import { ComponentResource, type ComponentResourceOptions, getStack } from "@pulumi/pulumi";
import { nameTag, typeToken } from "../naming.ts";

/** Arguments for the detection of cost anomalies. */
export interface AnomalyArgs {
  /** Minimum cost of an anomaly that is reported by email, in US dollars. */
  readonly minUsd: number;
  /** The account's monitor of AWS services, of which there can be one only; `create` where it has none. */
  readonly monitor: string;
}

/** Arguments for {@link Spending}. */
export interface SpendingArgs {
  /** Email addresses, ten at most. */
  readonly contacts: readonly string[];
  /** The account's monthly budget in US dollars, and the percentages of it at which emails are sent. @default - no budget */
  readonly budget?: { readonly monthlyUsd: number; readonly thresholds: readonly number[] } | undefined;
  /** @default - no detection of anomalies other than AWS's own monitor of new accounts */
  readonly anomalies?: AnomalyArgs | undefined;
}

/** A monthly AWS budget and a cost anomaly monitor that email the account's contacts. */
export class Spending extends ComponentResource {
  constructor(name: string, args: SpendingArgs, opts?: ComponentResourceOptions) {
    super(typeToken("Spending"), name, {}, opts);
    const parent = this;
    const physicalName = `${getStack()}-${name}`;

    if (args.budget) limit(args.budget);
    if (args.anomalies) subscribe(args.anomalies);
    this.registerOutputs({});

    function limit({ monthlyUsd, thresholds }: NonNullable<SpendingArgs["budget"]>) {
      const notice = { comparisonOperator: "GREATER_THAN", thresholdType: "PERCENTAGE", subscriberEmailAddresses: [...args.contacts] };
      new Budget(
        name,
        {
          name: physicalName,
          budgetType: "COST",
          timeUnit: "MONTHLY",
          limitAmount: monthlyUsd.toFixed(2),
          limitUnit: "USD",
          notifications: [
            ...thresholds.map((threshold) => ({ ...notice, threshold, notificationType: "ACTUAL" })),
            { ...notice, threshold: 100, notificationType: "FORECASTED" },
          ],
          tags: nameTag(name),
        },
        { parent },
      );
    }

    function subscribe({ minUsd, monitor }: AnomalyArgs) {
      const monitorArn = monitor === "create" ? createMonitor().arn : monitor;
      new AnomalySubscription(
        name,
        {
          name: physicalName,
          // AWS sends emails by the day or week only, single anomalies to topics.
          frequency: "DAILY",
          monitorArnLists: [monitorArn],
          subscribers: args.contacts.map((address) => ({ type: "EMAIL", address })),
          thresholdExpression: {
            dimension: {
              key: "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
              matchOptions: ["GREATER_THAN_OR_EQUAL"],
              values: [String(minUsd)],
            },
          },
          tags: nameTag(name),
        },
        { parent },
      );
    }

    function createMonitor() {
      return new AnomalyMonitor(
        name,
        { name: physicalName, monitorType: "DIMENSIONAL", monitorDimension: "SERVICE", tags: nameTag(name) },
        { parent },
      );
    }
  }
}
