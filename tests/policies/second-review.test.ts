import { managedRules } from "../../domain/defaults/config-rules.ts";
import { cloudtrailTrailEnableFunctionEvents } from "../../policies/cloudtrail/trail-enable-function-events.ts";
import { cloudwatchLogResourcePolicyDisallowPublic } from "../../policies/cloudwatch/log-resource-policy-disallow-public.ts";
import { configConformancePackEnforceRules } from "../../policies/config/conformance-pack-enforce-rules.ts";
import { ec2NodeEnforceOwnProfile } from "../../policies/ec2/node-enforce-own-profile.ts";
import { iamPolicyDisallowOpening } from "../../policies/iam/policy-disallow-opening.ts";
import { iamRoleDisallowForeignServices } from "../../policies/iam/role-disallow-foreign-services.ts";
import { lambdaFunctionEnforceNetwork } from "../../policies/lambda/function-enforce-network.ts";
import { route53RecordEnforceMailAndAuthorities } from "../../policies/route53/record-enforce-mail-and-authorities.ts";
import { s3BucketDisallowExpiringReleases } from "../../policies/s3/bucket-disallow-expiring-releases.ts";
import { securityhubControlsDisallowUnreviewed } from "../../policies/securityhub/controls-disallow-unreviewed.ts";
import { vpcSecuritygroupDisallowOpenedQuarantine } from "../../policies/vpc/securitygroup-disallow-opened-quarantine.ts";
import { broken } from "./broken.ts";
import { add, change, remake, rework, say, sayIn } from "./mutate.ts";
import { cases } from "./policy-cases.ts";
import { resource, unknown, urnOf } from "./support.ts";

const statements = (...Statement: readonly object[]) =>
  JSON.stringify({ Statement: Statement.map((one) => ({ Effect: "Allow", ...one })) });
const role = (...trust: readonly object[]) => resource("aws:iam/role:Role", "one", { assumeRolePolicy: statements(...trust) });
const policy = (name: string, ...rights: readonly object[]) => resource("aws:iam/policy:Policy", name, { policy: statements(...rights) });
const saml = "arn:aws:iam::123456789012:saml-provider/Okta";
const whole = (trusted: readonly string[]) => resource("pulumi:pulumi:Stack", "xcart-hosting", { trusted });

cases(
  iamRoleDisallowForeignServices,
  ["passes one service", "compliant", role({ Principal: { Service: "lambda.amazonaws.com" } })],
  [
    "refuses one that no stack uses",
    ["can be assumed by ecs-tasks.amazonaws.com, which no stack uses; remove it from assumeRolePolicy"],
    role({ Principal: { Service: "ecs-tasks.amazonaws.com" } }),
  ],
  [
    "refuses two",
    ["can be assumed by lambda.amazonaws.com and ec2.amazonaws.com; create a role for each"],
    role({ Principal: { Service: ["lambda.amazonaws.com", "ec2.amazonaws.com"] } }),
  ],
  [
    "refuses a SAML provider",
    [`can be assumed by Federated:${saml}, which the settings do not name; remove it from assumeRolePolicy`],
    role({ Principal: { Federated: saml } }),
  ],
  ["passes one that the settings name", "compliant", role({ Principal: { Federated: saml } }), whole([saml])],
  ["does not know one that AWS alone knows", "unknown", resource("aws:iam/role:Role", "one", { assumeRolePolicy: unknown })],
);

cases(
  iamPolicyDisallowOpening,
  ["passes what reads and writes", "compliant", policy("web", { Action: ["s3:GetObject", "s3:PutObject"], Resource: "arn:aws:s3:::a/*" })],
  [
    "refuses a bucket's policy, also by a pattern",
    ["allows s3:PutBucketPolicy, s3:PutBucketPublicAccessBlock, which grants others access; remove it"],
    policy("web", { Action: "s3:PutBucketP*", Resource: "arn:aws:s3:::a" }),
  ],
  ["passes the runbook's own", "compliant", policy("move-files", { Action: "elasticfilesystem:PutFileSystemPolicy", Resource: "*" })],
  ["passes an auditor who reads", "compliant", policy("staff-auditor", { Action: ["s3:GetObject", "kms:Decrypt"], Resource: "*" })],
  [
    "refuses one who writes",
    ["allows an auditor s3:PutObject, s3:*; allow only reading actions"],
    policy("staff-auditor", { Action: ["s3:PutObject", "s3:*"], Resource: "*" }),
  ],
);

const template = (name: string, iamInstanceProfile: object, made: Record<string, string[]> = {}) =>
  resource("aws:ec2/launchTemplate:LaunchTemplate", name, { iamInstanceProfile }, { propertyDependencies: made });
const profileType = "aws:iam/instanceProfile:InstanceProfile";
const node = resource(profileType, "node", { arn: "arn:aws:iam::1:instance-profile/node" });

