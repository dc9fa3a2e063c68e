import type { Policy } from "../model/policy.ts";
import { wholeStack } from "../model/policy.ts";
import { homeNeeds } from "../model/presence.ts";
import type { Resource } from "../model/stack.ts";

export const accountSpendingMissingAlert: Policy = {
  name: "aws-account-spending-missing-alert",
  description: "A budget or an anomaly alert reports unexpected spending: attackers often use stolen credentials for computing time.",
  severity: "medium",
  controls: ["ACC-02"],
  remediation: "Create a budgets.Budget whose notifications have subscribers, or a costexplorer.AnomalySubscription.",
  url: "https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html",
  types: [wholeStack],
  check: homeNeeds(
    "spending",
    "no alert on spending has a subscriber; create a budgets.Budget with subscribers, or a costexplorer.AnomalySubscription",
    (stack) =>
      stack.ofType("aws:budgets/budget:Budget").some(tells) ||
      stack.ofType("aws:costexplorer/anomalySubscription:AnomalySubscription").some((one) => one.list("subscribers").length > 0),
  ),
};

const subscribers = ["subscriberEmailAddresses", "subscriberSnsTopicArns"];
/** Percent of a budget above which a notification comes too late. */
const maxPercent = 200;

const tells = (budget: Resource) => budget.list("notifications").some((_, i) => isTold(budget, `notifications.${i}`));

/** Whether a notification has recipients, and is sent when about as much is spent as was planned. */
function isTold(budget: Resource, at: string): boolean {
  const isNear = budget.text(`${at}.thresholdType`) !== "PERCENTAGE" || (budget.number(`${at}.threshold`) ?? 0) <= maxPercent;
  const isMore = budget.text(`${at}.comparisonOperator`) !== "LESS_THAN";
  return isNear && isMore && subscribers.some((property) => budget.has(`${at}.${property}.0`));
}
