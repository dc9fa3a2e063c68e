/** Part of a request that a statement looks at. */
export type Field =
  | { readonly uriPath: Record<never, never> }
  | { readonly queryString: Record<never, never> }
  | { readonly method: Record<never, never> }
  | { readonly body: { readonly oversizeHandling: "CONTINUE" | "MATCH" | "NO_MATCH" } }
  | { readonly singleHeader: { readonly name: string } }
  | { readonly singleQueryArgument: { readonly name: string } }
  | { readonly cookies: CookieField };

/** Cookies by their names. */
export interface CookieField {
  readonly matchPatterns: { readonly includedCookies: string[] }[];
  readonly matchScope: "ALL";
  readonly oversizeHandling: "MATCH";
}

/** A transformation of a text before it is compared; each but `NONE` costs capacity. */
export interface Transformation {
  readonly priority: number;
  readonly type: "NONE" | "LOWERCASE";
}

/** Keys that rates are counted by. */
export type RateKey = { readonly ip: true } | { readonly cookie: string };

/**
 * The statements that our rules are made of: Pulumi's own form, and what the capacity is counted from. `Arn` is what stands for an IP set:
 * its name in a plan.
 */
export interface WafStatement<Arn = string> {
  andStatement?: { statements: WafStatement<Arn>[] };
  orStatement?: { statements: WafStatement<Arn>[] };
  notStatement?: { statement: WafStatement<Arn> };
  regexMatchStatement?: { regexString: string; fieldToMatch: Field; textTransformations: Transformation[] };
  byteMatchStatement?: {
    searchString: string;
    positionalConstraint: Constraint;
    fieldToMatch: Field;
    textTransformations: Transformation[];
  };
  sizeConstraintStatement?: { comparisonOperator: "GT"; size: number; fieldToMatch: Field; textTransformations: Transformation[] };
  asnMatchStatement?: { asnLists: number[] };
  geoMatchStatement?: { countryCodes: string[] };
  ipSetReferenceStatement?: { arn: Arn; ipSetForwardedIpConfig?: ForwardedAddress };
  labelMatchStatement?: { scope: "LABEL" | "NAMESPACE"; key: string };
  rateBasedStatement?: RateStatement<Arn>;
  managedRuleGroupStatement?: GroupStatement<Arn>;
}

/** A header whose first address is compared with a set; a header without one matches no set. */
export interface ForwardedAddress {
  readonly headerName: string;
  readonly position: "FIRST";
  readonly fallbackBehavior: "NO_MATCH";
}

/** Where a text has to stand. */
export type Constraint = "EXACTLY" | "STARTS_WITH";

/** Counts requests, and matches those over the limit. */
export interface RateStatement<Arn = string> {
  limit: number;
  evaluationWindowSec: number;
  /** `CONSTANT` counts all requests that the scope names together. */
  aggregateKeyType: "IP" | "CUSTOM_KEYS" | "CONSTANT";
  customKeys?: { cookie: { name: string; textTransformations: Transformation[] } }[];
  scopeDownStatement?: WafStatement<Arn>;
}

/** A group of AWS's rules. */
export interface GroupStatement<Arn = string> {
  vendorName: "AWS";
  name: string;
  managedRuleGroupConfigs?: GroupConfig[];
  ruleActionOverrides?: { name: string; actionToUse: RuleAction }[];
  scopeDownStatement?: WafStatement<Arn>;
}

/** The action of a rule; one of the keys is set. */
export interface RuleAction {
  allow?: Record<never, never>;
  block?: { customResponse?: { responseCode: number; customResponseBodyKey: string; responseHeaders?: { name: string; value: string }[] } };
  count?: Record<never, never>;
  captcha?: Record<never, never>;
  challenge?: Record<never, never>;
}

/** Settings of groups that need some. */
export interface GroupConfig {
  awsManagedRulesBotControlRuleSet?: { inspectionLevel: "COMMON" | "TARGETED"; enableMachineLearning?: boolean };
  awsManagedRulesAntiDdosRuleSet?: {
    clientSideActionConfig: {
      challenge: { usageOfAction: "ENABLED"; sensitivity: "HIGH"; exemptUriRegularExpressions: { regexString: string }[] };
    };
    sensitivityToBlock: "LOW";
  };
  awsManagedRulesAtpRuleSet?: { loginPath: string; enableRegexInPath: boolean; requestInspection: RequestInspection };
  awsManagedRulesAcfpRuleSet?: {
    creationPath: string;
    registrationPagePath: string;
    enableRegexInPath: boolean;
    requestInspection: RequestInspection;
  };
}

/** Where the user's name and password stand in a request. */
export interface RequestInspection {
  payloadType: "FORM_ENCODED";
  usernameField: { identifier: string };
  passwordField: { identifier: string };
}

const asItIs = (): Transformation[] => [{ priority: 0, type: "NONE" }];

