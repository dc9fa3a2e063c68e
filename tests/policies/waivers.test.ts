import { expect, test } from "@jest/globals";
import { stackOf } from "../../policies/model/graph.ts";
import type { Policy } from "../../policies/model/policy.ts";
import { judgeStack } from "../../policies/model/verdict.ts";
import { latestEnd, names, type Waiver, waiverPolicy } from "../../policies/model/waivers.ts";
import { resource, unknown, urnOf } from "./support.ts";

const BUCKET = "aws:s3/bucket:Bucket";
const versioned: Policy = {
  name: "test-bucket-versioned",
  description: "A bucket keeps versions.",
  severity: "high",
  controls: [],
  remediation: "Set versioned: true.",
  url: "https://example.com/",
  types: [BUCKET],
  check: (bucket) => (bucket.isTrue("versioned") ? [] : ["versioned is off"]),
};
const waiver: Waiver = {
  policy: versioned.name,
  resource: `${BUCKET}::media`,
  reason: "Replaced next month",
  owner: "media team",
  ticket: "SHOP-1",
  until: "2026-12-31",
};

/** What a stack with some waivers and buckets that are not versioned says on 2026-11-22. */
function judged(waivers: readonly unknown[], buckets: readonly string[] = ["media", "exports"], versioning: unknown = false) {
  const key = urnOf("aws:kms/key:Key", "key");
  const made = buckets.map((name) => resource(BUCKET, name, { versioned: versioning }, { propertyDependencies: { versioned: [key] } }));
  const stack = stackOf([resource("pulumi:pulumi:Stack", "xcart-hosting-test-prod", { waivers }), ...made]);
  const judgement = judgeStack([versioned], stack, "2026-11-22");
  const [first, own] = judgement.judged;
  return {
    violations: first?.violations.map((found) => found.resource.name),
    waived: first?.waived.map((found) => found.resource.name),
    faults: own?.violations.map(({ message }) => message),
    waives: judgement.waivers.map((report) => report.waives),
  };
}

const both = ["media", "exports"];
const of = (pattern = `${BUCKET}::media`) => `waiver of test-bucket-versioned for ${pattern}`;

test("a waiver holds off the violations of its policy and its resource, and no others", () => {
  expect(judged([waiver])).toEqual({ violations: ["exports"], waived: ["media"], faults: [], waives: [1] });
});

test("a stack without waivers is judged as it is", () => {
  expect(judged([])).toEqual({ violations: both, waived: [], faults: [], waives: [] });
});

test("a waiver counts until two weeks after its last day, and not on the next", () => {
  expect(judged([{ ...waiver, until: "2026-11-08" }])).toMatchObject({ waived: ["media"], faults: [] });
  const message = `${of()}: got until 2026-11-07, expected a day from 2026-11-22 on: it ended on 2026-11-07, more than 14 days ago`;
  expect(judged([{ ...waiver, until: "2026-11-07" }])).toEqual({ violations: both, waived: [], faults: [message], waives: [0] });
});

test("a waiver for more than twelve months holds off nothing", () => {
  expect(judged([{ ...waiver, until: "2027-11-22" }])).toMatchObject({ waived: ["media"], faults: [] });
  const faults = [`${of()}: got until 2027-11-23, expected at most 12 months, 2027-11-22`];
  expect(judged([{ ...waiver, until: "2027-11-23" }])).toEqual({ violations: both, waived: [], faults, waives: [0] });
});

test("a waiver that holds off nothing is itself a violation", () => {
  expect(judged([{ ...waiver, resource: "logs" }])).toMatchObject({
    violations: both,
    faults: [`${of("logs")}: got no violation that it waives, expected a waiver that is needed; remove it`],
  });
});

test("while its resource cannot be judged, no one says that a waiver is not needed", () => {
  expect(judged([waiver], ["media"], unknown)).toEqual({ violations: [], waived: [], faults: [], waives: [0] });
});

test.each(["*", "**", "*::*", "::*"])("the pattern %s is for everything, and holds off nothing", (pattern) => {
  expect(judged([{ ...waiver, resource: pattern }])).toMatchObject({
    violations: both,
    waived: [],
    faults: [`${of(pattern)}: got a pattern for everything, expected one for at most 10 resources`],
  });
});

test("a pattern for ten resources is borne, for eleven it is not", () => {
  const buckets = Array.from({ length: 11 }, (_, at) => `bucket-${at}`);
  const pattern = `${BUCKET}::bucket-*`;
  expect(judged([{ ...waiver, resource: pattern }], buckets.slice(1))).toMatchObject({ violations: [], faults: [], waives: [10] });
  expect(judged([{ ...waiver, resource: pattern }], buckets)).toMatchObject({
    violations: buckets,
    faults: [`${of(pattern)}: got a pattern for 11 resources, expected one for at most 10`],
  });
});

test("a waiver of an unknown policy is a violation, also of the one about waivers", () => {
  for (const policy of ["test-bucket-version", waiverPolicy.name]) {
    expect(judged([{ ...waiver, policy }]).faults).toEqual([
      `waiver of ${policy} for ${BUCKET}::media: got an unknown policy, expected the name of one in docs/controls.md`,
    ]);
  }
});

test.each([
  ["a text", "media"],
  ["no ticket", { ...waiver, ticket: undefined }],
  ["an end that is no day", { ...waiver, until: "soon" }],
])("a waiver with %s, as a foreign stack may have it, is a violation and holds off nothing", (_, other) => {
  const { violations, faults } = judged([other]);
  expect(violations).toEqual(both);
  expect(faults).toHaveLength(1);
  expect(faults?.[0]).toMatch(/^waivers\[0\]: got .+, expected an object of policy, resource, reason, owner, ticket, until/);
});

const urn = "urn:pulumi:shop-prod::xcart-hosting::xcart-hosting:index:Store$aws:s3/bucket:Bucket::media.eu";
test.each([
  [urn, true],
  ["aws:s3/bucket:Bucket::media.eu", true],
  ["aws:s3/bucket:Bucket::*", true],
  ["media.eu", true],
  ["media*", true],
  ["aws:s3/*::media.eu", true],
  ["*m*d*a*.eu", true],
  ["media.eu*media.eu", false],
  ["media-eu", false],
  ["edia.eu", false],
  ["media", false],
  ["aws:s3/bucketV2:BucketV2::media.eu", false],
  ["(a+)+$", false],
])("the pattern %s names a resource: %s", (pattern, expected) => {
  expect(names(pattern, urn)).toBe(expected);
});

test("a pattern of stars without end is answered at once", () => {
  const start = performance.now();
  expect(names(`${"*a".repeat(150)}b`, `urn:pulumi:shop-prod::p::t::${"a".repeat(2000)}`)).toBe(false);
  expect(performance.now() - start).toBeLessThan(1000);
});

test("twelve months from a leap day end on a day that there is", () => {
  expect(latestEnd("2028-02-29")).toBe("2029-03-01");
});
