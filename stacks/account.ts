import { BackupOptIn } from "../components/backup/opt-in.ts";
import { deployBackupCopies } from "./account/backup-copies.ts";
import { deployConfig } from "./account/config.ts";
import { deployAccountDashboard } from "./account/dashboard.ts";
import { deployDefaults } from "./account/defaults.ts";
import { deployDetection } from "./account/detection.ts";
import { createAccountFoundation } from "./account/foundation.ts";
import { deployPeople } from "./account/people.ts";
import { deployScanReport } from "./account/scan-report.ts";
import { deployTrail } from "./account/trail.ts";
import { accountRelaxations } from "./settings/resolve/account/relaxations.ts";
import type { AccountSettings } from "./settings/resolve/account.ts";
import { trusted } from "./settings/trusted.ts";

/** Provisions what an account and Region has only one of; the stores find it by these outputs. */
export function deployAccount(settings: AccountSettings): Record<string, unknown> {
  const foundation = createAccountFoundation(settings);
  const { elsewhere } = settings;
  const trail = deployTrail(settings, foundation);
  const config = deployConfig(settings, foundation);
  deployDetection(settings, foundation, config);
  if (elsewhere.backupOptIn === undefined) new BackupOptIn("backup-opt-in", foundation.opts);
  deployDefaults(settings, foundation);
  deployScanReport(settings, foundation);
  const ci = deployPeople(settings, foundation);
  const copies = deployBackupCopies(settings, foundation);
  // Last: it is about all alarms that there are.
  const dashboard = deployAccountDashboard(settings, foundation);

  return {
    logArchiveArn: foundation.archive.bucketArn,
    logArchiveKeyArn: foundation.archive.keyArn,
    ...(trail && { trailArn: trail.trailArn, trailLog: trail.logGroupName }),
    conformancePack: config.packName,
    dashboard,
    ...copies,
    ...(ci && { planRoleArns: ci.planRoleArns, deployRoleArns: ci.deployRoleArns }),
    ...(!settings.home && { home: false }),
    ...(Object.keys(elsewhere).length > 0 && { elsewhere }),
    relaxations: accountRelaxations(settings),
    trusted: [...(settings.accountId ? [] : [foundation.accountId]), ...trusted(settings)],
    ...(settings.waivers.length > 0 && { waivers: settings.waivers }),
    ...(settings.allowReplacement.length > 0 && { allowReplacement: settings.allowReplacement }),
  };
}