export const path: Field = { uriPath: {} };
export const query: Field = { queryString: {} };
/** The first 8 KB of the body; what is longer is the rule `oversize`'s business. */
export const body: Field = { body: { oversizeHandling: "CONTINUE" } };
/** The body, of which more than 8 KB counts as a match. */
export const wholeBody: Field = { body: { oversizeHandling: "MATCH" } };
/** An argument of the query; the case of its name does not count, and AWS takes it in lower case only. */
export const argument = (name: string): Field => ({ singleQueryArgument: { name: name.toLowerCase() } });
/** Any of these cookies; more than 8 KB of cookies, which web servers refuse, count as a match. */
export const cookies = (names: readonly string[]): Field => ({
  cookies: { matchPatterns: [{ includedCookies: [...names] }], matchScope: "ALL", oversizeHandling: "MATCH" },
});
export const header = (name: string): Field => ({ singleHeader: { name } });

/** All of the statements, or the only one. */
export const allOf = (...statements: WafStatement[]): WafStatement =>
  joined(statements, (several) => ({ andStatement: { statements: several } }));

/** Any of the statements, or the only one. */
export const anyOf = (...statements: WafStatement[]): WafStatement =>
  joined(statements, (several) => ({ orStatement: { statements: several } }));

export const not = (statement: WafStatement): WafStatement => ({ notStatement: { statement } });

export const matches = (fieldToMatch: Field, regexString: string): WafStatement => ({
  regexMatchStatement: { regexString, fieldToMatch, textTransformations: asItIs() },
});

/** Whether a component is there and not empty. */
export const has = (fieldToMatch: Field): WafStatement => ({
  sizeConstraintStatement: { comparisonOperator: "GT", size: 0, fieldToMatch, textTransformations: asItIs() },
});

export const is = (fieldToMatch: Field, searchString: string, type: Transformation["type"] = "NONE"): WafStatement =>
  compared("EXACTLY", fieldToMatch, searchString, type);

export const startsWith = (fieldToMatch: Field, searchString: string, type: Transformation["type"] = "NONE"): WafStatement =>
  compared("STARTS_WITH", fieldToMatch, searchString, type);

/** A label that an earlier rule wrote: our own `<namespace>:<name>`, or one of AWS's in full. */
export const labelled = (key: string): WafStatement => ({ labelMatchStatement: { scope: "LABEL", key } });

/** Any label of a namespace of ours, `form:`. */
export const labelledAny = (key: `${string}:`): WafStatement => ({ labelMatchStatement: { scope: "NAMESPACE", key } });

export const fromSet = (arn: string): WafStatement => ({ ipSetReferenceStatement: { arn } });

/** Whether the address in a header, and not the sender's own, is in a set. */
export const inHeader = (arn: string, headerName: string): WafStatement => ({
  ipSetReferenceStatement: { arn, ipSetForwardedIpConfig: { headerName, position: "FIRST", fallbackBehavior: "NO_MATCH" } },
});

/** A statement with what stands for each IP set in place of its name. */
export function withSets<Arn>(statement: WafStatement, arnOf: (set: string) => Arn): WafStatement<Arn> {
  const { andStatement, orStatement, notStatement, ipSetReferenceStatement, rateBasedStatement, managedRuleGroupStatement, ...others } =
    statement;
  const inner = (one: WafStatement) => withSets(one, arnOf);
  const scoped = <T extends { scopeDownStatement?: WafStatement }>({ scopeDownStatement, ...rest }: T) => ({
    ...rest,
    ...(scopeDownStatement && { scopeDownStatement: inner(scopeDownStatement) }),
  });
  return {
    ...others,
    ...(andStatement && { andStatement: { statements: andStatement.statements.map(inner) } }),
    ...(orStatement && { orStatement: { statements: orStatement.statements.map(inner) } }),
    ...(notStatement && { notStatement: { statement: inner(notStatement.statement) } }),
    ...(ipSetReferenceStatement && { ipSetReferenceStatement: { ...ipSetReferenceStatement, arn: arnOf(ipSetReferenceStatement.arn) } }),
    ...(rateBasedStatement && { rateBasedStatement: scoped(rateBasedStatement) }),
    ...(managedRuleGroupStatement && { managedRuleGroupStatement: scoped(managedRuleGroupStatement) }),
  };
}

function compared(positionalConstraint: Constraint, fieldToMatch: Field, searchString: string, type: Transformation["type"]): WafStatement {
  return { byteMatchStatement: { searchString, positionalConstraint, fieldToMatch, textTransformations: [{ priority: 0, type }] } };
}

function joined(statements: WafStatement[], join: (several: WafStatement[]) => WafStatement): WafStatement {
  const [only, ...others] = statements;
  // AWS takes no "and" or "or" of less than two.
  return only && others.length === 0 ? only : join(statements);
}
