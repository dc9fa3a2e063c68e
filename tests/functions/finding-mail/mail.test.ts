import { describe, expect, test } from "@jest/globals";
import { readFindings } from "../../../functions/finding-mail/finding.ts";
import { composeFindings, composeReport } from "../../../functions/finding-mail/mail.ts";
import { suppressionOf } from "../../../functions/finding-mail/suppress.ts";
import { eventOf, findingOf, products } from "./findings.ts";

const from = { stack: "demo-account", runbook: "https://git.example.com/docs/operations/finding-triage.md" };
const runbook = `How to judge a finding, and how to say that it can be borne: ${from.runbook}`;

describe("a mail about a finding", () => {
  test("of GuardDuty says what, where, since when, what to do, and where to look", () => {
    const { subject, text } = composeFindings(from, [findingOf("guardduty")]);
    expect(subject).toBe("HIGH: The EC2 instance i-0123456789abcdef0 is querying a domain name associated wi... (demo-account)");
    expect(text.split("\n")).toEqual([
      "Something was found in the account 123456789012 (stack demo-account).",
      "",
      "HIGH  The EC2 instance i-0123456789abcdef0 is querying a domain name associated with Bitcoin-related activity.",
      "  What:        The EC2 instance i-0123456789abcdef0 is querying a domain name that is associated with Bitcoin-related activity.",
      "  Where:       AwsEc2Instance arn:aws:ec2:eu-central-1:123456789012:instance/i-0123456789abcdef0",
      "  Region:      eu-central-1",
      "  Since:       2026-11-20 08:12 UTC",
      "  Found by:    GuardDuty",
      "  What to do:  see the runbook below",
      "  Look:        https://eu-central-1.console.aws.amazon.com/securityhub/home?region=eu-central-1#/findings?search=Id%3D%255Coperator%255C%253AEQUALS%255C%253Aarn%253Aaws%253Aguardduty%253Aeu-central-1%253A123456789012%253Adetector%252F12abc34d567e8fa901bc2d34e56789f0%252Ffinding%252Faeb6e6d0000000000000000000000001",
      "",
      runbook,
    ]);
  });

  test("has AWS's advice where there is some", () => {
    expect(composeFindings(from, [findingOf("security-hub")]).text).toContain(
      "  What to do:  For information on how to correct this issue, consult the AWS Security Hub controls documentation. https://docs.aws.amazon.com/console/securityhub/S3.8/remediation\n",
    );
  });

  test.each(products)("of %s is text that a person can read, not JSON, and a subject that SNS takes", (product) => {
    const { subject, text } = composeFindings({ ...from, stack: "a-rather-long-name-account" }, [
      findingOf(product, { Title: `Zürich ${"x".repeat(200)}` }),
    ]);
    expect(subject).toMatch(/^[\x20-\x7e]{1,100}$/);
    expect(subject.endsWith(" (a-rather-long-name-account)")).toBe(true);
    expect(text).not.toMatch(/[{}]|undefined|\[object/);
  });

  test("tells twenty findings whole, names three hundred more, and stays within SNS's 256 KiB however long they are", () => {
    const one = findingOf("inspector", { Description: "d".repeat(1024), Title: "t".repeat(256) });
    const { subject, text } = composeFindings(
      from,
      Array.from({ length: 500 }, () => one),
    );
    expect(subject).toBe("500 findings, CRITICAL and below (demo-account)");
    expect(text.match(/ {2}What: /g)).toHaveLength(20);
    expect(text).toContain("  and 180 more, in Security Hub");
    expect(Buffer.byteLength(text)).toBeLessThan(262_144);
  });
});

describe("what is open", () => {
  const open = (...[product, change]: Parameters<typeof findingOf>) => findingOf(product, change).open;

  test("are active findings that no one has dealt with", () => {
    expect(products.map((product) => open(product))).toEqual([true, true, true, true]);
    expect([
      open("guardduty", { Workflow: { Status: "NOTIFIED" } }),
      open("guardduty", { Workflow: { Status: "SUPPRESSED" } }),
      open("guardduty", { Workflow: { Status: "RESOLVED" } }),
      open("guardduty", { RecordState: "ARCHIVED" }),
      open("guardduty", { Severity: { Label: "MEDIUM" } }),
      open("security-hub", { Compliance: { Status: "PASSED", SecurityControlId: "S3.8" } }),
      open("security-hub", { Compliance: { Status: "WARNING", SecurityControlId: "S3.8" } }),
    ]).toEqual([true, false, false, false, false, false, true]);
  });

  test("are critical ones only where the settings say so, and a stranger's access all the same", () => {
    const least = products.map((product) => readFindings(eventOf(product), "critical").map((finding) => finding.open));
    expect(least).toEqual([[false], [false], [true], [true]]);
  });

  test("an event of another form throws", () => {
    expect(() => readFindings('{"detail":{"findings":[{"Id":"x"}]}}', "high")).toThrow();
    expect(() => readFindings("no JSON", "high")).toThrow();
  });
});

describe("a suppression", () => {
  const entry = { finding: "S3.8", resource: "arn:aws:s3:::shop-prod-*", reason: "exports are public on purpose", until: "2026-12-31" };
  const holds = (change: Partial<typeof entry>, today = "2026-11-20", product: (typeof products)[number] = "security-hub") =>
    suppressionOf(findingOf(product), [{ ...entry, ...change }], today) !== undefined;

  test.each([
    ["control and bucket", {}, true],
    ["another control", { finding: "S3.9" }, false],
    ["a control whose number begins the same", { finding: "S3" }, false],
    ["any control of S3", { finding: "S3.*" }, true],
    ["another bucket", { resource: "arn:aws:s3:::other" }, false],
    ["a dot is a dot", { finding: "S3x8" }, false],
  ] as const)("%s: %j holds back: %s", (_what, change, expected) => {
    expect(holds(change)).toBe(expected);
  });

  test("holds on its last day and not on the next", () => {
    expect([holds({}, "2026-12-31"), holds({}, "2027-01-01")]).toEqual([true, false]);
  });

  test("names GuardDuty's types with or without their prefix, and vulnerabilities by number", () => {
    const node = { resource: "*:instance/i-0123456789abcdef0" };
    expect([
      holds({ ...node, finding: "CryptoCurrency:EC2-BitcoinTool.B!DNS" }, "2026-11-20", "guardduty"),
      holds({ ...node, finding: "TTPs/Command and Control/CryptoCurrency:*" }, "2026-11-20", "guardduty"),
      holds({ ...node, finding: "CVE-2026-10001" }, "2026-11-20", "inspector"),
      holds({ ...node, finding: "CVE-2026-10002" }, "2026-11-20", "inspector"),
    ]).toEqual([true, true, true, false]);
  });

  test("does not hold back a finding that has another resource too, or none", () => {
    const Resources = [
      { Type: "AwsS3Bucket", Id: "arn:aws:s3:::shop-prod-a" },
      { Type: "AwsS3Bucket", Id: "arn:aws:s3:::other" },
    ];
    expect(suppressionOf(findingOf("security-hub", { Resources }), [entry], "2026-11-20")).toBeUndefined();
    expect(suppressionOf(findingOf("security-hub", { Resources: [] }), [{ ...entry, resource: "*" }], "2026-11-20")).toBeUndefined();
  });
});

test("the week's report lists what is open and what is suppressed, with reason and end, and says none where there is none", () => {
  const by = { finding: "S3.8", resource: "*", reason: "exports are public on purpose", until: "2026-12-31" };
  const { subject, text } = composeReport(from, [findingOf("inspector")], [{ finding: findingOf("security-hub"), by }]);
  expect(subject).toBe("Findings: 1 open, 1 suppressed (demo-account)");
  expect(text).toContain(
    "Open: 1\n  CRITICAL  CVE-2026-10001 - openssl-libs  arn:aws:ec2:eu-central-1:123456789012:instance/i-0123456789abcdef0  since 2026-11-19 22:04 UTC",
  );
  expect(text).toContain("since 2026-11-20 09:30 UTC\n    until 2026-12-31: exports are public on purpose");
  const empty = composeReport(from, [], []);
  expect(empty.text).toBe(
    `Open findings of the stack demo-account, most severe first.\n\nOpen: none.\n\nSuppressed by the settings: none.\n\n${runbook}`,
  );
});
