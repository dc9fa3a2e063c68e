import { SNSClient } from "@aws-sdk/client-sns";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { onFindings, onReport } from "../../../functions/finding-mail/tell.ts";
import { eventOf } from "./findings.ts";
import { type Office, openOffice } from "./office.ts";

const day = 86_400_000;

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(async () => await office.close());

const tell = (...bodies: readonly string[]) => onFindings(office.teller, bodies);
const subjects = async () => (await office.mails()).map(({ subject }) => subject);

describe("findings", () => {
  test("that come together make one mail, each finding once however often it came", async () => {
    const said = await tell(eventOf("guardduty"), eventOf("inspector"), eventOf("inspector"));
    expect(said).toEqual({ told: 2, suppressed: 0, unreadable: [] });
    expect(await subjects()).toEqual(["2 findings, CRITICAL and below (demo-account)"]);
  });

  test("are told once as long as they are open, and again after 30 days", async () => {
    await tell(eventOf("guardduty"));
    office.clock.now += 29 * day;
    await tell(eventOf("guardduty"));
    expect(await subjects()).toHaveLength(1);
    office.clock.now += 2 * day;
    await tell(eventOf("guardduty"));
    expect(await subjects()).toHaveLength(1);
  });

  test("that are over are forgotten, and told again when they come back", async () => {
    await tell(eventOf("security-hub"));
    await tell(eventOf("security-hub", { Compliance: { Status: "PASSED" }, Severity: { Label: "INFORMATIONAL" } }));
    expect(await onReport(office.teller)).toEqual({ open: 0, suppressed: 0 });
    await tell(eventOf("security-hub"));
    expect(await subjects()).toEqual([
      "HIGH: S3 general purpose buckets should block public access (demo-account)",
      "Findings: 0 open, 0 suppressed (demo-account)",
      "HIGH: S3 general purpose buckets should block public access (demo-account)",
    ]);
  });

  test("that no one can read do not keep the others", async () => {
    const { told, unreadable } = await tell("no JSON", eventOf("inspector"), '{"detail":{}}');
    expect([told, unreadable.length]).toEqual([1, 2]);
    expect(await subjects()).toEqual(["CRITICAL: CVE-2026-10001 - openssl-libs (demo-account)"]);
  });

  test("are not taken for told when the mail could not be sent", async () => {
    const topic = new SNSClient({ ...office.client, endpoint: "http://127.0.0.1:9", maxAttempts: 1 });
    await expect(onFindings({ ...office.teller, topic }, [eventOf("inspector")])).rejects.toThrow("ECONNREFUSED");
    expect(await tell(eventOf("inspector"))).toMatchObject({ told: 1 });
  });
});

describe("suppressed findings", () => {
  const entry = { finding: "S3.8", resource: "*exports*", reason: "exports are public on purpose", until: "2026-11-30" };

  test("make no mail, and stand in the report with reason and end", async () => {
    await office.suppress([entry]);
    expect(await tell(eventOf("security-hub"), eventOf("inspector"))).toEqual({ told: 1, suppressed: 1, unreadable: [] });
    expect(await subjects()).toEqual(["CRITICAL: CVE-2026-10001 - openssl-libs (demo-account)"]);
    expect(await onReport(office.teller)).toEqual({ open: 1, suppressed: 1 });
    const [report] = await office.mails();
    expect(report?.text).toContain("until 2026-11-30: exports are public on purpose");
  });

  test("are told from the day after their last day on, whether or not the stack has been updated", async () => {
    await office.suppress([entry]);
    office.clock.now = Date.parse("2026-11-30T23:59:59Z");
    await tell(eventOf("security-hub"));
    expect(await subjects()).toEqual([]);
    office.clock.now = Date.parse("2026-12-01T00:00:00Z");
    await tell(eventOf("security-hub"));
    expect(await subjects()).toHaveLength(1);
  });
});

test("the report leaves out what Security Hub has forgotten after 90 days, and DynamoDB not yet", async () => {
  await tell(eventOf("inspector"));
  office.clock.now += 91 * day;
  expect(await onReport(office.teller)).toEqual({ open: 0, suppressed: 0 });
});
