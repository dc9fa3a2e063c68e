import type { Asked } from "../../../support/shop/running.ts";
import { file, padding, parts, plain } from "./forms.ts";

/** The same without a word of its length. */
const inPieces = (asked: Asked): Asked => ({ ...asked, headers: { ...asked.headers, "transfer-encoding": "chunked" } });

/** What is refused before X-Cart, and the reason that the log has. */
export const refused: readonly (readonly [what: string, asked: Asked, why: string])[] = [
  ...(["Login", "LOGIN", "_login", "login_", "log_in", "l_o_g_i_n", "__Login__"] as const).map(
    (target) => [`${target} in a body`, plain(`target=${target}&action=login`), "login: it is not spelt"] as const,
  ),
  ...(["check_out", "CheckOut", "checkout_", "_c_h_e_c_k_o_u_t_"] as const).map(
    (action) => [`${action} in a body`, plain(`target=checkout&action=${action}`), "order: it is not spelt"] as const,
  ),
  ["an order at another target", plain("target=amazonCheckout&action=checkout"), "checkout: it is not spelt"],
  ["a card at a target of anyone's", plain("target=my_cards&action=CardSetup"), "order: it is not spelt"],
  ["the page of a search", { path: "/?target=_search&substring=a" }, "search: it is not spelt"],
  ["an account's mail", { path: "/?target=recoverPassword&action=recover_password" }, "account: it is not spelt"],
  ["a payment's callback", { path: "/?target=call_back", ...plain("a=b") }, "callback: it is not spelt"],
  ["a login in parts", parts([["target", "log_in"]]), "login: it is not spelt"],
  ["an encoded letter of it", plain("target=%6cogin&action=login"), "login: it is not spelt"],

  ["a login behind a payment", { path: "/?target=callback", ...plain("target=login&action=login") }, "login: query and body"],
  ["a payment behind a login", { path: "/?target=login", ...plain("target=callback") }, "login: query and body"],
  ["an order behind another action", { path: "/?target=checkout&action=payment", ...plain("action=checkout") }, "checkout: query and body"],
  ["an order by another target", { path: "/?target=payment_return&action=x", ...plain("action=checkout") }, "order: query and body"],
  ["two targets in the address", { path: "/?target=callback&target=login" }, "login: query and body"],
  ["two targets in the body", plain("target=cart&target=login"), "login: query and body"],
  ["two actions in the body", plain("target=cart&action=checkout&action=add"), "order: query and body"],
  ["a page behind a payment in parts", { path: "/?target=callback", ...parts([["target", "main"]]) }, "callback: query and body"],
  ["an integration's target", { path: "/?target=api&action=update", ...plain("target=main") }, "integration: query and body"],

  ...(
    [
      ["a blank", "+target"],
      ["two blanks", "%20 target"],
      ["an encoded null", "target%00x"],
      ["a list", "target[]"],
      ["a list in disguise", "target%5Ba%5D"],
      ["an encoded letter", "t%61rget"],
    ] as const
  ).flatMap(([what, name]) => [
    [`${what} in a body's name`, plain(`${name}=main`), "another name"] as const,
    ...(name.includes(" ") ? [] : [[`${what} in an address's`, { path: `/?${name}=main` }, "another name"] as const]),
  ]),
  ["a null in a body's name", plain("target\0=login"), "another name"],
  ["an action by another name", plain("target=cart&+action=add"), "another name"],
  ["one that is written over", plain("+target=login&target=cart"), "another name"],
  ["a list in parts", parts([["target[]", "login"]]), "another name"],
  ["a login at the administration by another name", { path: "/admin/?", ...plain("+target=login&action=login") }, "another name"],
  ["a login at the administration in other letters", { path: "/admin/?", ...plain("target=Login&action=login") }, "login: it is not spelt"],
  ["a second login at the administration", { path: "/admin/?target=main", ...plain("target=login") }, "login: query and body"],

  ["a cookie for the target", { headers: { cookie: "a=b; target=login" } }, "a cookie"],
  ["a cookie for the action", { headers: { cookie: "action=login" }, path: "/?target=login" }, "a cookie"],
  ["another method in a body", plain("_method=DELETE"), "another method"],
  ["another method in an address", { path: "/?_method=PUT", ...plain("a=b") }, "another method"],

  ["a login behind padding", plain(`${padding()}&target=login&action=login`), "login: it stands where"],
  ["an order behind padding", plain(`target=checkout&${padding()}&action=checkout`), "checkout: it stands where"],
  ["a login behind a file", parts([file(), ["target", "login"], ["action", "login"]]), "login: it stands where"],
  ["a login behind a file, in pieces", inPieces(parts([file(), ["target", "login"], ["action", "login"]])), "login: it stands where"],
  ["an order in a body that is not read twice", plain(`target=checkout&action=checkout&${padding(70_000)}`), "checkout: it stands where"],
  ["an order behind a file for the cart", parts([["target", "cart"], file(), ["action", "checkout"]]), "order: it stands where"],
  [
    "a login behind an upload",
    { path: "/?target=customer_attachments&action=upload", ...parts([file(), ["target", "login"]]) },
    "login: query and body",
  ],
  [
    "an order behind an upload",
    { path: "/?target=customer_attachments&action=upload", ...parts([file(), ["action", "checkout"]]) },
    "order: query and body",
  ],
  [
    "another target behind an upload",
    { path: "/?target=customer_attachments&action=upload", ...parts([file(), ["target", "contact_us"]]) },
    "upload: query and body",
  ],
  [
    "an empty target behind an upload",
    { path: "/?target=customer_attachments&action=upload", ...parts([file(), ["target", ""]]) },
    "upload: query and body",
  ],
  ["an upload in other letters", { path: "/?target=customerAttachments&action=upload", ...parts([file()]) }, "upload: it is not spelt"],
];
