import { AccountDefaults } from "../../components/account-defaults/account-defaults.ts";
import { RegionDefaults } from "../../components/account-defaults/region-defaults.ts";
import { Spending } from "../../components/account-defaults/spending.ts";
import type { Providers } from "../provider.ts";
import type { AccountSettings } from "../settings/resolve/account.ts";

/** Deploys the account's defaults for new resources; those that hold for all Regions, in the home Region's stack only. */
export function deployDefaults(settings: AccountSettings, { accountId, opts }: Providers): void {
  const { region, home, defaults, alternateContacts, contacts, spending, elsewhere } = settings;
  const encryptsDisks = elsewhere.diskEncryption === undefined;
  const settlesEc2 = elsewhere.ec2Defaults === undefined;
  new RegionDefaults(
    "defaults",
    { region, accountId, breakGlassRole: settings.staff.breakGlass.role, encryptsDisks, settlesEc2, ...defaults },
    opts,
  );
  if (!home) return;
  const passwords = elsewhere.passwordPolicy === undefined;
  const privateBuckets = elsewhere.publicAccessBlock === undefined;
  new AccountDefaults("account-defaults", { accountId, passwords, privateBuckets, alternateContacts }, opts);
  const { monthlyUsd, thresholds, anomalyUsd, anomalyMonitorArn: monitor } = spending;
  new Spending(
    "spending",
    {
      contacts: spending.contacts ?? contacts,
      ...(monthlyUsd !== undefined && { budget: { monthlyUsd, thresholds } }),
      ...(monitor !== undefined && { anomalies: { minUsd: anomalyUsd, monitor } }),
    },
    opts,
  );
}
