import { passwordArgument, signInReturn } from "../defaults/firewall-visitors.ts";
import { adminFolder, callback, type Form, forms } from "../defaults/firewall-xcart.ts";
import { passHeader, passRule } from "../defaults/payment-page.ts";
import { apiLoginPath } from "../xcart/requests.ts";
import type { FirewallPlanArgs, LabelRule } from "./rule.ts";
import {
  allOf,
  anyOf,
  argument,
  body,
  fromSet,
  has,
  header,
  inHeader,
  is,
  labelled,
  matches,
  not,
  path,
  query,
  startsWith,
  type WafStatement,
  wholeBody,
} from "./statements.ts";

/** Names of the labels; a rule that needs one comes after the rule that writes it. */
export const marks = {
  scanner: "from:scanner",
  monitor: "from:monitor",
  /** Request from a staff address, in the administration: the same people are shoppers elsewhere. */
  staff: "from:staff",
  /** Any of those three. */
  known: "from:",
  admin: "to:admin",
  submit: "is:submit",
  form: (form: Form) => `form:${form}` as const,
  anyForm: "form:",
  callback: "to:callback",
} as const;

/** The rules that only mark requests, so that those after them are short and agree. */
export function labels({ sets, admin }: FirewallPlanArgs): LabelRule[] {
  const known = (name: "scanner" | "monitor"): LabelRule[] =>
    sets[name].length > 0 ? [mark(name, marks[name], anyOf(...sets[name].map(fromSet)))] : [];
  return [
    ...known("scanner"),
    ...known("monitor"),
    // Its pass, and not where it comes from: the watch has no address of its own.
    ...(sets.visit.length > 0 ? [mark(passRule, marks.monitor, anyOf(...sets.visit.map((set) => inHeader(set, passHeader))))] : []),
    mark("admin-area", marks.admin, adminArea(admin)),
    // Back from the load balancer's sign-in, staff bring a code that can look like anything.
    ...(sets.staff.length > 0
      ? [mark("staff", marks.staff, allOf(anyOf(labelled(marks.admin), is(path, signInReturn)), anyOf(...sets.staff.map(fromSet))))]
      : []),
    mark("submit", marks.submit, anyOf(not(is({ method: {} }, "GET")), has(argument("action")), startsWith(path, apiLoginPath))),
    mark("login", marks.form("login"), anyOf(...asked("login"), has(argument(passwordArgument)), startsWith(path, apiLoginPath))),
    mark("account", marks.form("account"), anyOf(...asked("account"))),
    mark("checkout", marks.form("checkout"), anyOf(...asked("checkout"))),
    mark("order", marks.form("order"), anyOf(...asked("order"))),
    mark("callback", marks.callback, allOf(...onlyCallOf(callback.query))),
  ];
}

export const mark = (name: string, label: string, statement: WafStatement): LabelRule => ({ kind: "label", name, label, statement });

const asked = (form: Form): WafStatement[] => [matches(query, forms[form].query), matches(body, forms[form].body)];

function adminArea({ host }: FirewallPlanArgs["admin"]): WafStatement {
  const folders = matches(path, `(?i)^/+(?:${adminFolder}(?:\\.php)?|service\\.php)(?:/|$)`);
  // A port or a dot may stand behind it: nginx looks at neither.
  return host === undefined ? folders : anyOf(folders, startsWith(header("host"), host, "LOWERCASE"));
}

/**
 * A request for these targets and no other: an exception for payment providers would open another one to every visitor. PHP takes no
 * arguments from JSON, which providers' longer messages are; of other bodies WAF has to see all.
 */
export function onlyCallOf(targets: string): WafStatement[] {
  const sameInBody = anyOf(not(matches(wholeBody, callback.bodyTarget)), startsWith(header("content-type"), "application/json"));
  return [matches(path, callback.path), matches(query, targets), sameInBody];
}
