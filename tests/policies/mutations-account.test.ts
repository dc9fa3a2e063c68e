import { beforeAll, expect, test } from "@jest/globals";
import { standards } from "../../domain/defaults/detection.ts";
import { lookedUp } from "../../domain/defaults/lifecycle.ts";
import { keysOf } from "../../policies/catalogue.ts";
import { evaluate } from "../../policies/model/evaluate.ts";
import { type ExportedResource, stackOf } from "../../policies/model/graph.ts";
import { graphWith } from "../stacks/graphs.ts";
import { rework } from "./mutate.ts";
import { policiesOf } from "./support.ts";

/** The first delegation of a zone is of another name. */
const delegate = (name: string) => (graph: readonly ExportedResource[]) =>
  graph.map((one) =>
    one.urn.includes("::delegations-dev.") ? { ...one, inputs: { ...one.inputs, name }, outputs: { ...one.outputs, name } } : one,
  );

const own = policiesOf(
  "synthetics",
  "accessanalyzer",
  "account",
  "acm",
  "cloudtrail",
  "cloudwatch",
  "config",
  "guardduty",
  "iam",
  "inspector",
  "kms",
  "lambda",
  "lifecycle",
  "route53",
  "s3",
  "securityhub",
  "ssm",
);
type Graph = readonly ExportedResource[];
type Mutation = (graph: Graph) => Graph;

/** Parts of the text of a resource's policy replaced. */
const reworded = (type: string, name: string, from: string, to: string) =>
  rework([type, name], "policy", (text) => String(text).replaceAll(from, to));

const graphs: Record<string, Graph> = {};
beforeAll(async () => {
  for (const name of ["demo-prod", "demo-account"]) graphs[name] = await graphWith(name);
});

/** What is reported about each demo stack as it stands. */
const before: Record<string, readonly string[]> = {};
beforeAll(() => {
  for (const [name, graph] of Object.entries(graphs)) before[name] = reported(graph);
});

/** The controls that something is reported about: messages by policy, each under the policy's controls. */
function reported(graph: Graph): string[] {
  return evaluate(own, stackOf(graph, lookedUp)).flatMap(({ policy, violations, faults }) => {
    for (const { error } of faults) throw new Error(error);
    return violations.flatMap(({ resource, message }) =>
      keysOf(policy).map((control) => `${control} ${policy.name} ${resource.name}: ${message}`),
    );
  });
}

const merged = (resource: ExportedResource, change: Record<string, unknown>): ExportedResource => {
  const { propertyDependencies = {}, inputs = {}, outputs = {} } = resource;
  const kept = Object.entries(propertyDependencies).filter(([property]) => !(property in change));
  return {
    ...resource,
    inputs: { ...inputs, ...change },
    outputs: { ...outputs, ...change },
    propertyDependencies: Object.fromEntries(kept),
  };
};
const set =
  (type: string, change: Record<string, unknown>): Mutation =>
  (graph) =>
    graph.map((one) => (one.type === type ? merged(one, change) : one));
/** Other thresholds for staff in what the login guard is told. */
const rethreshold = (staff: object) =>
  set("aws:lambda/function:Function", { environment: { variables: { GUARD_THRESHOLDS: JSON.stringify({ staff }) } } });
/** A text in one policy's document replaced. */
const inPolicy =
  (name: string, from: string, to: string): Mutation =>
  (graph) =>
    graph.map((one) =>
      one.type === "aws:iam/policy:Policy" && one.urn.endsWith(`::${name}`)
        ? merged(one, { policy: String(one.inputs?.policy).replace(from, to) })
        : one,
    );
const drop =
  (type: string): Mutation =>
  (graph) =>
    graph.filter((one) => one.type !== type);
const add =
  (...news: readonly (readonly [string, Record<string, unknown>])[]): Mutation =>
  (graph) => [
    ...graph,
    ...news.map(([type, properties]) => ({
      urn: `${graph[0]?.urn.split("::")[0]}::xcart-hosting::${type}::added`,
      type,
      inputs: properties,
      outputs: properties,
    })),
  ];

