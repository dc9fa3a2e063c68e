import { databaseUserMetrics } from "../../domain/contracts/database-users.ts";
import { databaseUserNames } from "../../domain/defaults/database-users.ts";
import { functionNamespace } from "../../domain/defaults/metrics.ts";
import { functionAlarms } from "./function-plan.ts";
import type { AlarmPlan } from "./plan.ts";

/** Days that Secrets Manager may be late: it picks the hour, and tries again what failed. */
const graceDays = 2;

/** The alarms of the database's users: a password that does not work, or is too old; the function fails. */
export function databaseUserAlarms(stack: string, passwordDays: number, functionName: AlarmPlan["dimensions"][string]): AlarmPlan[] {
  const runbook = "database-user-rotation";
  const works = (user: string) => `database-user-${user}`;
  return [
    ...databaseUserNames.flatMap((user): AlarmPlan[] => {
      // Two of the hourly looks.
      const on = { namespace: functionNamespace(stack), dimensions: { stack, user }, period: 7200, values: 1, runbook };
      return [
        {
          ...on,
          name: works(user),
          meaning: `The current password of the database's user "${user}" does not open the database, or was not checked`,
          metric: databaseUserMetrics.works,
          statistic: "Minimum",
          comparison: "below",
          threshold: 1,
          silence: "fires",
        },
        {
          ...on,
          name: `database-password-age-${user}`,
          meaning: `The password of the database's user "${user}" should have been changed ${graceDays} days ago`,
          metric: databaseUserMetrics.age,
          statistic: "Maximum",
          comparison: "above",
          threshold: passwordDays + graceDays,
          silence: { heldBy: works(user) },
        },
      ];
    }),
    ...functionAlarms({
      name: "database-users",
      functionName,
      meaning: "A password of the database's users could not be changed or checked",
      runbook,
      heldBy: works("store"),
    }),
  ];
}
