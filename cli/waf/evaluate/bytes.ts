/**
 * Requests are looked at byte by byte, as AWS WAF does: a text is held with one character for each byte of its UTF-8 form, so that
 * sizes are sizes and a percent sign decodes to what the client sent.
 */
export function toBytes(text: string): string {
  return isPlain(text) ? text : Buffer.from(text, "utf8").toString("latin1");
}

/** The same text for people. */
export function fromBytes(bytes: string): string {
  return isPlain(bytes) ? bytes : Buffer.from(bytes, "latin1").toString("utf8");
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: it is about exactly those
const isPlain = (text: string): boolean => /^[\u0000-\u007f]*$/.test(text);

/** Maximum characters of a component that a sentence shows. */
const MAX_SHOWN = 60;

/** A component's bytes for a sentence: quoted, and cut where it is long. */
export function shown(bytes: string): string {
  // Up to four bytes are a character.
  const text = fromBytes(bytes.slice(0, 4 * MAX_SHOWN));
  return JSON.stringify(text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN - 1)}…` : text);
}
