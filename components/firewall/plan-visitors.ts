import { managedLabels } from "../../domain/defaults/firewall.ts";
import { apiPaths, uploads } from "../../domain/defaults/firewall-visitors.ts";
import { mark, marks } from "./plan-labels.ts";
import type { LabelRule } from "./rule.ts";
import { allOf, anyOf, argument, body, has, header, is, labelled, matches, not, path } from "./statements.ts";

/** Marks of who asks and how, beside those of what is asked for. */
export const visitorMarks = {
  /** A page that a person sees, and that can therefore show a puzzle. */
  page: "is:page",
  /** X-Cart's API, its login, or its add-on for language models: their users are programs. */
  api: "to:api",
  /** A form with files in it, or one of a target that takes files. */
  upload: "is:upload",
} as const;

/** The rules that mark visitors; they come after those that mark what is asked for. */
export const visitors = (): LabelRule[] => [
  mark("programs", visitorMarks.api, matches(path, apiPaths)),
  mark("page", visitorMarks.page, page()),
  mark("upload", visitorMarks.upload, anyOf(is(argument("target"), uploads.target), matches(body, uploads.part))),
];

/**
 * A browser that goes to a page asks for HTML. What a script of the page asks for says so by `X-Requested-With` (jQuery, with which
 * X-Cart loads its popups), or by `Sec-Fetch-Dest: empty`: it gets an empty answer to a challenge, and waits for ever
 * (docs.aws.amazon.com/waf/latest/developerguide/waf-captcha-and-challenge-actions.html).
 */
const page = () =>
  allOf(
    matches(header("accept"), "text/html"),
    not(anyOf(labelled(marks.submit), has(header("x-requested-with")), is(header("sec-fetch-dest"), "empty"))),
  );

/** Behind the 8 KB of a long checkout that WAF sees can be another action: it is taken for an order. Comes after the core set. */
export const longCheckout = (): LabelRule =>
  mark("long-checkout", marks.form("order"), allOf(labelled(managedLabels.longBody), labelled(marks.form("checkout"))));
