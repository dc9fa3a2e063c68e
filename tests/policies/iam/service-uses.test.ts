import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { balancerAccounts } from "../../../domain/services/defaults.ts";
import type { ServiceUse, TargetKind } from "../../../domain/services/use.ts";
import { serviceUses } from "../../../domain/services/uses.ts";
import { refusals } from "../../../policies/iam/service-grants.ts";
import { usesOf } from "../../../policies/iam/target-missing-service-grant.ts";
import { type ExportedResource, stackOf } from "../../../policies/model/graph.ts";
import { document } from "../data-cases.ts";
import { resource } from "../support.ts";

const account = "123456789012";
const [region, rest] = ["eu-west-1", `eu-west-1:${account}`];
const names: Readonly<Record<TargetKind, string>> = {
  bucket: "arn:aws:s3:::shop",
  function: `arn:aws:lambda:${rest}:function:shop`,
  key: `arn:aws:kms:${rest}:key/1`,
  logGroup: `arn:aws:logs:${rest}:log-group:shop`,
  queue: `arn:aws:sqs:${rest}:shop`,
  topic: `arn:aws:sns:${rest}:shop`,
};

/** A value at a path of which `*` is an element of a list. */
const nested = (path: string, value: unknown): Record<string, unknown> => {
  const [step = "", next, ...more] = path.split(".");
  const isList = next === "*" || next === "0";
  const inner = isList ? more : next === undefined ? [] : [next, ...more];
  const inside = inner.length === 0 ? value : nested(inner.join("."), value);
  return { [step]: isList ? [inside] : inside };
};

function trigger(use: ServiceUse, type: string): ExportedResource {
  const [path = ""] = use.names.filter((name) => isOf(type, name));
  const wanted = Object.entries(use.when ?? {}).flatMap(([key, values]) => (values?.[0] ? [nested(key, values[0])] : []));
  const named = nested(path, names[use.target]);
  const own = {
    name: "shop",
    topic: names.topic,
    bucket: "source",
    ...(type.endsWith(":EventTarget") ? {} : { arn: `arn:aws:any:${rest}:shop` }),
  };
  return resource(type, "trigger", wanted.reduce<Record<string, unknown>>(merged, { ...own, region, ...named }));
}

/** Objects one over the other, and what is in them too. */
function merged(one: Record<string, unknown>, other: Record<string, unknown>): Record<string, unknown> {
  const both = Object.entries(other).map(([key, value]) => {
    const before = one[key];
    const isBlock = typeof before === "object" && before !== null && typeof value === "object" && value !== null && !Array.isArray(value);
    return [key, isBlock ? { ...before, ...value } : value];
  });
  return { ...one, ...Object.fromEntries(both) };
}

/** What rows of some types need beside them. */
const beside = (type: string): ExportedResource[] => [
  resource("aws:cfg/recorder:Recorder", "it", {
    roleArn: `arn:aws:iam::${account}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`,
  }),
  resource("aws:guardduty/detectorFeature:DetectorFeature", "it", { name: "EBS_MALWARE_PROTECTION", status: "ENABLED" }),
  ...(type.includes("launchTemplate") ? [resource("aws:autoscaling/group:Group", "it", { launchTemplate: { name: "shop" } })] : []),
];

const types: Readonly<Record<TargetKind, string>> = {
  bucket: "aws:s3/bucket:Bucket",
  function: "aws:lambda/function:Function",
  key: "aws:kms/key:Key",
  logGroup: "aws:cloudwatch/logGroup:LogGroup",
  queue: "aws:sqs/queue:Queue",
  topic: "aws:sns/topic:Topic",
};

const fill = (text: string) =>
  text
    .replaceAll("{region}", region)
    .replaceAll("{account}", account)
    .replaceAll("{partition}", "aws")
    .replaceAll("{name}", "shop")
    .replaceAll("{bucket}", "source")
    .replaceAll("{topic}", names.topic)
    .replace(/\{(prefix|text)\}/g, "");

