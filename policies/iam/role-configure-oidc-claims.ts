import { isRecord } from "../../domain/values.ts";
import type { PolicyStatement } from "../model/documents.ts";
import type { Policy } from "../model/policy.ts";
import { asList } from "../model/values.ts";
import { byProvider } from "./oidc.ts";
import { roleType } from "./trust.ts";

export const iamRoleConfigureOidcClaims: Policy = {
  name: "aws-iam-role-configure-oidc-claims",
  description: "Roles for OpenID Connect require the subject, down to the branch or environment, and the audience.",
  severity: "critical",
  controls: ["IAM-12"],
  remediation: "Add StringEquals on the claims `sub` and `aud`; use a wildcard in the subject only after the repository, and never alone.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html",
  types: [roleType],
  check: (role) => {
    const federated = byProvider(role);
    if (!federated || federated.length === 0) return undefined;
    return federated.flatMap((statement) => {
      const cognito = statement.principals.includes("Federated:cognito-identity.amazonaws.com");
      return [
        ...(claims(statement, "aud").length > 0 ? [] : ["has no condition on the audience; add StringEquals on the claim aud"]),
        ...(cognito ? [] : subjects(claims(statement, "sub"))),
      ];
    });
  },
};

/** The values of a claim that a caller must have; `…IfExists` and `ForAllValues` admit one without it. */
function claims({ condition }: PolicyStatement, claim: string): string[] {
  return Object.entries(condition).flatMap(([operator, keys]) =>
    isRecord(keys) && /^(ForAnyValue:)?String(Equals|Like|EqualsIgnoreCase)$/i.test(operator)
      ? Object.entries(keys).flatMap(([key, values]) => (key.toLowerCase().endsWith(`:${claim}`) ? asList(values).map(String) : []))
      : [],
  );
}

function subjects(values: readonly string[]): string[] {
  if (values.length === 0) return ["has no condition on the subject; add StringEquals on the claim sub"];
  return values.filter(isBroad).map((value) => `allows the subject ${value}; name repository and branch or environment`);
}

/** A wildcard in the first two parts (`repo:owner/name`, `system:serviceaccount`), or alone in what follows: any branch, any environment. */
function isBroad(subject: string): boolean {
  const [kind = "", who = "", ...rest] = subject.split(":");
  const remainder = rest.join(":");
  return (
    /[*?]/.test(kind) ||
    /[*?]/.test(who) ||
    /^(environment:|ref:(refs\/(heads\/)?)?)?[*?]+$/.test(remainder) ||
    (kind === "repo" && remainder === "")
  );
}
