import { iamRoleConfigureAccountTrust } from "../../../policies/iam/role-configure-account-trust.ts";
import { iamRoleConfigureOidcClaims } from "../../../policies/iam/role-configure-oidc-claims.ts";
import { iamRoleConfigureSource } from "../../../policies/iam/role-configure-source.ts";
import { iamRoleDisallowPublicTrust } from "../../../policies/iam/role-disallow-public-trust.ts";
import { iamRoleEnforceMfa } from "../../../policies/iam/role-enforce-mfa.ts";
import { iamRoleMissingBoundaryOfJobs } from "../../../policies/iam/role-missing-boundary-of-jobs.ts";
import { cases } from "../policy-cases.ts";
import { resource, unknown } from "../support.ts";

const type = "aws:iam/role:Role";
const trust = (Principal: unknown, Condition?: unknown, Action = "sts:AssumeRole") =>
  resource(type, "role", {
    assumeRolePolicy: JSON.stringify({ Statement: [{ Effect: "Allow", Principal, Action, ...(Condition ? { Condition } : {}) }] }),
  });
const later = resource(type, "role", { assumeRolePolicy: unknown }, { propertyDependencies: { assumeRolePolicy: ["urn"] } });
const ec2 = trust({ Service: "ec2.amazonaws.com" });
const own = resource("pulumi:providers:aws", "aws", { allowedAccountIds: '["123456789012"]' });
const root = "arn:aws:iam::123456789012:root";
const partner = "arn:aws:iam::210987654321:role/scanner";
const mfa = { Bool: { "aws:MultiFactorAuthPresent": "true" } };
const github = "token.actions.githubusercontent.com";
const oidc = (sub: unknown, operator = "StringEquals", aud: unknown = "sts.amazonaws.com") =>
  trust(
    { Federated: `arn:aws:iam::123456789012:oidc-provider/${github}` },
    { StringEquals: { [`${github}:aud`]: aud }, [`${operator}`]: { [`${github}:aud`]: aud, [`${github}:sub`]: sub } },
    "sts:AssumeRoleWithWebIdentity",
  );
const job = { assumeRolePolicy: oidc("repo:owner/shop:environment:prod").inputs?.assumeRolePolicy };

cases(
  iamRoleDisallowPublicTrust,
  ["passes a service", "compliant", ec2],
  ["refuses everyone", ["trusts *, which is every principal; name the principals"], trust("*")],
  ["refuses everyone as an AWS principal", ["trusts *, which is every principal; name the principals"], trust({ AWS: "*" })],
  ["passes everyone of an organization", "compliant", trust("*", { StringEquals: { "aws:PrincipalOrgID": "o-1" } })],
  [
    "refuses everyone but some",
    ["trusts all principals except some (NotPrincipal); name the principals"],
    resource(type, "role", { assumeRolePolicy: { Statement: { Effect: "Allow", NotPrincipal: { AWS: root }, Action: "sts:AssumeRole" } } }),
  ],
  ["has no opinion without a trust policy", "notApplicable", resource(type, "role")],
  ["does not know what is known after apply", "unknown", later],
);

cases(
  iamRoleConfigureAccountTrust,
  ["passes a service", "compliant", ec2],
  ["passes a role of the own account", [], trust({ AWS: "arn:aws:iam::123456789012:role/ci" }), own],
  [
    "refuses another account",
    ["trusts the other account 210987654321; add a condition on sts:ExternalId or aws:PrincipalOrgID"],
    trust({ AWS: partner }),
    own,
  ],
  ["passes another account with an agreed id", [], trust({ AWS: partner }, { StringEquals: { "sts:ExternalId": "x" } }), own],
  [
    "refuses all of the own account",
    ["trusts all of account 123456789012; name roles, or add a condition on a tag or a second factor"],
    trust({ AWS: root }),
    own,
  ],
  ["passes all of the own account with a second factor", [], trust({ AWS: root }, mfa), own],
  [
    "refuses a whole account also where the own one is not known",
    ["trusts all of account 210987654321; name roles, or add a condition on a tag or a second factor"],
    trust({ AWS: "210987654321" }),
  ],
  ["does not know what is known after apply", "unknown", later],
);