/** The statements that a row asks for, with a condition on each key that is sent. */
function statements(use: ServiceUse): object[] {
  const [first = ""] = use.principals;
  const [, kind, arn = ""] = /^(role|account):(.*)$/.exec(first) ?? [];
  const Principal =
    kind === "role" ? { AWS: fill(arn) } : kind === "account" ? { AWS: `arn:aws:iam::${account}:root` } : { Service: fill(first) };
  return use.actions.map(({ action, path = "", sends = {} }) => {
    const keys = Object.entries({ ...use.sends, ...sends }).map(([key, value]): [string, string] => [key, fill(value)]);
    return {
      Effect: "Allow",
      Principal,
      Action: action,
      Resource: use.target === "key" ? "*" : names[use.target] + fill(path),
      Condition: { StringLike: Object.fromEntries(keys) },
    };
  });
}

function target(use: ServiceUse, ...allowed: readonly object[]): ExportedResource[] {
  const base = { arn: names[use.target], name: "shop", bucket: "shop" };
  if (use.target === "function") {
    const permission = resource("aws:lambda/permission:Permission", "it", {
      function: names.function,
      principal: fill(use.principals[0] ?? ""),
      action: "lambda:InvokeFunction",
    });
    return [resource(types.function, "target", base), ...(allowed.length > 0 ? [permission] : [])];
  }
  const unrelated = {
    Effect: "Allow",
    Principal: { Service: use.target === "logGroup" ? use.principals[0] : "other.amazonaws.com" },
    Action: "none:None",
    Resource: "*",
  };
  const policy = document(unrelated, ...allowed);
  if (use.target === "logGroup")
    return [
      resource(types.logGroup, "target", base),
      resource("aws:cloudwatch/logResourcePolicy:LogResourcePolicy", "it", { policyDocument: policy }),
    ];
  return [resource(types[use.target], "target", { ...base, policy })];
}

const isOf = (type: string, path: string): boolean => properties(type).includes(path.split(".")[0] ?? "");

/** The properties that the provider gives a type. */
function properties(type: string): string[] {
  const [, module = "", file = ""] = /^aws:([^/]+)\/([^:]+):/.exec(type) ?? [];
  const path = new URL(`../../../node_modules/@pulumi/aws/${module}/${file}.d.ts`, import.meta.url);
  if (!existsSync(path)) throw new Error(`${type}: the provider has no such type`);
  return [...readFileSync(path, "utf8").matchAll(/^ {4}(\w+)\??: pulumi\.Input</gm)].map(([, name = ""]) => name);
}

const rows = serviceUses.flatMap((use) => use.types.map((type) => ({ use, type, row: `${use.noun} ${use.verb} ${use.target}` })));
/** Types that the provider had until another version; exports have them still. */
const isOld = (type: string) => /V2:|^aws:(alb|applicationloadbalancing|elasticloadbalancingv2|elasticloadbalancing)\//.test(type);

describe.each(rows.filter(({ type }) => !isOld(type)))("$row ($type)", ({ use, type }) => {
  test("has properties that the provider knows", () => {
    const known = properties(type);
    const asked = [...use.names, ...(use.prefix ? [use.prefix] : []), ...Object.keys(use.when ?? {})].map(
      (path) => path.split(".")[0] ?? "",
    );
    // A row of several types may name a property of each.
    expect(
      asked.filter((name) => !known.includes(name) && use.types.every((other) => isOld(other) || !properties(other).includes(name))),
    ).toEqual([]);
    expect(use.names.some((path) => isOf(type, path))).toBe(true);
  });

  test("is admitted by the statements that it asks for, and by no others", () => {
    const ask = (...allowed: readonly object[]) => {
      const stack = stackOf([trigger(use, type), ...beside(type), ...target(use, ...allowed)]);
      const [acting] = stack.ofType(type);
      if (!acting || !usesOf(acting, stack).includes(use)) throw new Error("the row does not apply to what it was made for");
      return refusals(use, acting, stack, "unsaid is not sent");
    };
    expect(ask(...statements(use))).toEqual([]);
    expect(ask()).not.toEqual([]);
  });
});

test("load balancers' old accounts are twelve digits each, and no one's twice", () => {
  const accounts = Object.values(balancerAccounts);
  expect(accounts.filter((id) => !/^\d{12}$/.test(id))).toEqual([]);
  expect(new Set(accounts).size).toBe(accounts.length);
});
