import { isRecord } from "../../domain/values.ts";

/** A delivery event for one recipient, as it is logged. */
interface Fate {
  readonly to: string;
  readonly why?: string;
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");
const part = (value: unknown, name: string): unknown => (isRecord(value) ? value[name] : undefined);
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Kinds of events: the field of the recipients, and the outcome that is logged for all of them. */
const kinds: Readonly<Record<string, { readonly at: string; readonly recipients: string; readonly say: (told: unknown) => string }>> = {
  Bounce: {
    at: "bounce",
    recipients: "bouncedRecipients",
    say: (told) => `${text(part(told, "bounceType"))} ${text(part(told, "bounceSubType"))}`,
  },
  Complaint: { at: "complaint", recipients: "complainedRecipients", say: (told) => text(part(told, "complaintFeedbackType")) },
  DeliveryDelay: { at: "deliveryDelay", recipients: "delayedRecipients", say: (told) => text(part(told, "delayType")) },
  Reject: { at: "reject", recipients: "", say: (told) => text(part(told, "reason")) },
};

/**
 * A line of JSON for each recipient of a mail that did not arrive as it should: `event`, `to`, `why`, `mail`, `sent`
 * (docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html). Throws for what is none of SES's events.
 */
export function linesOf(event: unknown): string[] {
  const detail = part(event, "detail");
  const eventType = text(part(detail, "eventType"));
  const kind = kinds[eventType];
  const mail = part(detail, "mail");
  if (!kind || !isRecord(mail))
    throw new Error(`eventType: got ${JSON.stringify(eventType)}, expected one of ${Object.keys(kinds).join(", ")}`);
  const told = part(detail, kind.at);
  const said = kind.say(told).trim();
  return fatesOf(told, kind.recipients, mail).map(({ to, why }) =>
    JSON.stringify({
      event: eventType,
      to,
      why: [said, why].filter(Boolean).join(": "),
      mail: text(mail.messageId),
      sent: text(mail.timestamp),
    }),
  );
}

function fatesOf(told: unknown, recipients: string, mail: Readonly<Record<string, unknown>>): Fate[] {
  const named = list(part(told, recipients)).map((one) => ({
    to: text(part(one, "emailAddress")),
    why: text(part(one, "diagnosticCode")),
  }));
  return named.length > 0 ? named : list(mail.destination).map((to) => ({ to: text(to) }));
}
