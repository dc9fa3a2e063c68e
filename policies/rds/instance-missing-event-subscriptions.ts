import type { Policy } from "../model/policy.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { cluster, instance } from "./types.ts";

/** Events that must be reported, by the kind of source (Security Hub RDS.19 to RDS.22). */
const wanted = {
  "db-instance": ["configuration change", "failure", "maintenance"],
  "db-cluster": ["failure", "maintenance"],
  "db-parameter-group": ["configuration change"],
  "db-security-group": ["configuration change", "failure"],
} as const;

export const rdsInstanceMissingEventSubscriptions: Policy = {
  name: "aws-rds-instance-missing-event-subscriptions",
  description: "Failures, maintenance and changes of a database, its parameter groups and its security groups are reported.",
  severity: "medium",
  controls: ["RDS-18"],
  remediation: "Add an EventSubscription for each kind of source, with these categories, to a topic with a subscriber.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-20",
  types: [instance, cluster],
  check: (database, stack) => {
    const own = database.type === cluster ? "db-cluster" : "db-instance";
    return ([own, "db-parameter-group", "db-security-group"] as const).flatMap((kind) => {
      const heard = subscriptionsTo(kind, database, stack).flatMap(categoriesOf);
      const missing = wanted[kind].filter((category) => !heard.includes(category) && !heard.includes("*"));
      return missing.length === 0 ? [] : [`no EventSubscription reports ${missing.join(", ")} of a ${kind}; add one`];
    });
  },
};

function subscriptionsTo(kind: keyof typeof wanted, database: Resource, stack: Stack): Resource[] {
  return stack.ofType("aws:rds/eventSubscription:EventSubscription").filter((subscription) => {
    const source = subscription.text("sourceType");
    if (subscription.get("enabled") === false || (source !== undefined && source !== kind)) return false;
    if (!subscription.has("sourceIds") || (kind !== "db-instance" && kind !== "db-cluster")) return true;
    if (stack.refersTo(subscription, "sourceIds", database)) return true;
    return subscription.list("sourceIds").includes(database.text(kind === "db-cluster" ? "clusterIdentifier" : "identifier"));
  });
}

/** Without categories a subscription is to all of them. */
const categoriesOf = (subscription: Resource): unknown[] =>
  subscription.has("eventCategories") ? subscription.list("eventCategories") : ["*"];
