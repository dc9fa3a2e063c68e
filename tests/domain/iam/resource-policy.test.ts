import { runSimulation } from "@cloud-copilot/iam-simulate";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { UNKNOWN } from "../../../domain/graph-values.ts";
import { admits, type ServiceCall, statementsIn } from "../../../domain/iam/resource-policy.ts";

const bucket = "arn:aws:s3:::shop-logs";
const account = "123456789012";
type Values = Readonly<Record<string, string>>;

/** The keys that the policies below speak of, but for those of a call: not sent. */
const keys = ["aws:SourceAccount", "aws:SourceArn", "aws:SecureTransport", "s3:x-amz-acl"];

function call(service: string, resource: string, sent: Values, unsaid: readonly string[] = []): ServiceCall {
  const context = new Map<string, string>(keys.filter((key) => !unsaid.includes(key)).map((key) => [key.toLowerCase(), "absent"]));
  for (const [key, value] of Object.entries(sent)) context.set(key.toLowerCase(), value);
  return { actor: { service }, action: "s3:PutObject", resource, context };
}

const of = <T>(...values: readonly T[]) => fc.constantFrom(...values);
const someOf = <T>(...values: readonly T[]) => fc.oneof(of(...values), fc.uniqueArray(of(...values), { minLength: 1, maxLength: 3 }));
const services = ["delivery.logs.amazonaws.com", "cloudtrail.amazonaws.com"];
const resources = [
  bucket,
  `${bucket}/*`,
  `${bucket}/AWSLogs/${account}/*`,
  `${bucket}/*/${account}/?`,
  `${bucket}/AWSLogs/\${aws:SourceAccount}/*`,
  "*",
];
const sources = ["arn:aws:logs:eu-west-1:123456789012:*", "arn:aws:logs:*:*:delivery/*", "arn:aws:logs:eu-west-1:123456789012:delivery"];

const condition = fc.oneof(
  fc.record({
    operator: of(
      "StringEquals",
      "StringNotEquals",
      "StringLike",
      "StringNotLike",
      "StringEqualsIfExists",
      "ForAnyValue:StringLike",
      "StringEqualsIgnoreCase",
    ),
    key: of("aws:SourceAccount", "AWS:SourceAccount", "s3:x-amz-acl"),
    values: someOf(account, "999999999999", "12345*", "bucket-owner-full-control", "BUCKET-OWNER-FULL-CONTROL"),
  }),
  fc.record({
    operator: of("ArnLike", "ArnEquals", "ArnNotLike", "ArnLikeIfExists"),
    key: fc.constant("aws:SourceArn"),
    values: someOf(...sources),
  }),
  fc.record({ operator: of("Bool", "BoolIfExists"), key: fc.constant("aws:SecureTransport"), values: of("true", "false") }),
  fc.record({ operator: fc.constant("Null"), key: of("aws:SourceArn", "aws:SourceAccount"), values: of("true", "false") }),
);

const statement = fc
  .record({
    effect: of("Allow", "Allow", "Deny"),
    principal: of<unknown>("*", { AWS: "*" }, { Service: services[0] }, { Service: services }, { AWS: `arn:aws:iam::${account}:root` }),
    action: someOf("s3:PutObject", "s3:Put*", "S3:putobject", "s3:GetObject", "*"),
    isNotAction: fc.boolean(),
    resource: someOf(...resources),
    isNotResource: fc.boolean(),
    conditions: fc.array(condition, { maxLength: 2 }),
  })
  .map(({ effect, principal, action, isNotAction, resource, isNotResource, conditions }) => ({
    Effect: effect,
    Principal: principal,
    [isNotAction ? "NotAction" : "Action"]: action,
    [isNotResource ? "NotResource" : "Resource"]: resource,
    Condition: Object.fromEntries(conditions.map(({ operator, key, values }) => [operator, { [key]: values }])),
  }));

const sent = fc.record(
  {
    "aws:SourceAccount": of(account, "999999999999"),
    "aws:SourceArn": of("arn:aws:logs:eu-west-1:123456789012:delivery", "arn:aws:logs:us-east-1:999999999999:delivery/1"),
    "aws:SecureTransport": of("true", "false"),
    "s3:x-amz-acl": of("bucket-owner-full-control"),
  },
  { requiredKeys: [] },
);