const statement = (Action: string | string[], more: Record<string, unknown> = { Resource: "*" }) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, ...more }] });
const role = (principal: unknown, action = "sts:AssumeRole"): Mutation =>
  set("aws:iam/role:Role", { assumeRolePolicy: statement(action, { Principal: principal }) });
const jobs = (subject: string) => {
  const host = "token.actions.githubusercontent.com";
  const Principal = { Federated: `arn:aws:iam::123456789012:oidc-provider/${host}` };
  const claims = { [`${host}:aud`]: "sts.amazonaws.com", [`${host}:sub`]: subject };
  return statement("sts:AssumeRoleWithWebIdentity", { Principal, Condition: { StringLike: claims } });
};
const document = (policy: string): Mutation => set("aws:iam/policy:Policy", { policy });
const session = (inputs: Record<string, unknown>): Mutation =>
  add(["aws:ssm/document:Document", { documentType: "Session", name: "SSM-SessionManagerRunShell", content: JSON.stringify({ inputs }) }]);
const trail: Record<string, unknown> = {
  isMultiRegionTrail: true,
  kmsKeyId: "arn:key",
  enableLogFileValidation: true,
  cloudWatchLogsGroupArn: "arn:group",
  cloudWatchLogsRoleArn: "arn:role",
  insightSelectors: [{ insightType: "ApiCallRateInsight" }],
  snsTopicName: "trail",
  s3BucketName: "demo-account-log-archive-123456789012",
};
const brokenTrail = (change: Record<string, unknown>): Mutation => add(["aws:cloudtrail/trail:Trail", { ...trail, ...change }]);

