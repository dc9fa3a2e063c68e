import { type StackVerdict, verdictOn } from "../../cli/check/verdict.ts";
import type { Policy } from "../../policies/model/policy.ts";
import { resource } from "../policies/support.ts";

const BUCKET = "aws:s3/bucket:Bucket";
const base = { controls: [], remediation: "Set it.", types: [BUCKET] } as const;

/** Policies of every kind: one that finds, one that advises, one that reads what may be unknown, one for what no test has. */
export const policies: readonly Policy[] = [
  {
    ...base,
    name: "test-bucket-versioned",
    description: "A bucket keeps versions.",
    severity: "high",
    url: "https://example.com/versioned",
    check: (bucket) => (bucket.get("versioned") === false ? ["versioned is false; set true"] : []),
  },
  {
    ...base,
    name: "test-bucket-named",
    description: "A bucket has a name.",
    severity: "low",
    url: "https://example.com/named",
    advisoryBecause: "names are a matter of taste",
    check: (bucket) => (bucket.get("bucket") === undefined ? ["bucket is unset"] : []),
  },
  {
    ...base,
    name: "test-key-rotated",
    description: "A key is rotated.",
    severity: "critical",
    url: "https://example.com/rotated",
    types: ["aws:kms/key:Key"],
    check: () => [],
  },
];

/** What one more policy that throws is like. */
export const throwing: Policy = {
  ...base,
  name: "test-throws",
  description: "Throws.",
  severity: "low",
  url: "https://example.com/throws",
  check: () => {
    throw new Error("no such thing");
  },
};

/** A waiver, to be changed. */
export const waiver = {
  policy: "test-bucket-versioned",
  resource: "exports",
  reason: "Made anew each night",
  owner: "@data-team",
  ticket: "SHOP-1",
  until: "2026-12-01",
};

/** The verdict of 2026-11-22 on a stack with some buckets, by name, and waivers. */
export function verdictOf(
  stack: string,
  buckets: Readonly<Record<string, Record<string, unknown>>>,
  waivers: readonly object[] = [],
): StackVerdict {
  const own = resource("pulumi:pulumi:Stack", `xcart-hosting-${stack}`, waivers.length > 0 ? { waivers } : {});
  const made = Object.entries(buckets).map(([name, properties]) => resource(BUCKET, name, properties));
  return verdictOn([own, ...made], { stack, file: `stacks/Pulumi.${stack}.yaml`, policies, today: "2026-11-22" });
}
