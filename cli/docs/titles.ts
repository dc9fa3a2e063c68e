import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/** A test by its own title, and what it names. */
export interface NamedTest {
  /** Path in the folder of the tests. */
  readonly file: string;
  readonly title: string;
  /** Every word in it, dashes being part of a word, or for the row of a table what the row begins with. */
  readonly names: ReadonlySet<string>;
}

/** The tests in each `*.test.ts` of a folder and those below it, in the order of their files and within them. */
export function namedTests(folder: string): NamedTest[] {
  const files = globSync("**/*.test.ts", { cwd: folder }).sort();
  return files.flatMap((file) => testsIn(readFileSync(join(folder, file), "utf8")).map((test) => ({ file, ...test })));
}

/** A test as it stands in a file. */
type Titled = Omit<NamedTest, "file">;

/**
 * The tests in a file's text: `test("title", …)` by what its body names; of tables each row that begins with what it is about and a
 * sentence, `[policy, "title", …]`; and each row of `cases(policy, ["title", …])`. Another name that the file gives something counts as both.
 */
export function testsIn(text: string): Titled[] {
  const found: Titled[] = [];
  const aliases = new Map<string, string>();
  const visit = (node: ts.Node): void => {
    if (ts.isImportSpecifier(node) && node.propertyName) aliases.set(node.name.text, node.propertyName.text);
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer && ts.isIdentifier(node.initializer))
      aliases.set(node.name.text, node.initializer.text);
    if (ts.isCallExpression(node)) found.push(...ofCall(node));
    if (ts.isArrayLiteralExpression(node)) found.push(...ofRow(node));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile("one.test.ts", text, ts.ScriptTarget.Latest, true));
  return found.map(({ title, names }) => ({ title, names: new Set([...names].flatMap((name) => [name, aliases.get(name) ?? name])) }));
}

function ofCall(call: ts.CallExpression): Titled[] {
  const [first, ...rest] = call.arguments;
  if (first === undefined) return [];
  if (isTest(call.expression)) {
    const title = textOf(first);
    // A title with a place for a row's fields is none: the rows have theirs.
    if (title === undefined || /[$%]\w/.test(title)) return [];
    return [{ title, names: new Set(call.getText().match(/[\w-]+/g)) }];
  }
  if (!ts.isIdentifier(call.expression) || !ts.isIdentifier(first)) return [];
  const rows = rest.filter(ts.isArrayLiteralExpression);
  return rows.flatMap(({ elements: [sentence] }) => titled(textOf(sentence), first.text));
}

/** `test`, and `test.each(…)`. */
function isTest(callee: ts.Expression): boolean {
  if (ts.isIdentifier(callee)) return callee.text === "test";
  return (ts.isCallExpression(callee) || ts.isPropertyAccessExpression(callee)) && isTest(callee.expression);
}

/** A row is one of a table, or stands as an argument of a function that makes tests; what `toEqual` gets is none. */
function ofRow(row: ts.ArrayLiteralExpression): Titled[] {
  const isArgument = ts.isCallExpression(row.parent) && ts.isIdentifier(row.parent.expression);
  if (!ts.isArrayLiteralExpression(row.parent) && !isArgument) return [];
  const [subject, sentence] = row.elements;
  const name = subject && (ts.isIdentifier(subject) ? subject.text : textOf(subject));
  return name === undefined ? [] : titled(textOf(sentence), name);
}

const titled = (title: string | undefined, name: string): Titled[] => (title === undefined ? [] : [{ title, names: new Set([name]) }]);

const textOf = (node: ts.Node | undefined): string | undefined => (node && ts.isStringLiteralLike(node) ? node.text : undefined);
