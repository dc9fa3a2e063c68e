import { z } from "zod";

const address =
  "an https address such as https://js.stripe.com/v3/, or a path of the store such as /var/resources/*; * only at the end, after the host's slash";

/** An https address or a path of the store. A star stands at the end only and after the host's own slash: never for hosts. */
const source = z
  .string({ error: address })
  .max(500, "at most 500 characters")
  .regex(/^(https:\/\/([a-z0-9-]+\.)*[a-z0-9-]+(:\d{1,5})?)?\/(?!\/)[^\s*#]*\*?$/, address);

const hostExpected =
  "a host such as https://api.stripe.com, wss://… or stun:host:port, an address below it with * only at its end, or a path of the store";

/** A host alone stands for every path of it; a longer address for that one, and for all below where it ends in a star. */
const host = z
  .string({ error: hostExpected })
  .max(500, "at most 500 characters")
  .regex(
    /^(((https|wss):\/\/([a-z0-9-]+\.)*[a-z0-9-]+(:\d{1,5})?(\/[^\s*#]*\*?)?)|((stuns?|turns?):([a-z0-9-]+\.)*[a-z0-9-]+(:\d{1,5})?)|(\/(?!\/)[^\s*#]*\*?))$/,
    hostExpected,
  );

/** The placeholder for a content that its vendor changes at will. */
export const mayChange = "may change";

/** SHA-256 as browsers write it (Subresource Integrity). */
export const fingerprintForm = /^sha256-[A-Za-z0-9+/]{43}=$/;

const fingerprint = z.string({ error: "a fingerprint" }).regex(fingerprintForm, "a fingerprint such as sha256-…=, or may change");

/** Why something is on the page, and who agreed (PCI DSS 6.4.3: a written justification, an authorization). */
const agreement = {
  why: z.string({ error: "why the page needs it" }).trim().min(1, "why the page needs it").max(500, "at most 500 characters"),
  approvedBy: z.string({ error: "who approved it" }).trim().min(1, "who approved it").max(200, "at most 200 characters"),
  approvedOn: z.iso.date("the day of the approval, such as 2026-11-30"),
  /** Whether card data is meant for it: a script that may read the card's fields, a host, form or frame that may be sent them. */
  card: z.boolean({ error: "true or false" }).optional(),
};

const script = z.union(
  [
    z.strictObject({ source, content: z.union([fingerprint, z.literal(mayChange)]), ...agreement }),
    // A name for people; an inline script is known by its content, which may not change at will: it could be anything.
    z.strictObject({
      inline: z.string({ error: "a name for the script" }).trim().min(1, "a name for the script").max(200, "at most 200 characters"),
      content: fingerprint,
      ...agreement,
    }),
  ],
  { error: "a script: source (or inline), content, why, approvedBy, approvedOn" },
);

const loaded = z.strictObject({ source, ...agreement });
const connected = z.strictObject({ source: host, ...agreement });
const list = <T extends z.ZodType>(of: T, max: number) => z.array(of, { error: "a list" }).max(max, `at most ${max} entries`).default([]);

/**
 * The file `payment-page.yaml` beside the settings: what the payment page was agreed to be made of (PCI DSS 6.4.3, 11.6.1). Entries with
 * the same source and different contents are all agreed: a release while it is rolled out, the variants of a test.
 */
export const agreedPage = z.strictObject({
  scripts: list(script, 500),
  frames: list(loaded, 100),
  /** Addresses that forms are sent to. */
  forms: list(loaded, 100),
  stylesheets: list(loaded, 200),
  fonts: list(loaded, 200),
  /** Workers, shared workers and service workers. */
  workers: list(loaded, 50),
  /** Hosts that the page connects to otherwise: fetch, beacon, image, media, WebSocket, WebRTC, navigation, preconnect. */
  hosts: list(connected, 200),
  headers: list(
    z.strictObject({
      name: z
        .string({ error: "a header's name in lower case" })
        .regex(/^[a-z0-9-]{1,100}$/, "a header's name in lower case, such as content-security-policy"),
      holds: z.string({ error: "a text" }).min(1, "a text").max(2000, "at most 2000 characters"),
    }),
    20,
  ),
  /** Names whose values in inline scripts change from shopper to shopper, beside those of X-Cart itself. */
  changing: list(z.string({ error: "a name" }).regex(/^[A-Za-z_$][\w$.-]{0,99}$/, "the name of a property or variable"), 50),
});

/** The outcome of {@link agreedPage}. */
export type AgreedPage = z.output<typeof agreedPage>;
