import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { parse } from "yaml";
import { writeStore } from "../../cli/new/command.ts";
import { reservedNames } from "../../domain/defaults/reserved-names.ts";
import { parseSettings } from "../../stacks/settings.ts";
import type { GraphResource } from "../support/offline.ts";
import { at, graphWith, nameOf, section, settingsOf } from "./graphs.ts";
import { givenNames, madeNames } from "./name-rules.ts";

const autonaming = at(parse(readFileSync(new URL("../../Pulumi.yaml", import.meta.url), "utf8")), "config", "pulumi:autonaming", "value");

/** A name as AWS will see it, and AWS's rule for it. */
interface PhysicalName {
  readonly what: string;
  readonly text: string;
  readonly rule: RegExp;
}

/** A stack's name where hyphens are refused. */
const underscored = (stack: string) => stack.replaceAll("-", "_");
const holds = (value: unknown, stack: string): value is string =>
  typeof value === "string" && (value.includes(stack) || value.includes(underscored(stack)));

/** The names of a graph that hold its stack's name, given and made. */
function physicalNames(graph: readonly GraphResource[], stack: string): PhysicalName[] {
  return graph.flatMap((resource) => {
    const { type, inputs = {} } = resource;
    const given = Object.entries(inputs).flatMap(([key, value]) => {
      const rule = givenNames[`${type} ${key}`];
      return rule && holds(value, stack) ? [{ what: `${type} ${key}`, text: value, rule }] : [];
    });
    const rule = madeNames[type];
    const pattern = String(at(autonaming, "providers", "aws", "resources", type, "pattern") ?? at(autonaming, "pattern"));
    const made = pattern
      .replace(/\$\{stack\}/, stack)
      .replace(/\$\{name\}/, nameOf(resource))
      .replace(/\$\{hex\((\d+)\)\}/, (_, digits) => "f".repeat(Number(digits)));
    return [...given, ...(rule && inputs.name === undefined ? [{ what: type, text: made, rule }] : [])];
  });
}

const demos = ["demo-dev", "demo-staging", "demo-prod", "demo-account"];

