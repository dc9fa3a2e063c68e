import { describe, expect, test } from "@jest/globals";
import { linesOf } from "../../../functions/mail-events/lines.ts";

const mail = {
  timestamp: "2026-11-29T10:00:00.000Z",
  messageId: "0100-1",
  source: "orders@shop.example.com",
  destination: ["ann@example.com"],
};
const event = (eventType: string, told: object) => ({ source: "aws.ses", detail: { eventType, mail, ...told } });
const read = (of: unknown) => linesOf(of).map((line) => JSON.parse(line));

describe("what becomes of a mail", () => {
  test("is a line for each recipient that bounced, with what the other server said", () => {
    const bouncedRecipients = [
      { emailAddress: "ann@example.com", action: "failed", status: "5.1.1", diagnosticCode: "smtp; 550 5.1.1 user unknown" },
      { emailAddress: "bob@example.org" },
    ];
    expect(read(event("Bounce", { bounce: { bounceType: "Permanent", bounceSubType: "General", bouncedRecipients } }))).toEqual([
      {
        event: "Bounce",
        to: "ann@example.com",
        why: "Permanent General: smtp; 550 5.1.1 user unknown",
        mail: "0100-1",
        sent: mail.timestamp,
      },
      { event: "Bounce", to: "bob@example.org", why: "Permanent General", mail: "0100-1", sent: mail.timestamp },
    ]);
  });

  test.each([
    ["Complaint", { complaint: { complainedRecipients: [{ emailAddress: "ann@example.com" }], complaintFeedbackType: "abuse" } }, "abuse"],
    [
      "DeliveryDelay",
      { deliveryDelay: { delayType: "MailboxFull", delayedRecipients: [{ emailAddress: "ann@example.com" }] } },
      "MailboxFull",
    ],
    ["Reject", { reject: { reason: "Bad content" } }, "Bad content"],
  ])("%s says why", (eventType, told, why) => {
    expect(read(event(eventType, told))).toEqual([{ event: eventType, to: "ann@example.com", why, mail: "0100-1", sent: mail.timestamp }]);
  });

  test.each([[{}], [event("Open", {})], ["text"], [{ detail: { eventType: "Bounce" } }]])("%j is none of them", (other) => {
    expect(() => linesOf(other)).toThrow(/^eventType: got .*, expected one of Bounce, Complaint, DeliveryDelay, Reject$/);
  });
});
