import { refusedOnKeys } from "../../../domain/defaults/keys.ts";
import { iamPolicyDisallowBoundlessBoundary } from "../../../policies/iam/policy-disallow-boundless-boundary.ts";
import { iamRoleDisallowForeignThings } from "../../../policies/iam/role-disallow-foreign-things.ts";
import { cases } from "../policy-cases.ts";
import { resource, urnOf } from "../support.ts";

const policyType = "aws:iam/policy:Policy";
const account = "123456789012";
const document = (...Statement: readonly object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const allow = (Action: unknown, Resource: unknown = "*", Condition: object = {}) => ({ Effect: "Allow", Action, Resource, Condition });
const keysStay = { Effect: "Deny", Action: refusedOnKeys, Resource: "*" };

const bounds = (...statements: readonly object[]) =>
  resource(policyType, "bounds", { name: "shop-bounds", policy: document(...statements) });
const asking = resource(policyType, "roles", {
  policy: document(
    allow("iam:CreateRole", `arn:aws:iam::${account}:role/shop-*`, {
      StringEquals: { "iam:PermissionsBoundary": `arn:aws:iam::${account}:policy/shop-bounds` },
    }),
  ),
});
const bounded = resource("aws:iam/role:Role", "job", {}, { propertyDependencies: { permissionsBoundary: [urnOf(policyType, "bounds")] } });
const own = allow(["s3:*"], "arn:aws:s3:::shop-*");

cases(
  iamPolicyDisallowBoundlessBoundary,
  ["passes a list that lets keys be", [], bounds(own, keysStay), asking],
  ["passes a deny-list of the pipeline's own roles", "compliant", bounds(allow("*"), keysStay), bounded],
  [
    "refuses one that leaves keys to policies",
    [`does not deny ${refusedOnKeys.join(", ")}; add a statement that does`],
    bounds(own),
    asking,
  ],
  [
    "refuses one that refuses keys on a condition",
    [`does not deny ${refusedOnKeys.join(", ")}; add a statement that does`],
    bounds(own, { ...keysStay, Condition: { Bool: { "aws:SecureTransport": "false" } } }),
    asking,
  ],
  [
    "refuses one by which what is made makes more",
    ["allows iam:AttachRolePolicy, iam:CreateRole to roles that a deployment creates; remove them"],
    bounds(own, allow(["iam:CreateRole", "iam:AttachRolePolicy"], `arn:aws:iam::${account}:role/shop-*`), keysStay),
    asking,
  ],
  [
    "refuses everything but keys",
    [
      "allows iam:AttachRolePolicy, iam:CreateAccessKey, iam:CreatePolicyVersion, iam:CreateRole, iam:CreateUser, iam:PutRolePolicy, iam:UpdateAssumeRolePolicy to roles that a deployment creates; remove them",
      "allows everything; list the actions that the store's roles need",
    ],
    bounds(allow("*"), keysStay),
    asking,
  ],
  ["does not judge what is no boundary", "notApplicable", bounds(own)],
);

const github = "token.actions.githubusercontent.com";
const job = resource("aws:iam/role:Role", "job", {
  assumeRolePolicy: document({
    Effect: "Allow",
    Principal: { Federated: `arn:aws:iam::${account}:oidc-provider/${github}` },
    Action: "sts:AssumeRoleWithWebIdentity",
  }),
});
const attached = (...statements: readonly object[]) =>
  [
    job,
    resource(policyType, "own", { policy: document(...statements) }),
    resource(
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
      "own",
      {},
      { propertyDependencies: { role: [urnOf("aws:iam/role:Role", "job")], policyArn: [urnOf(policyType, "own")] } },
    ),
  ] as const;
const any = (service: string, rest = "*") => `arn:aws:${service}:*:${account}:${rest}`;

cases(
  iamRoleDisallowForeignThings,
  ["passes names", "compliant", ...attached(allow(["rds:Modify*"], any("rds", "db:shop-*")))],
  ["passes tags", "compliant", ...attached(allow(["ec2:Delete*"], any("ec2"), { StringEquals: { "aws:ResourceTag/stack": "shop" } }))],
  [
    "passes what is made with the tag",
    "compliant",
    ...attached(allow(["ec2:CreateVpc"], any("ec2"), { StringEquals: { "aws:RequestTag/stack": "shop" } })),
  ],
  ["passes reading", "compliant", ...attached(allow(["rds:Describe*", "rds:List*"], any("rds")))],
  [
    "refuses all of a service",
    ["allows rds:Modify*, rds:Delete* on all resources of the account, other stores' included; limit it by names or tags"],
    ...attached(allow(["rds:Describe*", "rds:Modify*", "rds:Delete*"], any("rds"))),
  ],
  [
    "refuses all of a kind",
    ["allows cognito-idp:Admin* on all resources of the account, other stores' included; limit it by names or tags"],
    ...attached(allow(["cognito-idp:Admin*"], any("cognito-idp", "userpool/*"))),
  ],
  [
    "does not judge a service's role",
    "notApplicable",
    resource("aws:iam/role:Role", "job", {
      assumeRolePolicy: document({ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }),
    }),
  ],
);
