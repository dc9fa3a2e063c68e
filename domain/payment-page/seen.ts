/** The way in which a script came to run. `inline`: from the page's own text, an attribute, or code that another script made of a text. */
export type ScriptKind = "file" | "inline" | "attribute" | "evaluated";

/** A script that ran on the payment page. */
export interface SeenScript {
  readonly kind: ScriptKind;
  /** Address as it was asked for, without a fragment; of what is not a file, the page that it ran in. */
  readonly source: string;
  /** `sha256-…` of its bytes; of what is not a file, of its text after {@link changingNames} were taken out. */
  readonly content: string;
  /** The page or script that loaded it: an address, or `page` where the page's own text did. */
  readonly loadedBy: string;
  /** The beginning of a script that is not a file, for people. */
  readonly begins?: string | undefined;
}

/** A frame, form action, stylesheet, font or worker. */
export interface SeenSource {
  /** Address without a fragment. */
  readonly source: string;
  /** @see SeenScript.loadedBy */
  readonly loadedBy: string;
}

/** The way in which data left the browser. */
export type Way =
  | "fetch"
  | "beacon"
  | "image"
  | "media"
  | "websocket"
  | "webrtc"
  | "form"
  | "navigation"
  | "preconnect"
  | "script"
  | "stylesheet"
  | "font"
  | "frame"
  | "worker"
  | "other";

/** A host that was talked to. */
export interface SeenHost extends SeenSource {
  readonly how: Way;
}

/** A look at the card's fields: a listener that would be told what is typed, or a read of a value. */
export interface SeenRead {
  /** The field's name, id or autocomplete token; `page` for a listener above all fields. */
  readonly field: string;
  /** The event that is listened to, or `value`. */
  readonly how: string;
  /** The script: its address, or the fingerprint of an inline one. */
  readonly by: string;
}

/** The marked card number, seen in something that left. */
export interface SeenMark extends SeenHost {
  /** Its encoding: `plain`, `base64`, `hex`, … */
  readonly written: string;
}

/** A function of the browser that a script has replaced. */
export interface SeenHook {
  /** Such as `window.fetch`. */
  readonly name: string;
  /** The script, @see SeenRead.by; `unknown` where it cannot be told. */
  readonly by: string;
}

/** Why a visit did not see what it should. */
export type FaultKind =
  | "unreachable"
  | "product"
  | "account"
  | "consent"
  | "unsettled"
  | "no-payment-step"
  | "card-fields"
  | "left-store"
  | "firewall"
  | "too-large"
  | "too-long"
  | "crashed";

/** A fault of a visit, with the name of its screenshot in the evidence. */
export interface Fault {
  readonly kind: FaultKind;
  readonly sentence: string;
  /** @default - none could be taken */
  readonly screenshot?: string | undefined;
}

/** The observation of one visit, as JSON. Holds no card number, secret or session. */
export interface Seen {
  /** When it began, ISO 8601. */
  readonly at: string;
  /** The store's origin. */
  readonly origin: string;
  /** Such as `Chromium 148.0.7778.0`. */
  readonly browser: string;
  /** Pages in the order of the walk. */
  readonly steps: readonly { readonly name: string; readonly address: string; readonly seconds: number }[];
  /** Address of the payment step. @default - it was not reached, and `faults` says why */
  readonly paymentPage?: string | undefined;
  /** Empty where all was seen; with any, no differences are not "all well". */
  readonly faults: readonly Fault[];
  readonly scripts: readonly SeenScript[];
  readonly frames: readonly SeenSource[];
  readonly forms: readonly SeenSource[];
  readonly stylesheets: readonly SeenSource[];
  readonly fonts: readonly SeenSource[];
  readonly workers: readonly SeenSource[];
  readonly hosts: readonly SeenHost[];
  readonly reads: readonly SeenRead[];
  readonly marks: readonly SeenMark[];
  readonly hooks: readonly SeenHook[];
  /** The payment page's protective headers, by name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Where and how the marked number was typed: names of fields, with their frame's origin. Empty where no field was ours to type into. */
  readonly typed: readonly string[];
}

/** The evidence of a visit: PNG by name, and its requests (HAR 1.2) without cookies, secrets and the number. */
export interface Evidence {
  readonly screenshots: Readonly<Record<string, Uint8Array>>;
  readonly har: object;
}

/** The outcome of a visit. */
export interface Visit {
  readonly seen: Seen;
  readonly evidence: Evidence;
}
