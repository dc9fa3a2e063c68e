import { documentSharing } from "../../domain/defaults/account.ts";
import { type Policy, wholeStack } from "../model/policy.ts";
import { show } from "../model/values.ts";

const settingType = "aws:ssm/serviceSetting:ServiceSetting";

export const ssmAccountDisallowPublicDocuments: Policy = {
  name: "aws-ssm-account-disallow-public-documents",
  description: "Systems Manager documents cannot be shared publicly.",
  severity: "critical",
  controls: [
    {
      key: "SSM-07",
      service: "Systems Manager",
      control: "Public sharing of documents is blocked for the account",
      pci: [],
      checkable: "yes",
      ids: { "Security Hub": ["SSM.7"], Config: ["ssm-automation-block-public-sharing"] },
    },
  ],
  remediation: `Add an aws.ssm.ServiceSetting of ${documentSharing.setting} with "Disable" to the account's stack.`,
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ssm-controls.html#ssm-7",
  types: [wholeStack, settingType],
  check: (resource, stack) => {
    if (resource.type === settingType) {
      if (!(resource.text("settingId") ?? "").endsWith(documentSharing.setting)) return undefined;
      const value = resource.get("settingValue");
      return value === documentSharing.value ? [] : [`settingValue is ${show(value)}; set ${documentSharing.value}`];
    }
    if (!stack.isAccount) return undefined;
    const named = stack.ofType(settingType).some((setting) => (setting.text("settingId") ?? "").endsWith(documentSharing.setting));
    return named ? [] : [`nothing blocks public documents; add an aws.ssm.ServiceSetting of ${documentSharing.setting}`];
  },
};
