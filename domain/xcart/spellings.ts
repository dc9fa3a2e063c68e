import { kindNames, rowsOf, wordOf } from "./requests.ts";

/** Spellings of a control argument in scripts of X-Cart and its add-ons, beside those in the table of requests. */
const others = [
  // 5.4, XC/TwoFactorAuthentication: form_field/select/sms_code.js.
  "AuthyLogin",
] as const;

/** The spellings that X-Cart itself uses for what it takes `value` for: others come from a client that wants to be taken for another one. */
export function spellingsOf(value: string): string[] {
  const known = kindNames.flatMap((kind) => rowsOf(kind).flatMap(({ target, action }) => [target ?? [], action ?? []].flat()));
  return [...new Set([value, ...known, ...others])].filter((one) => wordOf(one) === wordOf(value));
}
