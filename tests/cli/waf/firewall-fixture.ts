import { type Evaluation, evaluate } from "../../../cli/waf/evaluate/evaluate.ts";
import { type Firewall, type LoadOptions, loadFirewall } from "../../../cli/waf/evaluate/load.ts";
import { parseHints } from "../../../cli/waf/evaluate/managed/hints.ts";
import type { WebRequest } from "../../../cli/waf/evaluate/request.ts";
import type { ExportedResource } from "../../../policies/model/graph.ts";

type Block = Readonly<Record<string, unknown>>;

export const aclType = "aws:wafv2/webAcl:WebAcl";
export const ipSetType = "aws:wafv2/ipSet:IpSet";
export const patternSetType = "aws:wafv2/regexPatternSet:RegexPatternSet";

/** A resource of a graph; its URN ends with `name`. */
export function resource(type: string, name: string, outputs: Block, more: Partial<ExportedResource> = {}): ExportedResource {
  return { urn: urnOf(type, name), type, inputs: outputs, outputs, ...more };
}

export const urnOf = (type: string, name: string): string => `urn:pulumi:shop-prod::xcart-hosting::${type}::${name}`;

/** A web ACL named `shop`, which allows what no rule decides about. */
export const acl = (rules: readonly Block[], more: Partial<ExportedResource> = {}, properties: Block = {}): ExportedResource =>
  resource(aclType, "acl", { name: "shop", defaultAction: { allow: {} }, rules, ...properties }, more);

/** A rule that blocks what a statement matches; its priority is its place in the ACL unless `more` says it. */
export const rule = (name: string, statement: Block, more: Block = {}): Block => ({
  name,
  action: { block: {} },
  statement,
  priority: 0,
  ...more,
});

/** `path` compared to a text without transformations. */
export const pathIs = (searchString: string): Block => ({
  byteMatchStatement: { searchString, positionalConstraint: "EXACTLY", fieldToMatch: { uriPath: {} }, textTransformations: [] },
});

/** A GET of the home page from a documentation address. */
export const request = (change: Partial<WebRequest> = {}): WebRequest => ({
  method: "GET",
  path: "/",
  query: "",
  address: "198.51.100.7",
  headers: [],
  ...change,
});

/** A firewall of these rules, beside other resources. */
export const firewall = (rules: readonly Block[], others: readonly ExportedResource[] = [], options: LoadOptions = {}): Firewall =>
  loadFirewall([acl(rules), ...others], options);

/** What becomes of one request; `hints` as on the command line. */
export function asked(of: Firewall, change: Partial<WebRequest> = {}, ...hints: string[]): Evaluation {
  const [evaluation] = evaluate(of, [request({ ...change, hints: parseHints(hints, of.hintable) })]);
  if (evaluation === undefined) throw new Error("no evaluation");
  return evaluation;
}

/** Whether a statement matches a request; undefined where only AWS could say. */
export function outcome(statement: Block, change: Partial<WebRequest> = {}, others: readonly ExportedResource[] = []): boolean | undefined {
  const { verdict, open } = asked(firewall([rule("it", statement)], others), change);
  return open.length > 0 ? undefined : verdict === "block";
}
