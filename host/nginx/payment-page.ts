import { reportedPolicy } from "../../domain/defaults/page-headers.ts";
import type { NodeSettings } from "../node.ts";
import { expression, quoted } from "./text.ts";

/** X-Cart's targets that ask for a card (classes/XLite/Controller/Customer/ACustomer.php, isSecure; 5.4: `checkout_payment`). */
const targets = ["checkout", "checkoutPayment", "checkout_payment"];

/** Maximum length of a text in nginx's files, below its buffer of 4,096 bytes (ngx_conf_file.c, NGX_CONF_BUFFER). */
const MAX_TEXT = 3000;

/** The policy's header on payment pages, by how it is meant. */
const headerOf = { report: "Content-Security-Policy-Report-Only", enforce: "Content-Security-Policy" } as const;

/** Which policy a page has, as variables: the payment page its own, where there is one, and all others the general one. Empty ones are not sent. */
export function policyPart({ paymentPage }: NodeSettings): string {
  if (!paymentPage) return "";
  const pieces = piecesOf(paymentPage.policy);
  return `map $args $payment_page {
  default "";
  ${expression(`~(?:^|&)target=(?:${targets.join("|")})(?:&|$)`)} 1;
}
map $payment_page $general_policy {
  default ${quoted(reportedPolicy)};
  1 "";
}
${pieces.map((piece, at) => `map $payment_page $payment_policy_${at} {\n  default "";\n  1 ${quoted(piece)};\n}\n`).join("")}`;
}

/** The headers of a page that tell browsers its policy. */
export function policyHeaders({ paymentPage }: NodeSettings): [name: string, value: string][] {
  if (!paymentPage) return [[headerOf.report, reportedPolicy]];
  const own = piecesOf(paymentPage.policy).map((_, at) => `$payment_policy_${at}`);
  return [
    [headerOf.report, "$general_policy"],
    [headerOf[paymentPage.mode], own.join("")],
  ];
}

/** A text in parts that nginx's files can hold, cut behind spaces. Throws for variables other than the host's. */
function piecesOf(policy: string): string[] {
  if (!/^(?:[\x20-\x23\x25-\x7e]|\$host(?![A-Za-z0-9_]))*$/.test(policy))
    throw new Error("nginx: the payment page's policy names a variable");
  return policy.match(new RegExp(`.{1,${MAX_TEXT}}(?: |$)`, "g")) ?? [];
}
