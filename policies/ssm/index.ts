import type { Policy } from "../model/policy.ts";
import { ssmConfigureIdleLimit } from "./configure-idle-limit.ts";
import { ssmConfigurePatchApproval } from "./configure-patch-approval.ts";
import { ssmDisallowPublicDocuments } from "./disallow-public-documents.ts";
import { ssmEnableParameterEncryption } from "./enable-parameter-encryption.ts";
import { ssmEnableSessionLogging } from "./enable-session-logging.ts";
import { ssmMissingAgentPermissions } from "./missing-agent-permissions.ts";
import { ssmMissingFileIntegrity } from "./missing-file-integrity.ts";
import { ssmMissingPatchWindow } from "./missing-patch-window.ts";
import { ssmMissingSessionPreferences } from "./missing-session-preferences.ts";

/** The policies about Systems Manager: sessions, parameters, patches. */
export const ssm: readonly Policy[] = [
  ssmDisallowPublicDocuments,
  ssmEnableSessionLogging,
  ssmConfigureIdleLimit,
  ssmMissingSessionPreferences,
  ssmEnableParameterEncryption,
  ssmMissingAgentPermissions,
  ssmConfigurePatchApproval,
  ssmMissingPatchWindow,
  ssmMissingFileIntegrity,
];
