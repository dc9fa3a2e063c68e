import { managedLabels } from "../defaults/firewall.ts";
import { apiPaths, uploads } from "../defaults/firewall-visitors.ts";
import { callsOf, ownOrders } from "../defaults/firewall-xcart.ts";
import { mark, marks, onlyCallOf } from "./plan-labels.ts";
import type { FirewallPlanArgs, LabelRule } from "./rule.ts";
import {
  allOf,
  anyOf,
  argument,
  body,
  fromSet,
  has,
  header,
  is,
  labelled,
  labelledAny,
  matches,
  not,
  path,
  query,
  type WafStatement,
} from "./statements.ts";

/** Marks of who asks and how, beside those of what is asked for. */
export const visitorMarks = {
  /** Another company's server, from an address of the list, or from anywhere. */
  integration: { listed: "integration:listed", anywhere: "integration:anywhere", any: "integration:" },
  /** A page that a person sees, and that can therefore show a puzzle. */
  page: "is:page",
  /** X-Cart's API, its login, or its add-on for language models: their users are programs. */
  api: "to:api",
  /** A form with files in it, or one of a target that takes files. */
  upload: "is:upload",
} as const;

/** The rules that mark visitors; they come after those that mark what is asked for. */
export const visitors = (args: FirewallPlanArgs): LabelRule[] => [
  ...integrations(args),
  ...ownOrder(args),
  mark("programs", visitorMarks.api, matches(path, apiPaths)),
  mark("page", visitorMarks.page, page()),
  mark("upload", visitorMarks.upload, anyOf(is(argument("target"), uploads.target), matches(body, uploads.part))),
];

/** Rules for integrations, as narrow as for a payment provider's call: the target alone, and nothing else of that name. */
function integrations({ integrations: { listed, anywhere }, sets }: FirewallPlanArgs): LabelRule[] {
  const { integration } = visitorMarks;
  const from = anyOf(...sets.integration.map(fromSet));
  return [
    ...(listed.length > 0 ? [mark("integration", integration.listed, allOf(...onlyCallOf(callsOf(listed)), from))] : []),
    ...(anywhere.length > 0 ? [mark("integration-anywhere", integration.anywhere, allOf(...onlyCallOf(callsOf(anywhere))))] : []),
  ];
}

function ownOrder({ orderActions }: FirewallPlanArgs): LabelRule[] {
  const { query: inQuery, body: inBody } = ownOrders(orderActions);
  return orderActions.length > 0 ? [mark("own-order", marks.form("order"), anyOf(matches(query, inQuery), matches(body, inBody)))] : [];
}

/** The statement that excludes integrations, if there are any. */
export const unlessIntegration = ({ integrations: { listed, anywhere } }: FirewallPlanArgs): WafStatement[] =>
  listed.length + anywhere.length > 0 ? [not(labelledAny(visitorMarks.integration.any))] : [];

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
