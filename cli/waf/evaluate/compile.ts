import type { Test } from "./context.ts";
import type { Scope } from "./scope.ts";
import { type Block, blockOf, blocksOf, chosen } from "./shape.ts";
import { asnMatch, geoMatch, ipSet } from "./statements/address.ts";
import { labelMatch } from "./statements/label.ts";
import { and, not, or } from "./statements/logic.ts";
import { onlyAws } from "./statements/only-aws.ts";
import { rateBased } from "./statements/rate.ts";
import { byteMatch, regexMatch, regexPatternSet, sizeConstraint } from "./statements/text.ts";

/**
 * Makes a statement ready to be asked. One that cannot be decided here (an attack detector of AWS's, an unknown kind) stays open.
 * @throws UserError for what AWS would refuse
 */
export function compile(statement: Block | undefined, scope: Scope): Test {
  const [kind = "", content = {}] = (statement && chosen(statement)) ?? [];
  const make = kinds[kind];
  return make ? make(content, scope) : onlyAws(kind === "" ? "a statement that is not known yet" : `the statement ${kind}`);
}

const kinds: Readonly<Record<string, (content: Block, scope: Scope) => Test>> = {
  andStatement: (content, scope) => and(inner(content, scope)),
  orStatement: (content, scope) => or(inner(content, scope)),
  notStatement: (content, scope) => not(and(inner(content, scope))),
  byteMatchStatement: byteMatch,
  regexMatchStatement: regexMatch,
  regexPatternSetReferenceStatement: regexPatternSet,
  sizeConstraintStatement: sizeConstraint,
  ipSetReferenceStatement: ipSet,
  geoMatchStatement: geoMatch,
  asnMatchStatement: asnMatch,
  labelMatchStatement: labelMatch,
  rateBasedStatement: (content, scope) => rateBased(content, scope, nested(content.scopeDownStatement, scope)),
  sqliMatchStatement: () => onlyAws("SQL injection"),
  xssMatchStatement: () => onlyAws("cross-site scripting"),
  ruleGroupReferenceStatement: () => onlyAws("the rules of a rule group, which are not read"),
};

const inner = (content: Block, scope: Scope): Test[] =>
  blocksOf(content.statements ?? content.statement).map((each) => compile(each, scope));

/** A statement that narrows another down; undefined where there is none. */
export function nested(statement: unknown, scope: Scope): Test | undefined {
  const block = blockOf(statement);
  return block && chosen(block) ? compile(block, scope) : undefined;
}
