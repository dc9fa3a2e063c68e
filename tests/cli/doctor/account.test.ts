import { AllocateAddressCommand, CreateVpcCommand, EC2Client } from "@aws-sdk/client-ec2";
import { CreateDetectorCommand, GuardDutyClient } from "@aws-sdk/client-guardduty";
import { CreateOpenIDConnectProviderCommand, CreatePolicyCommand, CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { CreateHostedZoneCommand, Route53Client } from "@aws-sdk/client-route-53";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { EnableSecurityHubCommand, SecurityHubClient } from "@aws-sdk/client-securityhub";
import { CreateTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { CreateDocumentCommand, SSMClient } from "@aws-sdk/client-ssm";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { doctorActions } from "../../../cli/doctor/actions.ts";
import { configRole } from "../../../domain/defaults/config-rules.ts";
import { sessionPreferences } from "../../../domain/defaults/staff.ts";
import { actionOf as actionNamed } from "../../../domain/permissions/action-names.ts";
import { section, settingsOf } from "../../stacks/graphs.ts";
import { type EmulatedAws, emulatedAws } from "../../support/emulators/aws.ts";
import { demoIn, linesOf } from "./fixture.ts";

const before = { ...process.env };
const enter = async (): Promise<EmulatedAws> => {
  const aws = await emulatedAws();
  process.env = { ...before, ...aws.environment };
  delete process.env.PULUMI_BACKEND_URL;
  return aws;
};
afterAll(() => {
  process.env = before;
});

type Seen = Awaited<ReturnType<typeof linesOf>>;
const statuses = ({ by }: Seen) => Object.fromEntries(Object.entries(by).map(([check, { status }]) => [check, status]));
const blocking = ({ report }: Seen) => report.lines.filter(({ blocks }) => blocks).map(({ check }) => check);

/** IAM's prefix of the SDK's clients where it is not their name. */
const prefixes: Readonly<Record<string, string>> = {
  SESv2Client: "ses",
  AccessAnalyzerClient: "access-analyzer",
  CloudTrailClient: "cloudtrail",
  CloudWatchLogsClient: "logs",
  ConfigServiceClient: "config",
  CostExplorerClient: "ce",
  ServiceQuotasClient: "servicequotas",
  SecurityHubClient: "securityhub",
  Route53Client: "route53",
};
function actionOf(sent: string): string {
  const [client = "", command = ""] = sent.split(" ");
  const [service, operation] = [prefixes[client] ?? client.replace("Client", "").toLowerCase(), command.replace("Command", "")];
  // What AWS asks no right for is listed by its own name.
  return actionNamed(service, operation) ?? `${service}:${operation}`;
}

describe("in an account that has nothing", () => {
  let seen: Seen;
  beforeAll(async () => {
    const { accountId } = await enter();
    seen = await linesOf(await demoIn(accountId, "demo-prod"));
  });

  test("a store cannot be brought up: its account stack is to come first", () => {
    expect(seen.report.status).toBe(1);
    expect(blocking(seen)).toEqual(["account stack", "permissions boundary"]);
    expect(seen.by["account stack"]?.help).toContain("npx pulumi up -s demo-account");
  });

  test("what is open beside it is said, and nothing that the account stack would make is there", () => {
    expect(statuses(seen)).toMatchObject({
      account: "ok",
      Region: "ok",
      VPCs: "ok",
      "elastic IP addresses": "ok",
      "vCPUs of On-Demand standard instances": "to do",
      GuardDuty: "ok",
      "AWS Config": "ok",
      "Security Hub": "ok",
      "AWS Config's role": "ok",
      "CI's tokens": "ok",
      "session preferences": "ok",
      delegation: "to do",
      image: "ok",
      release: "to do",
      contacts: "to do",
    });
  });

  test("what the emulated AWS does not know is no guess", () => {
    expect(seen.by["concurrent runs of functions"]).toMatchObject({ status: "cannot tell", blocks: false });
    expect(seen.by["anomaly monitor"]).toMatchObject({ status: "cannot tell", blocks: false });
  });

  test("nothing but the listed actions was called, and they all read", () => {
    const called = [...seen.sent].map(actionOf).sort();
    expect(called.length).toBeGreaterThan(20);
    expect(called.filter((action) => !(doctorActions as readonly string[]).includes(action))).toEqual([]);
    expect(doctorActions.filter((action) => !/:(Get|List|Describe)/.test(action))).toEqual([]);
  });
});

describe("in an account that is prepared", () => {
  let seen: Seen;
  let aws: EmulatedAws;
  const servers: string[] = [];
  beforeAll(async () => {
    aws = await enter();
    await prepareAccount(aws, servers);
    seen = await linesOf(await demoIn(aws.accountId, "demo-prod"), servers);
  });

  test("nothing stops a store, and what was open is not any more", () => {
    expect(blocking(seen)).toEqual([]);
    expect(seen.report.status).toBe(0);
    expect(statuses(seen)).toMatchObject({
      "account stack": "ok",
      "permissions boundary": "ok",
      delegation: "ok",
      release: "ok",
      contacts: "ok",
    });
  });

  test("of an account stack that is up the stores ask nothing more", () => {
    expect(seen.by).not.toHaveProperty("GuardDuty");
  });

  test("addresses of others are counted, its own are not", async () => {
    const ec2 = new EC2Client(aws.client);
    const own = { ResourceType: "elastic-ip", Tags: [{ Key: "stack", Value: "demo-prod" }] } as const;
    for (let i = 0; i < 3; i++) await ec2.send(new AllocateAddressCommand({ TagSpecifications: [{ ...own, Tags: [...own.Tags] }] }));
    const prod = await demoIn(aws.accountId, "demo-prod");
    expect((await linesOf(prod)).by["elastic IP addresses"]).toMatchObject({ status: "ok" });
    for (let i = 0; i < 3; i++) await ec2.send(new AllocateAddressCommand({}));
    expect((await linesOf(prod)).by["elastic IP addresses"]).toMatchObject({
      status: "to do",
      blocks: true,
      help: "aws service-quotas request-service-quota-increase --service-code ec2 --quota-code L-0263D0A3 --desired-value 6 --region us-east-1",
    });
  });

  test("so are VPCs, against what Service Quotas says", async () => {
    const ec2 = new EC2Client(aws.client);
    for (let i = 0; i < 4; i++) await ec2.send(new CreateVpcCommand({ CidrBlock: `10.${i}.0.0/16` }));
    const { by } = await linesOf(await demoIn(aws.accountId, "demo-prod"));
    expect(by.VPCs).toMatchObject({ status: "to do", blocks: true, text: "5; this stack takes 1, others take 5" });
  });
});

describe("in an account that a landing zone has been in", () => {
  let seen: Seen;
  beforeAll(async () => {
    const aws = await enter();
    await new GuardDutyClient(aws.client).send(new CreateDetectorCommand({ Enable: true }));
    await new SecurityHubClient(aws.client).send(new EnableSecurityHubCommand({}));
    const iam = new IAMClient(aws.client);
    await iam.send(
      new CreateRoleCommand({
        RoleName: configRole.split("/").at(-1),
        Path: "/aws-service-role/config.amazonaws.com/",
        AssumeRolePolicyDocument: "{}",
      }),
    );
    await iam.send(
      new CreateOpenIDConnectProviderCommand({
        Url: "https://token.actions.githubusercontent.com",
        ThumbprintList: ["6938fd4d98bab03faadb97b34396831e3780aea1"],
      }),
    );
    const Content = JSON.stringify({ schemaVersion: "1.0", description: "x", sessionType: "Standard_Stream", inputs: {} });
    await new SSMClient(aws.client).send(
      new CreateDocumentCommand({ Name: sessionPreferences, DocumentType: "Session", DocumentFormat: "JSON", Content }),
    );
    seen = await linesOf(await demoIn(aws.accountId, "demo-account"));
  });

  test.each([
    ["GuardDuty", 'elsewhere.guardDuty: "who has it"', "aws:guardduty/detector:Detector detection"],
    ["Security Hub", 'elsewhere.securityHub: "who has it"', "aws:securityhub/account:Account detection"],
    ["session preferences", 'elsewhere.sessionPreferences: "who has it"', "aws:ssm/document:Document sessions"],
    ["AWS Config's role", "config.createRole: false", "aws:iam/serviceLinkedRole:ServiceLinkedRole config"],
    ["CI's tokens", "ci.providerArn: arn:aws:iam::", "aws:iam/openIdConnectProvider:OpenIdConnectProvider ci"],
  ])("%s is there already: the setting that leaves it alone, and the import that takes it up", (check, setting, resource) => {
    const line = seen.by[check];
    expect(line).toMatchObject({ status: "to do", blocks: true });
    expect(line?.help).toContain(setting);
    expect(line?.help).toContain(`npx pulumi import -s demo-account ${resource}`);
    expect(line?.help).toMatch(
      /--parent parent=urn:pulumi:demo-account::xcart-hosting::\S+ --provider provider=urn:pulumi:demo-account::\S+$/,
    );
  });
});

test("what the account stack has made itself is its own, and Security Hub, which has no tags, is not called a blocker", async () => {
  const aws = await enter();
  await new S3Client({ ...aws.client, forcePathStyle: true }).send(
    new CreateBucketCommand({ Bucket: `demo-account-log-archive-${aws.accountId}` }),
  );
  await new GuardDutyClient(aws.client).send(new CreateDetectorCommand({ Enable: true, Tags: { stack: "demo-account" } }));
  await new SecurityHubClient(aws.client).send(new EnableSecurityHubCommand({}));
  const { by } = await linesOf(await demoIn(aws.accountId, "demo-account"));
  expect(by.GuardDuty).toMatchObject({ status: "ok" });
  expect(by["Security Hub"]).toMatchObject({ status: "cannot tell", blocks: false, help: "npx pulumi stack export -s demo-account" });
});

test("credentials of another account are said at once, and its things are not taken for the store's", async () => {
  await enter();
  const { report } = await linesOf(await demoIn("210987654321", "demo-prod"));
  expect(report.status).toBe(1);
  expect(report.lines.map(({ check, status }) => [check, status])).toEqual([["account", "to do"]]);
  expect(report.lines[0]?.text).toContain("and the settings of demo-prod say 210987654321");
});

/** What stands after account stack, first `pulumi up`, delegation, first release and confirmed contacts. */
async function prepareAccount({ accountId, client }: EmulatedAws, servers: string[]): Promise<void> {
  const s3 = new S3Client({ ...client, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: `demo-account-log-archive-${accountId}` }));
  const Bucket = `demo-prod-releases-${accountId}`;
  await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(new PutObjectCommand({ Bucket, Key: "releases/5.6.0.12-1/release.json", Body: "{}" }));
  const iam = new IAMClient(client);
  const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] });
  await iam.send(new CreatePolicyCommand({ PolicyName: "demo-account-boundary-demo-prod", PolicyDocument }));
  const zone = String(section("demo-prod", "dns").zone);
  const { DelegationSet } = await new Route53Client(client).send(new CreateHostedZoneCommand({ Name: zone, CallerReference: "x" }));
  servers.push(...(DelegationSet?.NameServers ?? []));
  const sns = new SNSClient(client);
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: "demo-prod-alerts" }));
  const { contacts } = settingsOf("demo-prod");
  for (const Endpoint of Array.isArray(contacts) ? contacts.map(String) : [])
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: "email", Endpoint }));
}