test("says what an engine of IAM says, of any policy of a bucket and any call whose parts are all known", async () => {
  const places = of(`${bucket}/AWSLogs/${account}/x`, `${bucket}/AWSLogs/999999999999/x`, `${bucket}/a/b`);
  await fc.assert(
    fc.asyncProperty(
      fc.array(statement, { minLength: 1, maxLength: 3 }),
      of(...services),
      places,
      sent,
      async (statements, service, resource, values) => {
        const policy = { Version: "2012-10-17", Statement: statements };
        const given = Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined));
        const result = await runSimulation(
          {
            request: { principal: service, action: "s3:PutObject", resource: { resource, accountId: account }, contextVariables: given },
            identityPolicies: [],
            serviceControlPolicies: [],
            resourceControlPolicies: [],
            resourcePolicy: policy,
          },
          {},
        );
        if (result.resultType !== "single") throw new Error(JSON.stringify(result));
        expect(admits(statementsIn(policy), call(service, resource, given))).toBe(result.overallResult === "Allowed" ? "yes" : "no");
      },
    ),
    { numRuns: 1000 },
  );
});

describe("where a part of a call is not known", () => {
  const [delivery = ""] = services;
  const admitted = (statement: Values | object, ...rest: readonly [resource: string, sent?: Values, unsaid?: readonly string[]]) =>
    admits(
      [{ Effect: "Allow", Principal: { Service: delivery }, Action: "s3:PutObject", ...statement }],
      call(delivery, rest[0], rest[1] ?? {}, rest[2]),
    );

  test.each<readonly [string, object, string, string]>([
    ["a path that both can have", { Resource: `${bucket}/AWSLogs/${account}/*` }, `${bucket}/AWSLogs/*/vpcflowlogs/*`, "perhaps"],
    ["a path that both cannot have", { Resource: `${bucket}/AWSLogs/${account}/*` }, `${bucket}/AWSLogs/aws-account-id=*/x`, "no"],
    ["any path", { Resource: `${bucket}/*` }, `${bucket}/AWSLogs/*/x`, "yes"],
    ["a resource that only AWS knows", { Resource: UNKNOWN }, `${bucket}/x`, "perhaps"],
    ["a bucket that is another one", { Resource: "arn:aws:s3:::other/*" }, `${bucket}/*`, "no"],
  ])("%s: %o and %s is %s", (_what, statement, resource, expected) => {
    expect(admitted(statement, resource)).toBe(expected);
  });

  test("a condition on a key that is sent or not, no one knows, or whose value no one knows, holds perhaps", () => {
    const sourced = { Resource: "*", Condition: { StringEquals: { "aws:SourceAccount": account } } };
    expect([
      admitted(sourced, bucket, {}, ["aws:SourceAccount"]),
      admitted(sourced, bucket, { "aws:SourceAccount": "*" }),
      admitted(sourced, bucket),
      admitted({ Resource: "*", Condition: { DateGreaterThan: { "aws:SourceAccount": account } } }, bucket, {
        "aws:SourceAccount": account,
      }),
    ]).toEqual(["perhaps", "perhaps", "no", "perhaps"]);
  });

  test("a denial that is not sure denies nothing for sure", () => {
    const allow = { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" };
    const deny = { Effect: "Deny", Principal: "*", Action: "*", Resource: `${bucket}/AWSLogs/1*` };
    expect(admits([allow, deny], call(delivery, `${bucket}/AWSLogs/*`, {}))).toBe("perhaps");
    expect(admits([allow, deny], call(delivery, `${bucket}/AWSLogs/12/*`, {}))).toBe("no");
  });
});

test("a role that only the policy can admit is not admitted by its account, and someone of the account is", () => {
  const root = [{ Effect: "Allow", Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: "kms:*", Resource: "*" }];
  const role = `arn:aws:iam::${account}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`;
  const ask = (actor: ServiceCall["actor"], statements = root) =>
    admits(statements, { actor, action: "kms:CreateGrant", resource: "arn:aws:kms:*:*:key/*", context: new Map() });
  const named = (AWS: string) => [{ Effect: "Allow", Principal: { AWS }, Action: "kms:CreateGrant", Resource: "*" }];
  expect([ask({ role }), ask({ account }), ask({ account: "999999999999" }), ask({ account: "*" })]).toEqual([
    "no",
    "yes",
    "no",
    "perhaps",
  ]);
  expect([ask({ role }, named(role)), ask({ account }, named(role))]).toEqual(["yes", "no"]);
  expect(ask({ account }, named(`arn:aws:iam::${account}:role/deployer`))).toBe("perhaps");
});
