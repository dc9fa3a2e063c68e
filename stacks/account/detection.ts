import type { ConfigRecorder } from "../../components/config-recorder/config-recorder.ts";
import { Detection } from "../../components/detection/detection.ts";
import { FindingMails } from "../../components/detection/finding-mails.ts";
import { codeScanningRegions } from "../../domain/defaults/detection.ts";
import type { AccountSettings } from "../settings/resolve/account.ts";
import type { AccountFoundation } from "./foundation.ts";

/** Deploys the detection of intrusions and vulnerabilities, and the notices of its findings. */
export function deployDetection(settings: AccountSettings, foundation: AccountFoundation, recorder: ConfigRecorder): Detection {
  const { region, home, detection, elsewhere } = settings;
  const { accountId, topicArn, logs, opts } = foundation;
  new FindingMails(
    "findings",
    { region, accountId, leastSeverity: detection.leastSeverity, suppressions: detection.suppressions, topicArn, ...logs },
    opts,
  );
  return new Detection(
    "detection",
    {
      region,
      accountId,
      home,
      makes: {
        securityHub: elsewhere.securityHub === undefined,
        guardDuty: elsewhere.guardDuty === undefined,
        inspector: elsewhere.inspector === undefined,
        accessAnalyzer: elsewhere.accessAnalyzer === undefined,
      },
      functionCode: detection.functionCode ?? codeScanningRegions.includes(region),
      macie: detection.macie,
      after: [recorder],
    },
    opts,
  );
}