cases(
  ec2NodeEnforceOwnProfile,
  ["passes the nodes'", "compliant", template("web", { arn: unknown }, { iamInstanceProfile: [urnOf(profileType, "node")] }), node],
  ["passes it by its ARN", "compliant", template("web", { arn: "arn:aws:iam::1:instance-profile/node" }), node],
  [
    "refuses the builder's",
    ["iamInstanceProfile is another resource's; take the stack's profile node"],
    template("web", { arn: unknown }, { iamInstanceProfile: [urnOf(profileType, "builder")] }),
    node,
  ],
  [
    "refuses another of the account",
    ["iamInstanceProfile is admin; take the stack's profile builder"],
    template("builder", { name: "admin" }),
    node,
  ],
);

const groupType = "aws:ec2/securityGroup:SecurityGroup";
const group = (name: string, ingress: readonly object[] = []) => resource(groupType, name, { ingress });

cases(
  vpcSecuritygroupDisallowOpenedQuarantine,
  ["passes one without rules", "compliant", group("security-isolated")],
  ["has no opinion on others", "notApplicable", group("security-web", [{ protocol: "tcp", fromPort: 1, toPort: 1 }])],
  [
    "refuses a rule",
    ["has an unplanned rule of ingress, tcp 22; remove security-isolated"],
    group("security-isolated", [{ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["10.0.0.0/16"] }]),
  ],
);

const record = (type: string, ...records: readonly string[]) =>
  resource("aws:route53/record:Record", "r", { name: "example.com", type, records });

cases(
  route53RecordEnforceMailAndAuthorities,
  ["passes SPF that refuses", "compliant", record("TXT", "v=spf1 include:amazonses.com -all")],
  ["passes DMARC that asks for it", "compliant", record("TXT", "v=DMARC1; p=reject; rua=mailto:a@example.com")],
  ["passes the store's authority", "compliant", record("CAA", '0 issue "letsencrypt.org; validationmethods=dns-01"', '0 issuewild ";"')],
  ["refuses SPF for all", ["r is v=spf1 +all, which allows any sender; end it with -all"], record("TXT", "v=spf1 +all")],
  [
    "refuses DMARC that asks for nothing",
    ["r is v=DMARC1; p=none, which accepts forged email; set p=quarantine or p=reject for all of it"],
    record("TXT", "v=DMARC1; p=none"),
  ],
  [
    "refuses an authority that no one chose",
    ["it allows certificates of ca.example.net, which the settings do not name; remove it"],
    record("CAA", '0 issue "ca.example.net"'),
  ],
  ["has no opinion on addresses", "notApplicable", record("A", "198.51.100.7")],
);

const association = (securityControlId: string, associationStatus = "DISABLED") =>
  resource("aws:securityhub/standardsControlAssociation:StandardsControlAssociation", "one", {
    securityControlId,
    associationStatus,
    standardsArn: "arn:aws:securityhub:eu-west-1::standards/pci-dss/v/4.0.1",
  });

cases(
  securityhubControlsDisallowUnreviewed,
  ["passes one that does not apply", "compliant", association("GuardDuty.7")],
  ["passes one that is on", "compliant", association("IAM.6", "ENABLED")],
  ["refuses another", ["the control IAM.6 is disabled without review; remove the association"], association("IAM.6")],
  [
    "refuses one that applies by this standard",
    ["the control EC2.55 is disabled without review; remove the association"],
    association("EC2.55"),
  ],
);

const [first, ...rest] = managedRules.filter(({ global }) => !global);
const pack = (rules: readonly (typeof managedRules)[number][]) =>
  resource("aws:cfg/conformancePack:ConformancePack", "config", {
    templateBody: JSON.stringify({
      Resources: Object.fromEntries(
        rules.map(({ identifier, parameters }) => [
          identifier,
          { Properties: { Source: { SourceIdentifier: identifier }, InputParameters: parameters } },
        ]),
      ),
    }),
  });

cases(
  configConformancePackEnforceRules,
  ["passes all rules", "compliant", pack(first ? [first, ...rest] : rest)],
  [
    "refuses a pack without one",
    [`the rule ${first?.identifier} is missing from templateBody, or has other parameters; restore it`],
    pack(rest),
  ],
  ["does not know one of AWS", "unknown", resource("aws:cfg/conformancePack:ConformancePack", "config", { templateBody: unknown })],
);

const trail = (...types: readonly string[]) =>
  resource("aws:cloudtrail/trail:Trail", "trail", {
    advancedEventSelectors: types.map((type) => ({
      fieldSelectors: [
        { field: "eventCategory", equals: ["Data"] },
        { field: "resources.type", equals: [type] },
      ],
    })),
  });

