import { isRecord } from "../../domain/values.ts";

/**
 * Whether EventBridge's pattern fits an event; knows values, `prefix`, `suffix`, `anything-but` with values, `exists` and `$or`. Throws for anything else.
 * Source: docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function matches(pattern: unknown, event: unknown): boolean {
  if (!isRecord(pattern)) throw new Error(`got ${JSON.stringify(pattern)}, expected an object`);
  return Object.entries(pattern).every(([key, wanted]) => {
    if (key === "$or") return [wanted].flat().some((one) => matches(one, event));
    const value = isRecord(event) ? event[key] : undefined;
    return Array.isArray(wanted) ? fits(wanted, value) : matches(wanted, value);
  });
}

/** Of a list in the event, one has to fit. */
const fits = (wanted: readonly unknown[], value: unknown): boolean =>
  wanted.some((one) => (Array.isArray(value) ? value.some((part) => fitsOne(one, part)) : fitsOne(one, value)));

function fitsOne(wanted: unknown, value: unknown): boolean {
  if (!isRecord(wanted)) return value === wanted;
  const [[operator, operand] = []] = Object.entries(wanted);
  const text = String(value);
  if (operator === "exists") return (value !== undefined) === operand;
  if (operator === "prefix") return value !== undefined && text.startsWith(String(operand));
  if (operator === "suffix") return value !== undefined && text.endsWith(String(operand));
  if (operator === "anything-but") return value !== undefined && ![operand].flat().includes(value);
  throw new Error(`${JSON.stringify(wanted)}: not known`);
}
