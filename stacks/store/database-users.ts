import { Alarms } from "../../components/alarms/alarms.ts";
import { databaseUserAlarms } from "../../components/alarms/database-users-plan.ts";
import { DatabaseUsers } from "../../components/database-users/database-users.ts";
import type { DnsFirewall } from "../../components/network/dns-firewall.ts";
import type { StoreSettings } from "../settings/resolve/store.ts";
import type { StoreData } from "./data.ts";
import type { Foundation } from "./foundation.ts";
import type { StoreNetwork } from "./network.ts";

/** The users that the store's programs have in its database, and the alarms on them. */
export function deployDatabaseUsers(
  { stack, region, database: { requireTls, passwordDays } }: StoreSettings,
  { accountId, topicArn, dataKeyArn, logs, opts }: Foundation,
  { network, data: { database }, names }: { readonly network: StoreNetwork; readonly data: StoreData; readonly names: DnsFirewall },
): DatabaseUsers {
  const users = new DatabaseUsers(
    "database-users",
    {
      ...{ region, accountId, topicArn, dataKeyArn, ...logs, database, passwordDays },
      requireTls: requireTls === true,
      subnetIds: network.applicationSubnets.map(({ id }) => id),
      securityGroupId: network.groupIds.users,
      after: [...network.nodesNeed, ...names.allowed],
    },
    opts,
  );
  const plan = databaseUserAlarms(stack, passwordDays, users.functionName);
  // The first look is that of `pulumi up`: silence before it would fire the alarm.
  new Alarms("database-users-alarms", { plan, topicArn, after: [users.working] }, opts);
  return users;
}
