import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { kindTypes } from "../../policies/pulumi/kinds.ts";
import { graphWith } from "../stacks/graphs.ts";
import { add, change, changeOne, type Mutation, say, sayIn, several } from "./mutate.ts";
import {
  bucketPolicy,
  changed,
  client,
  type Demo,
  data,
  document,
  findings,
  nodePolicy,
  provider,
  record,
  subscription,
} from "./strangers.ts";

const repository = join(import.meta.dirname, "../..");
const statement = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*" };

/** What no one need fear, and the stack. */
const benign: readonly (readonly [what: string, mutation: Mutation, stack?: Demo])[] = [
  [
    "the data key opens to a role of the account",
    say(data, { Principal: { AWS: "arn:aws:iam::123456789012:role/backup" }, Action: "kms:Decrypt", Resource: "*" }),
  ],
  ["to the account by its number", say(data, { Principal: { AWS: "123456789012" }, Action: "kms:Decrypt", Resource: "*" })],
  ["to a service of AWS", say(data, { Principal: { Service: "logs.us-east-1.amazonaws.com" }, Action: "kms:Decrypt", Resource: "*" })],
  [
    "releases are the account's alone",
    sayIn(bucketPolicy, { ...statement, Condition: { StringEquals: { "aws:PrincipalAccount": "123456789012" } } }),
  ],
  [
    "ELB's own account writes logs",
    sayIn(bucketPolicy, { Principal: { AWS: "arn:aws:iam::127311923021:root" }, Action: "s3:PutObject", Resource: "*" }),
  ],
  [
    "a policy that AWS manages",
    changeOne("aws:iam/rolePolicyAttachment:RolePolicyAttachment", { policyArn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore" }),
  ],
  [
    "a layer of AWS",
    changeOne("aws:lambda/function:Function", { layers: ["arn:aws:lambda:us-east-1:580247275435:layer:LambdaInsightsExtension:53"] }),
  ],
  [
    "nodes read Amazon Linux's packages",
    sayIn(nodePolicy, { Action: "s3:GetObject", Resource: "arn:aws:s3:::al2023-repos-us-east-1-de612dc2/*" }),
  ],
  [
    "nodes read another bucket of the account",
    sayIn(nodePolicy, { Action: "s3:GetObject", Resource: "arn:aws:s3:::exports-123456789012/*" }),
  ],
  [
    "an alarm's text names a page of AWS",
    changeOne("aws:cloudwatch/metricAlarm:MetricAlarm", { alarmDescription: "See https://docs.aws.amazon.com/x" }),
  ],
  ["a number of twelve digits is no account", changeOne("aws:cloudwatch/metricAlarm:MetricAlarm", { threshold: 274877906944 })],
  [
    "nor is one in a database's parameters",
    changeOne("aws:rds/parameterGroup:ParameterGroup", { parameters: [{ name: "innodb_buffer_pool_size", value: "206158430208" }] }),
  ],
  ["nor a time", changeOne(document, { content: '{"at":"20261129201032","epoch":1764447000123}' })],
  ["a contact's mails", changeOne(subscription, { protocol: "email", endpoint: "operations@example.com" })],
  ["a sign-in at an alias", change(client, { callbackUrls: ["https://www.shop.example.com/oauth2/idpresponse"] })],
  ["a name below the store's", changeOne(record, { type: "CNAME", records: ["media.shop.example.com"] })],
  ["mail by SES", changeOne(record, { type: "MX", records: ["10 feedback-smtp.us-east-1.amazonses.com"] })],
  ["name servers of Route 53", changeOne(record, { type: "NS", records: ["ns-12.awsdns-34.co.uk."] })],
  ["a payment's host", changeOne("aws:lambda/function:Function", { environment: { variables: { PAY: "https://api.stripe.com/v1" } } })],
  [
    "one below a wildcard of the settings",
    changeOne("aws:lambda/function:Function", { environment: { variables: { PAY: "https://www.paypal.com/" } } }),
  ],
  ["a node asks who it is", changeOne(document, { content: '{"run":["curl http://169.254.169.254/latest/meta-data"]}' })],
  ["one more queue", add("aws:sqs/queue:Queue", { name: "demo-prod-more" })],
  ["one more component of ours", add("xcart-hosting:index:Gallery", {})],
  ["a bucket in the second Region", add("aws:s3/bucket:Bucket", { bucket: "demo-prod-copies-123456789012", region: "us-west-2" })],
  ["a provider with tags", change(provider, { ignoreTags: "{}", endpoints: "[]", insecure: "false" })],
  [
    "one's own network and endpoint, once they are known",
    several(
      change("aws:ec2/vpc:Vpc", { id: "vpc-0123456789abcdef0" }),
      change("aws:route53/zone:Zone", { vpcs: [{ vpcId: "vpc-0123456789abcdef0" }] }),
    ),
  ],
];

test.each(benign)("%s is no one's concern", (_what, mutation, stack = "demo-prod") => {
  expect(findings(changed(mutation, stack))).toEqual([]);
});

const away = "210987654321";
const page = (name: string) => `https://id.example.com/${name}`;

/** Settings that name others, or make what no demo has. */
const settings: readonly (readonly [what: string, stack: Demo, change: Record<string, unknown>, name: string])[] = [
  [
    "copies in another account, an air-gapped vault, a zone of others, mail by others, ACM's own ACME",
    "demo-prod",
    {
      backup: {
        copyVaultArn: `arn:aws:backup:us-east-1:${away}:backup-vault:vaults-account-demo-prod`,
        airGapped: {
          complianceLock: "demo",
          maximumDays: 800,
          approvalTeamArn: "arn:aws:mpa:us-east-1:345678901234:approval-team/restore-0123456789abcdef",
        },
      },
      dns: {
        zone: "shop.example.com",
        createZone: true,
        delegations: [{ zone: "a.shop.example.com", nameServers: ["ns1.example.org", "ns2.example.org"] }],
      },
      mail: { provider: { host: "smtp.mailer.example", port: 587 }, domain: "example.com" },
      alarms: { runbooksUrl: "https://wiki.example.net/run/" },
      certificate: { authorities: [{ name: "amazon" }] },
      adminSignIn: {
        provider: "oidc",
        oidc: {
          issuer: "https://id.example.com",
          authorizationEndpoint: page("a"),
          tokenEndpoint: page("t"),
          userInfoEndpoint: page("u"),
          clientId: "x",
          secretArn: "arn:aws:secretsmanager:us-east-1:123456789012:secret:x-a1b2c3",
        },
      },
    },
    "demo-prod",
  ],
  [
    "vaults for another account's backups, people of an identity centre, detection of everything",
    "demo-account",
    {
      accountId: away,
      ci: undefined,
      backupCopies: { from: [{ stack: "demo-prod", accountId: "123456789012" }], organization: { multiPartyApproval: true } },
      detection: { macie: true },
      config: { aggregate: true },
      defaults: { vpcBlockPublicAccess: "block-bidirectional" },
      spending: { anomalyMonitorArn: "create", monthlyUsd: 10, contacts: ["money@example.org"] },
      staff: {
        people: [],
        identityCenter: {
          instanceArn: "arn:aws:sso:::instance/ssoins-0123456789abcdef",
          administrators: "a0123456-0123-0123-0123-0123456789ab",
        },
      },
    },
    "vaults-account",
  ],
];

test.each(settings)("%s are no strangers where the settings have them", async (_what, stack, change, name) => {
  expect(findings(await graphWith(stack, change, name))).toEqual([]);
});

test("every kind of resource that the program can make is listed, and no other", () => {
  const sources = ["components", "stacks"].flatMap((folder) => globSync(`${folder}/**/*.ts`, { cwd: repository }));
  const imported = sources.flatMap((file) =>
    [...readFileSync(join(repository, file), "utf8").matchAll(/from "@pulumi\/(aws|random|tls)\/(?:(\w+)\/)?(\w+)\.js"/g)].flatMap(
      ([, of, module = "index", name = ""]) =>
        /^(get|provider)/.test(name) ? [] : [`${of}:${module}/${name}:${name.charAt(0).toUpperCase()}${name.slice(1)}`],
    ),
  );
  const made = kindTypes.filter((type) => !type.startsWith("pulumi:"));
  expect([...new Set(imported)].sort()).toEqual([...new Set(made)].sort());
});