describe("every name that AWS is given", () => {
  const graphs = new Map<string, readonly GraphResource[]>();
  beforeAll(async () => {
    for (const demo of demos) graphs.set(demo, await graphWith(demo));
    // What no demo stack has.
    const airGapped = { complianceLock: "demo", maximumDays: 800 };
    graphs.set("demo-prod", await graphWith("demo-prod", { backup: { ...section("demo-prod", "backup"), airGapped } }));
  });

  /** The names of a demo stack under another name: names hold their stack's as it is, which a graph under another name shows below. */
  const renamed = (demo: string, stack: string) =>
    physicalNames(graphs.get(demo) ?? [], demo).map((name) => ({
      ...name,
      text: name.text.replaceAll(demo, stack).replaceAll(underscored(demo), underscored(stack)),
    }));
  const refusedByAws = (demo: string, stack: string) => renamed(demo, stack).filter(({ text, rule }) => !rule.test(text));
  const faultsOf = (demo: string, stack: string) => parseSettings(stack, settingsOf(demo)).faults ?? [];

  test("is known to the rules, and each rule is of a name that some stack has", () => {
    const naming =
      /^(name|bucket|identifier|domain|policyName|finalSnapshotIdentifier|customSuffix|associationName|patchGroup|analyzerName|dashboardName)$/;
    const held = [...graphs].flatMap(([stack, graph]) =>
      graph.flatMap(({ type, inputs = {} }) =>
        Object.entries(inputs)
          .filter(([key, value]) => naming.test(key) && holds(value, stack))
          .map(([key]) => `${type} ${key}`),
      ),
    );
    // The bucket of another resource, or its own.
    const own = held.filter((what) => what === "aws:s3/bucket:Bucket bucket" || !what.endsWith(" bucket"));
    expect([...new Set(own)].sort()).toEqual(Object.keys(givenNames).sort());
    const types = new Set([...graphs.values()].flat().map(({ type }) => type));
    expect(Object.keys(madeNames).filter((type) => !types.has(type))).toEqual([]);
    expect(reservedNames.flatMap((one) => one.types).filter((type) => !types.has(type))).toEqual([]);
  });

  test("holds its stack's name as it is", async () => {
    const graph = await graphWith("demo-dev", {}, "b2-c-dev");
    const texts = (names: readonly PhysicalName[]) => names.map(({ what, text }) => `${what} ${text}`).sort();
    expect(texts(physicalNames(graph, "b2-c-dev"))).toEqual(texts(renamed("demo-dev", "b2-c-dev")));
  });

  test("is one that AWS takes, of the demo stacks as they are", () => {
    expect(demos.flatMap((demo) => refusedByAws(demo, demo))).toEqual([]);
  });

  test.each([
    ["sg", "sg-"],
    ["sg-shop", "sg-"],
    ["ssm", "ssm"],
    ["ssmshop", "ssm"],
    ["aws", "aws"],
    ["aws-shop", "aws"],
    ["awesome", undefined],
    ["amazon", "amazon"],
    ["amazonas", "amazon"],
    ["amzn", "amzn"],
    ["amzn-s3-demo-a", "amzn"],
    ["internal", "internal-"],
    ["internal-shop", "internal-"],
    ["internals", undefined],
    ["sthree", "sthree-"],
    ["sthree-a", "sthree-"],
    ["my-aws", undefined],
    ["rds", undefined],
  ])("a store called %s is refused exactly where AWS would", (name, prefix) => {
    const stack = `${name}-dev`;
    const said = faultsOf("demo-dev", stack).filter((line) => line.startsWith("stack name:"));
    expect(said).toEqual(
      prefix === undefined
        ? []
        : [expect.stringContaining(`got "${stack}", expected a name that does not begin with ${prefix}, reserved by`)],
    );
    expect(refusedByAws("demo-dev", stack).length > 0).toBe(prefix !== undefined);
  });

  test("is one that AWS takes, whatever the stack is called, or the settings refuse it", () => {
    const part = fc.oneof(
      fc.constantFrom(
        "aws",
        "ssm",
        "sg",
        "internal",
        "sthree",
        "amzn",
        "amazon",
        "cognito",
        "s3",
        "demo",
        "xn",
        "default",
        "rds",
        "a",
        "s3alias",
      ),
      fc.stringMatching(/^[a-z0-9]{1,6}$/),
      fc.stringMatching(/^[a-zA-Z0-9_.-]{0,5}$/),
    );
    const name = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join("-"));
    const ending: Readonly<Record<string, string>> = {
      "demo-dev": "dev",
      "demo-staging": "staging",
      "demo-prod": "prod",
      "demo-account": "account",
    };
    let taken = 0;
    fc.assert(
      fc.property(name, fc.constantFrom(...demos), (text, demo) => {
        const stack = `${text}-${ending[demo]}`;
        if (faultsOf(demo, stack).some((line) => line.startsWith("stack name:"))) return;
        taken++;
        expect(refusedByAws(demo, stack)).toEqual([]);
      }),
      { numRuns: 400 },
    );
    expect(taken).toBeGreaterThan(40);
  });
});

test("`store new` refuses such a name about NAME, and writes nothing", () => {
  const options = {
    domain: "a.example.com",
    zone: "example.com",
    region: "us-east-1",
    xcart: "5.6",
    contact: ["a@example.com"],
    dir: "/nonexistent",
  };
  const rest = { environments: "dev,staging,prod", cidr: "10.20.0.0/16", timezone: "UTC" };
  const said = (name: string) => {
    const written = writeStore(name, { ...options, ...rest });
    return "faults" in written ? written.faults[0] : undefined;
  };
  expect(["sg", "ssm", "aws-shop", "internal", "sthree"].map(said)).toEqual([
    'NAME: got "sg", expected a name that does not begin with sg-, reserved by EC2 in names of security groups',
    'NAME: got "ssm", expected a name that does not begin with ssm, reserved by Systems Manager in names of parameters',
    'NAME: got "aws-shop", expected a name that does not begin with aws, reserved by Systems Manager in names of parameters',
    'NAME: got "internal", expected a name that does not begin with internal-, reserved by Elastic Load Balancing in names of load balancers',
    'NAME: got "sthree", expected a name that does not begin with sthree-, reserved by S3 in names of buckets',
  ]);
});
