/**
 * Names whose values X-Cart changes with each session or page: the forms' id against forgery, the session's, a policy's nonce, and the
 * resources' revision.
 */
export const changingNames = ["xcart_form_id", "form_id", "xid", "nonce", "csrf_token", "cache_buster"] as const;

/** Letters and digits of a token: too few to hold an address or code. */
const token = "[A-Za-z0-9_-]{1,128}";

/**
 * An inline script's text without the values of known names, wherever they occur: `form_id: '…'`, `xcart_form_id=…` in an address,
 * `name="xcart_form_id" value="…"` in a form. Only what can be a token is removed; any other value stays and changes the fingerprint.
 * Blanks at the ends do not count.
 */
export function withoutTokens(text: string, more: readonly string[] = []): string {
  const names = [...changingNames, ...more].map((name) => name.replace(/[.$]/g, "\\$&")).join("|");
  const quote = String.raw`\\?["']`;
  return text
    .replace(new RegExp(String.raw`((?:^|[^\w$])(?:${quote})?(?:${names})(?:${quote})?\s*[:=]\s*${quote})${token}(?=\\?["'])`, "g"), "$1…")
    .replace(new RegExp(String.raw`([?&;](?:${names})=)${token}`, "g"), "$1…")
    .replace(new RegExp(String.raw`(name=${quote}(?:${names})${quote}\s+value=${quote})${token}(?=\\?["'])`, "g"), "$1…")
    .trim();
}

/** An address without a fragment and without the values of known names in its query. */
export const addressWithoutTokens = (address: string): string =>
  (address.split("#", 1)[0] ?? "").replace(new RegExp(`([?&](?:${changingNames.join("|")})=)[^&]*`, "g"), "$1…");
