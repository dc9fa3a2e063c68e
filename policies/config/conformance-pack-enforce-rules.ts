import { type ManagedRule, managedRules } from "../../domain/defaults/config-rules.ts";
import { isRecord } from "../../domain/values.ts";
import { documentOf } from "../model/documents.ts";
import type { Policy } from "../model/policy.ts";

export const configConformancePackEnforceRules: Policy = {
  name: "aws-config-conformance-pack-enforce-rules",
  description: "AWS Config's conformance pack has each required rule, with its parameters.",
  severity: "medium",
  controls: [
    {
      key: "CFG-40",
      service: "AWS Config",
      control: "No rule is missing from the pack, and none has other parameters",
      pci: ["10.4.1.1", "11.5.2"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: "Restore the rule in templateBody; if the change is intended, remove the rule from domain/defaults/config-rules.ts.",
  url: "https://docs.aws.amazon.com/config/latest/developerguide/conformance-packs.html",
  types: ["aws:cfg/conformancePack:ConformancePack"],
  check: (pack, stack) => {
    if (!stack.isOurs) return undefined;
    const document = documentOf(pack, "templateBody");
    const resources = isRecord(document) && isRecord(document.Resources) ? Object.values(document.Resources) : [];
    const asked = resources.flatMap((one) => (isRecord(one) && isRecord(one.Properties) ? [one.Properties] : []));
    return managedRules
      .filter(({ global }) => stack.isHome || !global)
      .filter((rule) => !asked.some((properties) => asks(properties, rule)))
      .map(({ identifier }) => `the rule ${identifier} is missing from templateBody, or has other parameters; restore it`);
  },
};

const asks = ({ Source, InputParameters = {} }: Record<string, unknown>, { identifier, parameters = {} }: ManagedRule): boolean =>
  isRecord(Source) &&
  Source.SourceIdentifier === identifier &&
  isRecord(InputParameters) &&
  Object.entries(parameters).every(([name, value]) => InputParameters[name] === value);
