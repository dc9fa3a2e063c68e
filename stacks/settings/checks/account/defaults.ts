import type { z } from "zod";
import { maxBudgetAddresses } from "../../../../domain/defaults/account.ts";
import { fault } from "../../faults.ts";
import type { spending } from "../../schema/account/defaults.ts";

/** Settings that {@link spendingFaults} compares. */
interface Spending {
  readonly accountId?: string | undefined;
  readonly contacts: readonly string[];
  readonly spending: z.output<typeof spending>;
}

/** Faults of `spending` beyond its shape. */
export function spendingFaults({ accountId, contacts: accountContacts, spending }: Spending): string[] {
  const { contacts: own, thresholds, anomalyMonitorArn: monitor } = spending;
  const others = monitor?.startsWith("arn:") && accountId !== undefined && monitor.split(":")[4] !== accountId;
  const listed = own ?? accountContacts;
  const expected = `at most ${maxBudgetAddresses} addresses, the maximum of an AWS budget; name them in spending.contacts`;
  return [
    ...(listed.length > maxBudgetAddresses ? [fault(own ? "spending.contacts" : "contacts", `${listed.length} addresses`, expected)] : []),
    ...(others ? [fault("spending.anomalyMonitorArn", monitor, `a monitor of this account, ${accountId}`)] : []),
    ...thresholds.flatMap((threshold, i) =>
      thresholds.indexOf(threshold) < i ? [fault(`spending.thresholds[${i}]`, threshold, "a percentage that is not listed already")] : [],
    ),
  ];
}