cases(
  iamRoleEnforceMfa,
  ["has no opinion on services", "notApplicable", ec2],
  ["passes a second factor", "compliant", trust({ AWS: root }, mfa)],
  ["passes a recent second factor", "compliant", trust({ AWS: root }, { NumericLessThan: { "aws:MultiFactorAuthAge": "3600" } })],
  [
    "refuses people without",
    [`trusts AWS:${root} without a second factor; add a condition on aws:MultiFactorAuthPresent`],
    trust({ AWS: root }),
  ],
  [
    "refuses BoolIfExists, which admits access keys",
    [`trusts AWS:${root} without a second factor; add a condition on aws:MultiFactorAuthPresent`],
    trust({ AWS: root }, { BoolIfExists: { "aws:MultiFactorAuthPresent": "true" } }),
  ],
  [
    "has no opinion on a certain role of an account",
    "notApplicable",
    trust({ AWS: root }, { ArnEquals: { "aws:PrincipalArn": "arn:aws:iam::123456789012:role/ci" } }),
  ],
  ["does not know what is known after apply", "unknown", later],
);

cases(
  iamRoleConfigureOidcClaims,
  ["has no opinion on services", "notApplicable", ec2],
  ["passes an environment of a repository", "compliant", oidc("repo:owner/shop:environment:prod")],
  ["passes tags of a repository", "compliant", oidc("repo:owner/shop:ref:refs/tags/*", "StringLike")],
  [
    "refuses any repository of an owner",
    ["allows the subject repo:owner/*:ref:refs/heads/main; name repository and branch or environment"],
    oidc("repo:owner/*:ref:refs/heads/main", "StringLike"),
  ],
  [
    "refuses anything in a repository",
    ["allows the subject repo:owner/shop:*; name repository and branch or environment"],
    oidc("repo:owner/shop:*", "StringLike"),
  ],
  [
    "refuses any branch, and any environment",
    ["environment:*", "ref:refs/heads/*", "ref:*"].map(
      (part) => `allows the subject repo:owner/shop:${part}; name repository and branch or environment`,
    ),
    oidc(["repo:owner/shop:environment:*", "repo:owner/shop:ref:refs/heads/*", "repo:owner/shop:ref:*"], "StringLike"),
  ],
  ["passes branches of a kind", "compliant", oidc("repo:owner/shop:ref:refs/heads/release/*", "StringLike")],
  ["refuses everything", ["allows the subject *; name repository and branch or environment"], oidc("*", "StringLike")],
  [
    "refuses an operator that passes without a claim",
    ["has no condition on the subject; add StringEquals on the claim sub"],
    oidc("repo:owner/shop:environment:prod", "StringEqualsIfExists"),
  ],
  [
    "refuses no claims",
    [
      "has no condition on the audience; add StringEquals on the claim aud",
      "has no condition on the subject; add StringEquals on the claim sub",
    ],
    trust({ Federated: github }, undefined, "sts:AssumeRoleWithWebIdentity"),
  ],
  [
    "has no opinion on SAML",
    "notApplicable",
    trust({ Federated: "arn:aws:iam::123456789012:saml-provider/x" }, undefined, "sts:AssumeRoleWithSAML"),
  ],
  ["does not know what is known after apply", "unknown", later],
);

cases(
  iamRoleConfigureSource,
  ["passes EC2, which says no source", "compliant", ec2],
  [
    "refuses the scheduler from anywhere",
    ["trusts scheduler.amazonaws.com on behalf of any account; add a condition on aws:SourceAccount"],
    trust({ Service: ["ec2.amazonaws.com", "scheduler.amazonaws.com"] }),
  ],
  [
    "refuses a service by Region",
    ["trusts logs.eu-central-1.amazonaws.com on behalf of any account; add a condition on aws:SourceAccount"],
    trust({ Service: "logs.eu-central-1.amazonaws.com" }),
  ],
  [
    "passes the own account",
    "compliant",
    trust({ Service: "scheduler.amazonaws.com" }, { StringEquals: { "aws:SourceAccount": "123456789012" } }),
  ],
  ["does not know what is known after apply", "unknown", later],
);

cases(
  iamRoleMissingBoundaryOfJobs,
  ["has no opinion on services", "notApplicable", ec2],
  [
    "refuses jobs without",
    ["trusts an OpenID Connect provider and has no permissions boundary; set permissionsBoundary"],
    resource(type, "role", job),
  ],
  ["passes jobs with", "compliant", resource(type, "role", { ...job, permissionsBoundary: "arn:aws:iam::123456789012:policy/most" })],
  [
    "passes one that is known after apply",
    "compliant",
    resource(type, "role", { ...job, permissionsBoundary: unknown }, { propertyDependencies: { permissionsBoundary: ["urn"] } }),
  ],
  [
    "has no opinion on a pool's visitors",
    "notApplicable",
    trust({ Federated: "cognito-identity.amazonaws.com" }, undefined, "sts:AssumeRoleWithWebIdentity"),
  ],
  ["does not know what is known after apply", "unknown", later],
);