const mutations: readonly (readonly [string, string, "demo-prod" | "demo-account", Mutation])[] = [
  ["CT-01", "a trail of one Region", "demo-account", brokenTrail({ isMultiRegionTrail: false })],
  ["CT-02", "a trail without a key", "demo-account", brokenTrail({ kmsKeyId: undefined })],
  ["CT-03", "a trail without signed files", "demo-account", brokenTrail({ enableLogFileValidation: false })],
  ["CT-04", "a trail that no alarm sees", "demo-account", brokenTrail({ cloudWatchLogsGroupArn: undefined })],
  [
    "CT-05",
    "a trail's bucket that is open",
    "demo-account",
    (graph) => drop("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock")(brokenTrail({})(graph)),
  ],
  ["CT-06", "a trail's bucket without access log", "demo-account", drop("aws:s3/bucketLogging:BucketLogging")],
  [
    "CT-07",
    "a trail without objects",
    "demo-account",
    set("aws:cloudtrail/trail:Trail", {
      advancedEventSelectors: [{ fieldSelectors: [{ field: "eventCategory", equals: ["Management"] }] }],
    }),
  ],
  ["CT-08", "a trail without insights", "demo-account", brokenTrail({ insightSelectors: [] })],
  ["CT-09", "a trail without a topic", "demo-account", brokenTrail({ snsTopicName: undefined })],
  ["CW-01", "logs of a month", "demo-prod", set("aws:cloudwatch/logGroup:LogGroup", { retentionInDays: 30 })],
  ["CW-02", "logs without a key", "demo-prod", set("aws:cloudwatch/logGroup:LogGroup", { kmsKeyId: undefined })],
  ["CW-03", "alarms switched off", "demo-prod", set("aws:cloudwatch/metricAlarm:MetricAlarm", { actionsEnabled: false })],
  ["CW-03", "alarms that do nothing", "demo-prod", set("aws:cloudwatch/metricAlarm:MetricAlarm", { alarmActions: [] })],
  ["CW-03", "no alarms", "demo-prod", drop("aws:cloudwatch/metricAlarm:MetricAlarm")],
  ["CW-04", "no alarm on the root user", "demo-account", drop("aws:cloudwatch/logMetricFilter:LogMetricFilter")],
  ["CFG-01", "a recorder of some types", "demo-account", add(["aws:cfg/recorder:Recorder", { recordingGroup: { allSupported: false } }])],
  ["CFG-02", "a rule without a remedy", "demo-account", add(["aws:cfg/rule:Rule", { name: "rule" }])],
  [
    "CFG-03",
    "history of a month",
    "demo-account",
    add(["aws:cfg/retentionConfiguration:RetentionConfiguration", { retentionPeriodInDays: 30 }]),
  ],
  ["GD-01", "a detector that is off", "demo-account", add(["aws:guardduty/detector:Detector", { enable: false }])],
  ["GD-02", "a detector without features", "demo-account", add(["aws:guardduty/detector:Detector", {}])],
  ["GD-03", "a detector without malware protection", "demo-account", add(["aws:guardduty/detector:Detector", {}])],
  ["SH-01", "no Security Hub", "demo-account", drop("aws:securityhub/account:Account")],
  ["INS-01", "Inspector without nodes", "demo-account", set("aws:inspector2/enabler:Enabler", { resourceTypes: ["ECR"] })],
  ["INS-02", "functions unscanned", "demo-account", set("aws:inspector2/enabler:Enabler", { resourceTypes: ["EC2", "LAMBDA"] })],
  ["SSM-01", "nodes without a profile", "demo-prod", set("aws:ec2/launchTemplate:LaunchTemplate", { iamInstanceProfile: undefined })],
  ["SSM-01", "nodes whose role admits no agent", "demo-prod", document(statement("s3:GetObject", { Resource: "arn:aws:s3:::x/*" }))],
  [
    "SSM-04",
    "a public document",
    "demo-account",
    add(["aws:ssm/document:Document", { permissions: { type: "Share", accountIds: "All" } }]),
  ],
  [
    "SSM-10",
    "a document that takes any text",
    "demo-prod",
    add(["aws:ssm/document:Document", { documentType: "Command", content: JSON.stringify({ parameters: { Text: { type: "String" } } }) }]),
  ],
  ["SSM-05", "sessions unlogged", "demo-account", session({ idleSessionTimeout: "15", kmsKeyId: "arn:key" })],
  ["SSM-06", "a parameter in clear", "demo-prod", add(["aws:ssm/parameter:Parameter", { type: "String" }])],
  ["IAM-01", "short passwords", "demo-account", add(["aws:iam/accountPasswordPolicy:AccountPasswordPolicy", { minimumPasswordLength: 8 }])],
  [
    "IAM-02",
    "a password without a second factor",
    "demo-account",
    (graph) => drop("aws:iam/policy:Policy")(add(["aws:iam/userLoginProfile:UserLoginProfile", {}])(graph)),
  ],
  ["IAM-03", "people without a second factor", "demo-prod", role({ AWS: "arn:aws:iam::123456789012:root" })],
  ["IAM-07", "an administrator", "demo-prod", document(statement("*"))],
  [
    "IAM-07",
    "AWS's administrator",
    "demo-prod",
    set("aws:iam/rolePolicyAttachment:RolePolicyAttachment", { policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" }),
  ],
  ["IAM-08", "every object", "demo-prod", document(statement("s3:GetObject"))],
  ["IAM-08", "a way up", "demo-prod", document(statement(["iam:PassRole", "ec2:RunInstances"]))],
  ["IAM-09", "an inline policy", "demo-prod", add(["aws:iam/rolePolicy:RolePolicy", { policy: statement("ec2:DescribeTags") }])],
  ["IAM-10", "an empty group", "demo-account", add(["aws:iam/group:Group", { name: "staff" }])],
  ["IAM-11", "a user", "demo-account", add(["aws:iam/user:User", { name: "joe" }])],
  ["IAM-12", "a role for everyone", "demo-prod", role({ AWS: "*" })],
  ["IAM-12", "a role for another account", "demo-prod", role({ AWS: "arn:aws:iam::210987654321:role/partner" })],
  [
    "IAM-12",
    "a role for any workflow",
    "demo-prod",
    role({ Federated: "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" }, "sts:AssumeRoleWithWebIdentity"),
  ],
  [
    "IAM-12",
    "a role for any branch",
    "demo-account",
    (graph) =>
      graph.map((one) =>
        one.type === "aws:iam/role:Role" && one.inputs?.name === "demo-account-deploy-demo-prod"
          ? merged(one, { assumeRolePolicy: jobs("repo:example/xcart-hosting:ref:refs/heads/*") })
          : one,
      ),
  ],
  ["IAM-12", "jobs without a boundary", "demo-account", set("aws:iam/role:Role", { permissionsBoundary: undefined })],
  [
    "IAM-12",
    "the boundary of a store's roles lets them make others",
    "demo-account",
    inPolicy("ci-boundary-demo-dev", '"sts:AssumeRole"', '"iam:CreateRole"'),
  ],
  [
    "IAM-12",
    "the boundary of a store's roles leaves keys to policies",
    "demo-account",
    inPolicy("ci-boundary-demo-dev", '"kms:PutKey*",', ""),
  ],
  ["IAM-12", "a deploy role changes any database", "demo-account", inPolicy("ci-deploy-demo-dev-data", "db:demo-dev-*", "db:*")],
  ["IAM-12", "a role for a service that anyone sends", "demo-prod", role({ Service: "scheduler.amazonaws.com" })],
  ["IAM-13", "every key", "demo-prod", document(statement("kms:Decrypt"))],
  ["IAM-14", "no support role", "demo-account", drop("aws:iam/rolePolicyAttachment:RolePolicyAttachment")],
  ["IAM-15", "sessions of 12 hours", "demo-prod", set("aws:iam/role:Role", { maxSessionDuration: 43200 })],
  ["IAM-18", "nothing looks for open doors", "demo-account", drop("aws:accessanalyzer/analyzer:Analyzer")],
  ["IAM-17", "keys in the provider", "demo-prod", set("pulumi:providers:aws", { accessKey: "AKIA", secretKey: "x" })],
  ["ACC-01", "no security contact", "demo-account", drop("aws:account/alternativeContact:AlternativeContact")],
  [
    "ACC-02",
    "spending that no one hears of",
    "demo-account",
    (graph) =>
      drop("aws:costexplorer/anomalySubscription:AnomalySubscription")(set("aws:budgets/budget:Budget", { notifications: [] })(graph)),
  ],
  [
    "ACM-01",
    "a certificate validated by e-mail",
    "demo-prod",
    set("aws:acm/certificate:Certificate", {
      privateKey: undefined,
      certificateBody: undefined,
      domainName: "a.example.com",
      validationMethod: "EMAIL",
    }),
  ],
  ["ACM-02", "a short key", "demo-prod", set("tls:index/privateKey:PrivateKey", { algorithm: "RSA", rsaBits: 1024 })],
  ["ACM-03", "a wildcard", "demo-prod", set("tls:index/selfSignedCert:SelfSignedCert", { dnsNames: ["*.example.com"] })],
  ["LAM-01", "a function for anyone", "demo-prod", add(["aws:lambda/permission:Permission", { principal: "*" }])],
  ["LAM-02", "an old runtime", "demo-prod", set("aws:lambda/function:Function", { runtime: "nodejs18.x" })],
  ["LAM-03", "a function whose log no one made", "demo-prod", drop("aws:cloudwatch/logGroup:LogGroup")],
  ["R53-01", "a zone without query log", "demo-prod", drop("aws:route53/queryLog:QueryLog")],
  ["R53-02", "a zone unsigned", "demo-prod", (graph) => graph],
  ["R53-03", "a record that leads nowhere", "demo-prod", add(["aws:route53/record:Record", { type: "A", records: ["198.51.100.7"] }])],
  ["R53-04", "a delegation that hides the store's own name", "demo-prod", delegate("www.shop.example.com")],
  ["G5", "fixes that wait", "demo-prod", add(["aws:ssm/patchBaseline:PatchBaseline", { approvalRules: [{ approveAfterDays: 60 }] }])],
  [
    "G10",
    "an old standard",
    "demo-account",
    set("aws:securityhub/standardsSubscription:StandardsSubscription", {
      standardsArn: "arn:aws:securityhub:us-east-1::standards/pci-dss/v/3.2.1",
    }),
  ],
  [
    "G10",
    "one standard only",
    "demo-account",
    (graph) => graph.filter(({ inputs }) => !String(inputs?.standardsArn ?? "").endsWith(standards.fsbp)),
  ],
  ["G10", "no rules", "demo-account", drop("aws:cfg/conformancePack:ConformancePack")],
  ["G11", "alarms that no one hears", "demo-prod", drop("aws:sns/topicSubscription:TopicSubscription")],
  ["G11", "findings that reach no one", "demo-account", drop("aws:lambda/eventSourceMapping:EventSourceMapping")],
  ["G12", "a certificate that nothing renews", "demo-prod", drop("aws:scheduler/schedule:Schedule")],
  ["G12", "a renewal that is switched off", "demo-prod", set("aws:scheduler/schedule:Schedule", { state: "DISABLED" })],
  ["G12", "an expiry that no one watches", "demo-prod", set("aws:cloudwatch/metricAlarm:MetricAlarm", { metricName: "Other" })],
  [
    "S3-18",
    "former versions of the state that anyone deletes",
    "demo-account",
    reworded("aws:s3/bucketPolicy:BucketPolicy", "pulumi-state", "s3:DeleteObjectVersion", "s3:DeleteObjectTagging"),
  ],
  [
    "KMS-06",
    "secrets of a store's state that anyone who may decrypt opens",
    "demo-account",
    reworded("aws:kms/key:Key", "pulumi-state-demo-prod", "ArnLike", "ArnNotLike"),
  ],
  ["G13", "sessions idle for an hour", "demo-account", session({ idleSessionTimeout: "60" })],
  ["G39", "a canary whose findings no one hears", "demo-prod", set("aws:cloudwatch/metricAlarm:MetricAlarm", { metricName: "Other" })],
  ["G17", "a payment page that nothing visits", "demo-prod", drop("aws:synthetics/canary:Canary")],
  ["G17", "visits that were stopped", "demo-prod", set("aws:synthetics/canary:Canary", { startCanary: false })],
  [
    "G17",
    "a difference that fires no alarm",
    "demo-prod",
    (graph) => graph.map((one) => (one.urn.endsWith("MetricAlarm::payment-page") ? merged(one, { metricName: "Other" }) : one)),
  ],
  ["CW-05", "a browser without fixes", "demo-prod", set("aws:synthetics/canary:Canary", { runtimeVersion: "syn-nodejs-playwright-1.0" })],
  ["G16", "staff who may try all day", "demo-prod", rethreshold({ attempts: 10, windowSeconds: 60, blockSeconds: 1800 })],
  ["G16", "staff who are let in again after a minute", "demo-prod", rethreshold({ attempts: 10, windowSeconds: 86_400, blockSeconds: 60 })],
  ["G5", "no window for patches", "demo-prod", drop("aws:ssm/maintenanceWindow:MaintenanceWindow")],
  ["G18", "nothing notices changed files", "demo-prod", set("aws:ec2/launchTemplate:LaunchTemplate", { userData: "" })],
  ["G25", "a database that no one fixes", "demo-prod", set("aws:rds/instance:Instance", { engineVersion: "8.0.46" })],
  ["G25", "a runtime that no one fixes", "demo-prod", add(["aws:lambda/function:Function", { runtime: "nodejs20.x" }])],
];

test.each(["demo-prod", "demo-account"])("%s has no violation that stops an update", (name) => {
  const mandatory = own.filter((policy) => !policy.advisoryBecause);
  expect(
    evaluate(mandatory, stackOf(graphs[name] ?? [], lookedUp)).flatMap(({ policy, violations }) =>
      violations.map((one) => `${policy.name} ${one.message}`),
    ),
  ).toEqual([]);
});

test.each(mutations)("%s: %s in %s is reported", (control, _, name, mutate) => {
  const after = reported(mutate(graphs[name] ?? [])).filter((line) => line.startsWith(`${control} `));
  // What is not provisioned yet is reported as it stands: nothing has to be broken.
  const unchanged = mutate(graphs[name] ?? []) === graphs[name];
  expect(unchanged ? after : after.filter((line) => !before[name]?.includes(line))).not.toEqual([]);
});
