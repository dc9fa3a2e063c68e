import { accountContactMissingForSecurity } from "../../policies/account/contact-missing-for-security.ts";
import { accountSpendingMissingAlert } from "../../policies/account/spending-missing-alert.ts";
import { cloudtrailTrailMissingInAccount } from "../../policies/cloudtrail/trail-missing-in-account.ts";
import { cloudwatchMetricFilterMissingInAccount } from "../../policies/cloudwatch/metric-filter-missing-in-account.ts";
import { iamPasswordPolicyMissingInAccount } from "../../policies/iam/password-policy-missing-in-account.ts";
import { cases, stackItself } from "./policy-cases.ts";
import { resource } from "./support.ts";

const unheard = "no alert on spending has a subscriber; create a budgets.Budget with subscribers, or a costexplorer.AnomalySubscription";
const subscription = (people: readonly string[]) =>
  resource("aws:costexplorer/anomalySubscription:AnomalySubscription", "spending", {
    subscribers: people.map((address) => ({ type: "EMAIL", address })),
  });
const budget = (people: readonly string[]) =>
  resource("aws:budgets/budget:Budget", "spending", { notifications: [{ threshold: 80, subscriberEmailAddresses: people }] });
/** What an account has once for all Regions is its home stack's. */
const away = { ...stackItself("account"), outputs: { home: false } };
const once = [
  cloudtrailTrailMissingInAccount,
  cloudwatchMetricFilterMissingInAccount,
  iamPasswordPolicyMissingInAccount,
  accountContactMissingForSecurity,
  accountSpendingMissingAlert,
];

for (const policy of once) cases(policy, ["asks nothing of a stack that is not the account's home", "notApplicable", away]);

cases(accountContactMissingForSecurity, [
  "refuses a contact for something else",
  ["there is no security contact; create an account.AlternativeContact of the type SECURITY"],
  stackItself("account"),
  resource("aws:account/alternativeContact:AlternativeContact", "billing", { alternateContactType: "BILLING" }),
]);

cases(
  accountSpendingMissingAlert,
  ["passes a budget with subscribers", "compliant", stackItself("account"), budget(["ops@example.com"])],
  ["refuses a budget without, and a subscription of no one", [unheard], stackItself("account"), budget([]), subscription([])],
);
