import type { SentRequest } from "../../../../domain/xcart/reading.ts";
import type { Dice } from "./dice.ts";
import { multipartBody } from "./parts.ts";
import { type Argument, encoded, spelledValue } from "./words.ts";

/** How often something is spelled as no one's browser does. */
const odd = 0.35;

const otherNames = ["returnURL", "product_id", "shippingAddress[city]", "login", "targets", "reaction", "t", "ta", "order.total"] as const;
const paths = ["/", "/", "/", "/index.php", "/cart.php", "/apparel/", "/de/", "/sitemap.xml", "/admin/", "/api-login/check"] as const;
const methods = ["POST", "POST", "POST", "POST", "POST", "POST", "POST", "GET", "GET", "PUT"] as const;

/** A request with control arguments in some place each, in any spelling; one letter is one byte. */
export function spelledRequest(dice: Dice, words: readonly [Argument, ...Argument[]]): SentRequest {
  const places: Record<"query" | "body" | "cookie", Argument[]> = { query: [], body: [], cookie: [] };
  for (let count = 1 + dice.below(4); count > 0; count--) {
    const argument = dice.chance(0.25) ? ([dice.pick(otherNames), dice.pick(["1", "login", ""])] as const) : dice.pick(words);
    places[dice.pick(["query", "query", "body", "body", "body", "cookie"])].push(argument);
  }
  const body = dice.chance(0.5) ? multipartBody(dice, places.body) : formBody(dice, places.body);
  const cookies = dice.chance(0.1) ? cookieHeader(dice, places.cookie) : "xid=1";
  return {
    method: dice.pick(methods),
    path: dice.pick(paths),
    query: places.query.map((argument) => pair(dice, argument, false)).join("&"),
    headers: [
      ["content-type", body.type],
      ["cookie", cookies],
    ],
    body: Buffer.from(body.text, "latin1"),
  };
}

const formTypes = [
  "application/x-www-form-urlencoded",
  "application/x-www-form-urlencoded",
  "application/x-www-form-urlencoded",
  "application/x-www-form-urlencoded",
  "Application/X-WWW-Form-Urlencoded;charset=utf-8",
  "application/x-www-form-urlencoded, a",
  "application/json",
  "text/plain",
] as const;

function formBody(dice: Dice, list: readonly Argument[]): { type: string; text: string } {
  return { type: dice.pick(formTypes), text: list.map((argument) => pair(dice, argument, true)).join(dice.pick(["&", "&", "&&", "&x&"])) };
}

/** One `name=value`; raw bytes stand in bodies only. */
function pair(dice: Dice, [name, value]: Argument, isRaw: boolean): string {
  const before = dice.chance(odd / 3) ? dice.pick(["+", "%20", "++", "+%20", isRaw ? " " : "+", "%00", "%09", "_"]) : "";
  const endings = ["%00", "%00x", "[]", "%5B%5D", "[x]", "[", "]", ".", "+", "[][]", ...(isRaw ? ["\0", "\0x"] : [])] as const;
  const after = dice.chance(odd / 3) ? dice.pick(endings) : "";
  const written = dice.chance(odd / 3) ? encoded(dice, name) : dice.chance(0.03) ? capital(dice, name) : name;
  return `${before}${written}${after}=${spelledValue(dice, value, true)}`;
}

function cookieHeader(dice: Dice, list: readonly Argument[]): string {
  const cookies = list.map(([name, value]) => {
    const before = dice.pick(["", "", " ", "\t", "%20"]);
    const written = dice.chance(odd / 3) ? encoded(dice, name) : name;
    return `${before}${written}${dice.pick(["", "", "", "[]", " "])}=${spelledValue(dice, value, true)}`;
  });
  return ["xid=1", ...cookies].join(dice.pick([";", "; "]));
}

const capital = (dice: Dice, text: string) => [...text].map((letter) => (dice.chance(0.3) ? letter.toUpperCase() : letter)).join("");
