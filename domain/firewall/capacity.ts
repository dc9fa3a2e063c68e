import { managedGroups } from "../defaults/firewall.ts";
import type { Field, GroupStatement, RateStatement, Transformation, WafStatement } from "./statements.ts";

/*
 * Capacity units of AWS WAF, from docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statements-match.html and the pages of the other
 * statements. AWS may count less where two statements transform the same component alike; never more.
 */

/** Each text transformation but NONE. */
const aTransformation = 10;
/** Each key of one's own that a rate is counted by. */
const aRateKey = 30;
const comparing = { EXACTLY: 2, STARTS_WITH: 2 } as const;

/** The capacity units (WCU) of a statement. */
export function capacityOf(statement: WafStatement): number {
  const { andStatement, orStatement, notStatement, regexMatchStatement, byteMatchStatement } = statement;
  const inner = [
    ...(andStatement?.statements ?? []),
    ...(orStatement?.statements ?? []),
    ...(notStatement ? [notStatement.statement] : []),
  ];
  return (
    sum(inner.map(capacityOf)) +
    (regexMatchStatement ? 3 + looking(regexMatchStatement) : 0) +
    (byteMatchStatement ? comparing[byteMatchStatement.positionalConstraint] + looking(byteMatchStatement) : 0) +
    (statement.sizeConstraintStatement ? 1 + looking(statement.sizeConstraintStatement) : 0) +
    (statement.geoMatchStatement ? 1 : 0) +
    (statement.asnMatchStatement ? 1 : 0) +
    (statement.ipSetReferenceStatement ? 1 : 0) +
    (statement.labelMatchStatement ? 1 : 0) +
    (statement.rateBasedStatement ? rate(statement.rateBasedStatement) : 0) +
    (statement.managedRuleGroupStatement ? group(statement.managedRuleGroupStatement) : 0)
  );
}

const looking = ({ textTransformations }: { fieldToMatch: Field; textTransformations: readonly Transformation[] }): number =>
  aTransformation * textTransformations.filter(({ type }) => type !== "NONE").length;

const rate = ({ customKeys, scopeDownStatement }: RateStatement): number =>
  2 + aRateKey * (customKeys?.length ?? 0) + (scopeDownStatement ? capacityOf(scopeDownStatement) : 0);

const group = ({ name, scopeDownStatement }: GroupStatement): number =>
  (Object.values(managedGroups).find((known) => known.name === name)?.capacity ?? 0) +
  (scopeDownStatement ? capacityOf(scopeDownStatement) : 0);

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