cases(
  cloudtrailTrailEnableFunctionEvents,
  ["passes a trail of calls", "compliant", trail("AWS::S3::Object", "AWS::Lambda::Function")],
  ["refuses one of objects only", ["no event selector takes calls of AWS::Lambda::Function; add one"], trail("AWS::S3::Object")],
);

const logPolicy = (statement: object) =>
  resource("aws:cloudwatch/logResourcePolicy:LogResourcePolicy", "one", { policyDocument: statements(statement) });
const writes = { Action: ["logs:CreateLogStream", "logs:PutLogEvents"], Resource: "*" };

cases(
  cloudwatchLogResourcePolicyDisallowPublic,
  [
    "passes a service for the account",
    "compliant",
    logPolicy({
      ...writes,
      Principal: { Service: "route53.amazonaws.com" },
      Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } },
    }),
  ],
  ["refuses anyone", ["the policy allows *; name an AWS service"], logPolicy({ ...writes, Principal: "*" })],
  [
    "refuses a service for anyone",
    ["the policy has no condition on the account; add aws:SourceAccount"],
    logPolicy({ ...writes, Principal: { Service: "route53.amazonaws.com" } }),
  ],
);

const bucket = (name: string) => resource("aws:s3/bucket:Bucket", name, { bucket: `shop-${name}-1` });
const lifecycle = (rule: object) =>
  resource("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", "l", { bucket: "shop-releases-1", rules: [rule] });

cases(
  s3BucketDisallowExpiringReleases,
  ["passes releases that stay", "compliant", bucket("releases"), lifecycle({ noncurrentVersionExpiration: { noncurrentDays: 90 } })],
  ["has no opinion on other buckets", "notApplicable", bucket("media")],
  [
    "refuses releases that expire",
    ["releases expire after 1; remove expiration"],
    bucket("releases"),
    lifecycle({ expiration: { days: 1 } }),
  ],
  [
    "refuses releases of which nothing can be had back",
    ["overwritten releases are deleted after 1 days; set noncurrentDays to 30 or more"],
    bucket("releases"),
    lifecycle({ noncurrentVersionExpiration: { noncurrentDays: 1 } }),
  ],
);

const lambda = (name: string, properties: object = {}) => resource("aws:lambda/function:Function", name, { ...properties });

cases(
  lambdaFunctionEnforceNetwork,
  ["passes one in the network", "compliant", lambda("canary", { vpcConfig: { subnetIds: ["subnet-1"], securityGroupIds: ["sg-1"] } })],
  [
    "refuses one without groups",
    ["vpcConfig.securityGroupIds is unset, so that the function runs outside the network; set it"],
    lambda("database-users", { vpcConfig: { subnetIds: ["subnet-1"] } }),
  ],
  ["has no opinion on others", "notApplicable", lambda("mail-events")],
);

const anyone = { Principal: "*", Action: "logs:PutLogEvents", Resource: "*" };
broken(
  "IAM-41",
  "a role of containers",
  say(["aws:iam/role:Role", "canary"], { Principal: { Service: "ecs.amazonaws.com" } }, "assumeRolePolicy"),
);
broken(
  "IAM-42",
  "a node that changes a bucket's policy",
  sayIn("aws:iam/policy:Policy", { Action: "s3:PutBucketPolicy", Resource: "arn:aws:s3:::a" }),
);
broken(
  "EC2-41",
  "a node with the builder's role",
  remake(["aws:ec2/launchTemplate:LaunchTemplate", "web"], "iamInstanceProfile", [profileType, "builder"]),
);
broken(
  "NET-43",
  "a way into quarantine",
  add(
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    { ipProtocol: "tcp", fromPort: 22, toPort: 22, cidrIpv4: "10.0.0.0/28" },
    { securityGroupId: [groupType, "security-isolated"] },
  ),
);
broken(
  "R53-40",
  "DMARC that asks for nothing",
  change(["aws:route53/record:Record", "mail-domain-_dmarc.shop.example.com-TXT"], { records: ["v=DMARC1; p=none"] }),
);
broken(
  "SH-40",
  "a control that is off",
  change("aws:securityhub/standardsControlAssociation:StandardsControlAssociation", { securityControlId: "IAM.6" }),
  "demo-account",
);
broken("CFG-40", "a pack without rules", change("aws:cfg/conformancePack:ConformancePack", { templateBody: "{}" }), "demo-account");
broken("CT-40", "a trail without data events", change("aws:cloudtrail/trail:Trail", { advancedEventSelectors: [] }), "demo-account");
broken("CW-40", "a log that anyone writes", say("aws:cloudwatch/logResourcePolicy:LogResourcePolicy", anyone, "policyDocument"));
broken(
  "S3-40",
  "releases of a day",
  rework(["aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", "releases"], "rules", () => [{ expiration: { days: 1 } }]),
);
broken("LAM-40", "a function outside of the network", change(["aws:lambda/function:Function", "canary"], { vpcConfig: undefined }));
