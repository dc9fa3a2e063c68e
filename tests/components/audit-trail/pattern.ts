/**
 * Whether CloudWatch Logs' pattern `{ … }` over JSON lets a record through; knows `&&`, `||`, parentheses, `=`, `!=` with text in quotes (a `*`
 * at either end stands for anything), and `NOT EXISTS`. A comparison with a field that is not there holds neither way. Throws for anything else.
 * Source: docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function letsThrough(pattern: string, record: unknown): boolean {
  const tokens = pattern.match(/"[^"]*"|\$[\w.[\]]+|NOT EXISTS|&&|\|\||!=|=|[(){}]|\S+/g) ?? [];
  const state = { at: 0 };
  const take = (expected?: string) => {
    const token = tokens[state.at++];
    if (token === undefined || (expected !== undefined && token !== expected)) throw new Error(`got ${token}, expected ${expected}`);
    return token;
  };
  const peek = () => tokens[state.at];

  function any(): boolean {
    let result = all();
    while (peek() === "||") {
      take();
      const next = all();
      result = result || next;
    }
    return result;
  }

  function all(): boolean {
    let result = one();
    while (peek() === "&&") {
      take();
      const next = one();
      result = result && next;
    }
    return result;
  }

  function one(): boolean {
    if (peek() === "(") {
      take("(");
      const result = any();
      take(")");
      return result;
    }
    return compare(valueAt(record, take()), take());
  }

  function compare(value: unknown, operator: string): boolean {
    if (operator === "NOT EXISTS") return value === undefined;
    if (operator !== "=" && operator !== "!=") throw new Error(`${operator} is not known`);
    const wanted = take();
    if (!wanted.startsWith('"')) throw new Error(`got ${wanted}, expected text in quotes`);
    if (value === undefined) return false;
    return (operator === "=") === like(wanted.slice(1, -1), String(value));
  }

  take("{");
  const result = any();
  take("}");
  if (state.at !== tokens.length) throw new Error(`got ${peek()}, expected the end`);
  return result;
}

const valueAt = (record: unknown, path: string): unknown =>
  path
    .replaceAll(/\[(\d+)\]/g, ".$1")
    .split(".")
    .slice(1)
    .reduce<unknown>(
      (value, key) => (typeof value === "object" && value !== null ? Object.entries(value).find(([name]) => name === key)?.[1] : undefined),
      record,
    );

const like = (wanted: string, value: string): boolean => {
  const [open, close] = [wanted.startsWith("*"), wanted.endsWith("*")];
  const text = wanted.replace(/^\*|\*$/g, "");
  if (text.includes("*")) throw new Error(`${wanted}: got a * within, expected it at an end`);
  if (open && close) return value.includes(text);
  if (open) return value.endsWith(text);
  return close ? value.startsWith(text) : value === text;
};
