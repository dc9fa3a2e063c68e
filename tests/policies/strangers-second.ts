import { isRecord } from "../../domain/values.ts";
import { add, change, changeOne, type Mutation, remake, rework, say, type Which } from "./mutate.ts";
import { nodePolicy, record, roleType, template } from "./strangers.ts";
import type { Change } from "./strangers-changes.ts";

const own = "arn:aws:iam::123456789012";
const fn = "aws:lambda/function:Function";
const ingress = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const egress = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const group = "aws:ec2/securityGroup:SecurityGroup";
const profile = "aws:iam/instanceProfile:InstanceProfile";
const nodes: Which = ["aws:autoscaling/group:Group", "web"];
const lifecycle: Which = ["aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", "releases"];
const auditor: Which = [nodePolicy, "staff-auditor"];
const standards = "arn:aws:securityhub:us-east-1::standards/pci-dss/v/4.0.1";
const control = "aws:securityhub/standardsControlAssociation:StandardsControlAssociation";
const logPolicy = "aws:cloudwatch/logResourcePolicy:LogResourcePolicy";

const trust = (role: string, statement: object): Mutation =>
  say([roleType, role], { Action: "sts:AssumeRole", ...statement }, "assumeRolePolicy");
/** Each in a policy of its own: what is said of a policy names all that it allows. */
const open = (role: string, action: string, Resource = "arn:aws:s3:::demo-prod-media-123456789012"): Mutation =>
  say([nodePolicy, role], { Action: action, Resource });
const parameter = (name: string, value: string): Mutation =>
  rework(["aws:rds/parameterGroup:ParameterGroup", "database"], "parameters", (list) => [...[list].flat(), { name, value }]);
const text = (at: string, value: string): Mutation => change([record, at], { type: "TXT", records: [value] });
const rules = (by: (rule: Record<string, unknown>) => object): Mutation =>
  rework(lifecycle, "rules", (list) => [list].flat().map((rule) => (isRecord(rule) ? by(rule) : rule)));

const services = "aws-iam-role-disallow-foreign-services";
const opening = "aws-iam-policy-disallow-opening";
const quarantine = "aws-vpc-securitygroup-disallow-opened-quarantine";
const mail = "aws-route53-record-enforce-mail-and-authorities";
const weakening = "aws-pulumi-resource-disallow-weakening-values";

