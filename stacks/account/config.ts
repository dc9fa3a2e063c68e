import { ConfigRecorder } from "../../components/config-recorder/config-recorder.ts";
import type { AccountSettings } from "../settings/resolve/account.ts";
import type { AccountFoundation } from "./foundation.ts";

/** The recorder of what the account's resources were, and the rules that it judges them by. */
export function deployConfig({ home, config, logArchive, elsewhere }: AccountSettings, foundation: AccountFoundation): ConfigRecorder {
  const { accountId, archive, accessLogs, opts } = foundation;
  return new ConfigRecorder(
    "config",
    {
      accountId,
      home,
      records: elsewhere.config === undefined,
      createRole: config.createRole ?? home,
      aggregate: config.aggregate,
      retentionDays: logArchive.retentionDays,
      keyArn: archive.keyArn,
      accessLogs,
    },
    opts,
  );
}
