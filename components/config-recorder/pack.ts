import type { ManagedRule } from "../../domain/defaults/config-rules.ts";

/**
 * The template of a conformance pack: CloudFormation with nothing but rules in it, as JSON, which is YAML too
 * (docs.aws.amazon.com/config/latest/developerguide/custom-conformance-pack.html).
 */
export function packTemplate(rules: readonly ManagedRule[]): string {
  return JSON.stringify({ Resources: Object.fromEntries(rules.map((rule) => [logicalId(rule), ruleResource(rule)])) });
}

/** The rules of a Region: those about what the account has only once are asked at home. */
export const rulesIn = (rules: readonly ManagedRule[], home: boolean): ManagedRule[] => rules.filter(({ global }) => home || !global);

const ruleResource = ({ identifier, asks, requirements, parameters }: ManagedRule) => ({
  Type: "AWS::Config::ConfigRule",
  Properties: {
    ConfigRuleName: identifier.toLowerCase().replaceAll("_", "-"),
    Description: `${asks} PCI DSS v4.0.1: ${requirements.join(", ")}`,
    ...(parameters && { InputParameters: parameters }),
    Source: { Owner: "AWS", SourceIdentifier: identifier },
  },
});

/** `ALB_WAF_ENABLED` is `AlbWafEnabled`: CloudFormation takes letters and digits. */
const logicalId = ({ identifier }: ManagedRule) =>
  identifier
    .toLowerCase()
    .split("_")
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join("");