/** What a second review found that passed. */
export const second: readonly Change[] = [
  [
    services,
    "a role by a SAML provider",
    trust("mail", { Principal: { Federated: `${own}:saml-provider/Okta` }, Action: "sts:AssumeRoleWithSAML" }),
  ],
  [
    services,
    "a role by an identity pool",
    trust("builder", { Principal: { Federated: "cognito-identity.amazonaws.com" }, Action: "sts:AssumeRoleWithWebIdentity" }),
  ],
  [services, "a role of containers", trust("canary", { Principal: { Service: "ecs-tasks.amazonaws.com" } })],
  [services, "a role for two services", trust("patching", { Principal: { Service: ["lambda.amazonaws.com", "ec2.amazonaws.com"] } })],
  [services, "a person's role by SAML", trust("staff-operator", { Principal: { Federated: `${own}:saml-provider/Okta` } }), "demo-account"],
  [opening, "an auditor who writes", say(auditor, { Action: ["s3:PutObject"], Resource: "arn:aws:s3:::demo-account-x/*" }), "demo-account"],
  [opening, "an auditor who starts", say(auditor, { Action: "ec2:RunInstances", Resource: "*" }), "demo-account"],
  [opening, "an auditor who may all but a little", say(auditor, { NotAction: "iam:*", Resource: "*" }), "demo-account"],
  [opening, "nodes that change a bucket's policy", open("web", "s3:PutBucketPolicy")],
  [opening, "a canary that opens a bucket to the public", open("canary", "s3:PutBucketPublicAccessBlock")],
  [opening, "a builder that shares objects by lists", open("builder", "s3:PutObjectAcl")],
  [opening, "a function that may all to a bucket's settings", open("mail-events", "s3:PutBucket*")],
  [opening, "a function that shares a key", open("backup-watch", "kms:PutKeyPolicy", "arn:aws:kms:us-east-1:123456789012:key/0f0f0f0f")],
  [
    opening,
    "a function that shares a secret",
    open("database-users", "secretsmanager:PutResourcePolicy", "arn:aws:secretsmanager:us-east-1:123456789012:secret:a"),
  ],
  [
    "aws-ec2-node-enforce-own-profile",
    "nodes with the builder's role",
    remake([template, "web"], "iamInstanceProfile", [profile, "builder"]),
  ],
  [
    "aws-ec2-node-enforce-own-profile",
    "a builder with another role of the account",
    change([template, "builder"], { iamInstanceProfile: { arn: `${own}:instance-profile/admin` } }),
  ],
  [
    quarantine,
    "a way into quarantine",
    add(
      ingress,
      { description: "x", ipProtocol: "tcp", fromPort: 443, toPort: 443, cidrIpv4: "10.0.0.0/28" },
      { securityGroupId: [group, "security-isolated"] },
    ),
  ],
  [
    quarantine,
    "a way out of quarantine",
    add(
      egress,
      { description: "x", ipProtocol: "tcp", fromPort: 443, toPort: 443 },
      { securityGroupId: [group, "security-isolated"], referencedSecurityGroupId: [group, "security-endpoints"] },
    ),
  ],
  [
    quarantine,
    "nodes at a restored database",
    add(
      ingress,
      { description: "x", ipProtocol: "tcp", fromPort: 3306, toPort: 3306 },
      { securityGroupId: [group, "security-restored"], referencedSecurityGroupId: [group, "security-web"] },
    ),
  ],
  [
    weakening,
    "a load balancer by mappings",
    change("aws:lb/loadBalancer:LoadBalancer", { subnetMappings: [{ subnetId: "subnet-0123456789abcdef0" }] }),
  ],
  [mail, "mail of any sender", text("mail-domain-bounce.shop.example.com-TXT", "v=spf1 include:amazonses.com +all")],
  [mail, "mail of any sender, perhaps", text("mail-domain-dkim-1", "v=spf1 ?all")],
  [mail, "forged mail let in", text("mail-domain-_dmarc.shop.example.com-TXT", "v=DMARC1; p=none")],
  [mail, "forged mail of names below let in", text("mail-domain-dkim-2", "v=DMARC1; p=reject; sp=none")],
  [mail, "one in a hundred forged mails kept out", text("mail-domain-dkim-3", "v=DMARC1; p=reject; pct=1")],
  [
    mail,
    "certificates of another authority",
    change([record, "certificate-shop.example.com-CAA"], { records: ['0 issue "letsencrypt.org"', '0 issue "ca.example.net"'] }),
  ],
  [
    "aws-securityhub-controls-disallow-unreviewed",
    "a control that is off",
    add(control, { associationStatus: "DISABLED", securityControlId: "IAM.6", standardsArn: standards, updatedReason: "x" }),
    "demo-account",
  ],
  [
    "aws-config-conformance-pack-enforce-rules",
    "a rule out of AWS Config's pack",
    rework("aws:cfg/conformancePack:ConformancePack", "templateBody", (body) => {
      const { Resources } = JSON.parse(String(body));
      return JSON.stringify({ Resources: { ...Resources, AlbWafEnabled: undefined } });
    }),
    "demo-account",
  ],
  [
    "aws-cloudtrail-trail-enable-function-events",
    "a trail without functions' calls",
    rework("aws:cloudtrail/trail:Trail", "advancedEventSelectors", (list) =>
      [list].flat().filter((selector) => !JSON.stringify(selector).includes("AWS::Lambda::Function")),
    ),
    "demo-account",
  ],
  [
    "aws-lambda-function-missing-log-group",
    "a function that logs where another does",
    change([fn, "pci-calendar"], { loggingConfig: { logFormat: "JSON", logGroup: "/aws/lambda/demo-prod-canary" } }),
  ],
  [
    "aws-vpc-network-enable-flow-logs",
    "flows that no one reads",
    change("aws:ec2/flowLog:FlowLog", { logDestination: "arn:aws:s3:::demo-prod-media-123456789012" }),
  ],
  [
    "aws-cloudwatch-log-resource-policy-disallow-public",
    "a log that anyone writes",
    say(logPolicy, { Principal: "*", Action: "logs:PutLogEvents", Resource: "*" }, "policyDocument"),
  ],
  [
    "aws-cloudwatch-log-resource-policy-disallow-public",
    "a log that a service reads",
    add(logPolicy, {
      policyName: "x",
      policyDocument: JSON.stringify({
        Statement: [{ Effect: "Allow", Principal: { Service: "es.amazonaws.com" }, Action: "logs:*", Resource: "*" }],
      }),
    }),
  ],
  [weakening, "a budget of a million", change("aws:budgets/budget:Budget", { limitAmount: "1000000.00" }), "demo-account"],
  ["aws-s3-bucket-disallow-expiring-releases", "releases of a day", rules((rule) => ({ ...rule, expiration: { days: 1 } }))],
  [weakening, "no node at all", change(nodes, { minSize: 0, maxSize: 0, desiredCapacity: 0 })],
  [weakening, "a database that reads any file", parameter("secure_file_priv", "")],
  [weakening, "a database that runs what anyone writes at each sign-in", parameter("init_connect", "SET GLOBAL general_log = 1")],
  [weakening, "a database that loses the last orders", parameter("innodb_flush_log_at_trx_commit", "0")],
  [weakening, "a database that logs passwords", parameter("log_raw", "ON")],
  ["aws-lambda-function-enforce-network", "a function outside of the network", change([fn, "database-users"], { vpcConfig: undefined })],
  [
    "aws-lambda-function-enforce-network",
    "a function without groups",
    changeOne([fn, "restore-validation"], { vpcConfig: { securityGroupIds: [] } }),
  ],
  [weakening, "names that go with the stack", change("aws:route53/zone:Zone", { forceDestroy: true })],
  [weakening, "backups that go with the stack", change("aws:backup/vault:Vault", { forceDestroy: true })],
  [weakening, "a bucket that goes with what is in it", changeOne("aws:s3/bucket:Bucket", { forceDestroy: true })],
  [weakening, "no patches in the window", change("aws:ssm/maintenanceWindow:MaintenanceWindow", { enabled: false })],
  [weakening, "a client of the sign-in without a secret", change("aws:cognito/userPoolClient:UserPoolClient", { generateSecret: false })],
  [weakening, "a canary that does not run", change(["aws:scheduler/schedule:Schedule", "canary-schedule"], { state: "DISABLED" })],
  [
    weakening,
    "a restored database in public",
    rework("aws:backup/restoreTestingSelection:RestoreTestingSelection", "restoreMetadataOverrides", (given) => ({
      ...(isRecord(given) && given),
      publiclyAccessible: "true",
    })),
  ],
];
