/** Who asks for what; `context` holds the condition keys that AWS fills in. */
export interface AccessRequest {
  /** An IAM principal's ARN, a service's name, or `anonymous`. */
  readonly principal: string;
  readonly action: string;
  readonly resource?: string;
  readonly context?: Context;
}

type Context = Readonly<Record<string, string | readonly string[]>>;

/** One statement of a parsed policy. */
export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: Readonly<Record<string, string | readonly string[]>>;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** The statements of a policy document; throws for one of another version, and for what this evaluator does not know. */
export function statementsOf(policy: unknown): PolicyStatement[] {
  const document: unknown = typeof policy === "string" ? JSON.parse(policy) : policy;
  if (!isDocument(document)) throw new Error(`got ${JSON.stringify(policy)}, expected a policy of version 2012-10-17`);
  for (const statement of document.Statement)
    for (const key of Object.keys(statement)) if (!known.includes(key)) throw new Error(`${statement.Sid}: ${key} is not evaluated`);
  return [...document.Statement];
}

const known = ["Sid", "Effect", "Principal", "Action", "Resource", "Condition"];

function isDocument(value: unknown): value is { readonly Statement: readonly PolicyStatement[] } {
  if (typeof value !== "object" || value === null || !("Version" in value) || !("Statement" in value)) return false;
  return value.Version === "2012-10-17" && Array.isArray(value.Statement);
}

/**
 * What a resource's policy says to a request: `denied` by a Deny, `allowed` by an Allow, `unmentioned` otherwise. An account's
 * root stands for all its principals, to whom IAM has said yes.
 */
export function decide(policy: unknown, request: AccessRequest): "allowed" | "denied" | "unmentioned" {
  const effects = statementsOf(policy)
    .filter((statement) => matches(statement, request))
    .map(({ Effect }) => Effect);
  if (effects.includes("Deny")) return "denied";
  return effects.includes("Allow") ? "allowed" : "unmentioned";
}

function matches(statement: PolicyStatement, { principal, action, resource = "*", context = {} }: AccessRequest): boolean {
  return (
    principalMatches(statement.Principal, principal) &&
    list(statement.Action).some((pattern) => like(pattern.toLowerCase(), action.toLowerCase())) &&
    list(resourcesOf(statement)).some((pattern) => like(filled(pattern, context), resource)) &&
    conditionHolds(statement, context)
  );
}

/** A trust policy has none: it is about the role itself. */
const resourcesOf = ({ Resource }: Partial<PolicyStatement>) => Resource ?? "*";

/** A pattern with IAM's variables, such as `${aws:username}`, filled in. */
const filled = (pattern: string, context: Context): string =>
  pattern.replace(/\$\{([\w:]+)\}/g, (_, key: string) => list(context[key] ?? "").join(""));

/**
 * What IAM says to a role that has these policies, of its own and attached, within a boundary: `denied` by a Deny of any of them, `allowed`
 * if one of its policies and the boundary allow it.
 */
export function decideFor(policies: readonly unknown[], request: Omit<AccessRequest, "principal">, boundary?: unknown): Decision {
  const ask = (policy: unknown) => decide(asResourcePolicy(policy), { ...request, principal: "anybody" });
  const said = policies.map(ask);
  const bounded = boundary === undefined ? "allowed" : ask(boundary);
  if (bounded === "denied" || said.includes("denied")) return "denied";
  return bounded === "allowed" && said.includes("allowed") ? "allowed" : "unmentioned";
}

type Decision = ReturnType<typeof decide>;

/** An identity's policy has no principal: it is about whoever has it. */
const asResourcePolicy = (policy: unknown) => ({
  Version: "2012-10-17",
  Statement: statementsOf(policy).map((statement) => ({ ...statement, Principal: { Service: "anybody" } })),
});

function principalMatches(principals: PolicyStatement["Principal"], principal: string): boolean {
  const { AWS = [], Service = [], Federated = [], ...others } = principals ?? {};
  if (Object.keys(others).length > 0) throw new Error(`principals of ${Object.keys(others)} are not evaluated`);
  const account = /^arn:aws:iam::(\d+):/.exec(principal)?.[1];
  const byArn = list(AWS).some((arn) => arn === "*" || arn === principal || arn === `arn:aws:iam::${account}:root`);
  return byArn || list(Service).includes(principal) || list(Federated).includes(principal);
}

const operators: Readonly<Record<string, (pattern: string, value: string) => boolean>> = {
  StringEquals: (pattern, value) => pattern === value,
  StringLike: (pattern, value) => like(pattern, value),
  ArnEquals: (pattern, value) => like(pattern, value),
  ArnLike: (pattern, value) => like(pattern, value),
  Bool: (pattern, value) => pattern === value,
  NumericLessThan: (pattern, value) => Number(value) < Number(pattern),
};

/** Operators that say no: they hold of a request that lacks the key. */
const negated: typeof operators = {
  ArnNotEquals: (pattern, value) => like(pattern, value),
  StringNotEquals: (pattern, value) => pattern === value,
};

/** Every operator and key must hold; a key that the request lacks never does, but for all of no values and under an operator that says no. */
function conditionHolds({ Sid, Condition = {} }: PolicyStatement, context: Context): boolean {
  return Object.entries(Condition).every(([operator, keys]) => {
    if (operator in negated) {
      return Object.entries(keys).every(
        ([key, patterns]) =>
          !list(patterns).some((pattern) => list(context[key] ?? "").some((value) => negated[operator]?.(pattern, value))),
      );
    }
    const [, each, base = "", ifExists] = /^(ForAllValues:|ForAnyValue:)?(.+?)(IfExists)?$/.exec(operator) ?? [];
    const holds = operators[base];
    if (!holds && base !== "Null") throw new Error(`${Sid}: ${operator} is not evaluated`);
    return Object.entries(keys).every(([key, patterns]) => {
      const value = context[key];
      if (!holds) return list(patterns).includes(String(value === undefined));
      if (value === undefined) return each === "ForAllValues:" || ifExists !== undefined;
      const one = (single: string) => list(patterns).some((pattern) => holds(pattern, single));
      return each === "ForAllValues:" ? list(value).every(one) : list(value).some(one);
    });
  });
}

/** `*` stands for any text, `?` for one character. */
function like(pattern: string, value: string): boolean {
  const expression = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${expression}$`, "s").test(value);
}

/** A value that may stand alone or in a list. */
export function list(value: string | readonly string[]): readonly string[] {
  return typeof value === "string" ? [value] : value;
}
