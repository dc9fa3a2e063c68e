import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

const root = join(import.meta.dirname, "../..");

/** Stands for what a sentence takes from the values it is about. */
export const VARIES = "…";

/** A fault that the settings' checks or a command can say, as the source has it. */
export interface FaultSentence {
  /** File and line. */
  readonly place: string;
  /** `whole`: a sentence as it is printed; `expected`: what `fault` and zod put behind the place and what was got. */
  readonly form: "whole" | "expected";
  readonly text: string;
}

/** Every fault that the sources of `cli/` and `stacks/` can say. */
export function faultSentences(): FaultSentence[] {
  const files = globSync("{cli,stacks}/**/*.ts", { cwd: root }).sort();
  return files.flatMap((file) => faultsIn(file, readFileSync(join(root, file), "utf8")));
}

/** The faults that one source can say. */
export function faultsIn(file: string, text: string): FaultSentence[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const constants = constantsOf(source);
  const found = new Map<string, FaultSentence>();
  const visit = (node: ts.Node): void => {
    const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    for (const [form, expression] of saidAt(node))
      for (const said of textsOf(expression, constants))
        if (/[a-z]{2}/.test(said)) found.set(`${form} ${said}`, { place: `${file}:${line}`, form, text: said });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return [...found.values()];
}

type Said = readonly [form: FaultSentence["form"], expression: ts.Expression];

/** What of a node is a fault: the arguments of `fault`, of zod's checks, and of errors for people, and texts in the form of a fault. */
function saidAt(node: ts.Node): Said[] {
  if (ts.isCallExpression(node)) return saidBy(node.expression.getText(), node.arguments);
  if (ts.isPropertyAssignment(node) && node.name.getText() === "error") return [["expected", node.initializer]];
  if (ts.isNewExpression(node) && /^(UserError|SettingsError)$/.test(node.expression.getText()) && node.arguments?.[0])
    return [["whole", node.arguments[0]]];
  return isText(node) && /^\S[^"]*: (got .*, expected |missing; )/.test(textOf(node)) ? [["whole", node]] : [];
}

function saidBy(called: string, [first, second, third]: readonly ts.Expression[]): Said[] {
  if (called === "fault" && third) return [["expected", third]];
  if (/\.addIssue$/.test(called) && first) return [["expected", messageIn(first)]];
  if (/\.(?:min|max|regex|refine)$/.test(called) && second) return [["expected", second]];
  return /^z\.(?:email|iso\.date)$/.test(called) && first ? [["expected", first]] : [];
}

/** The message of an issue, which zod also takes alone. */
function messageIn(issue: ts.Expression): ts.Expression {
  const found = ts.isObjectLiteralExpression(issue) ? issue.properties.find((one) => one.name?.getText() === "message") : undefined;
  return found && ts.isPropertyAssignment(found) ? found.initializer : issue;
}

const isText = (node: ts.Node): node is ts.StringLiteralLike | ts.TemplateExpression =>
  ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);

const textOf = (node: ts.StringLiteralLike | ts.TemplateExpression): string =>
  ts.isTemplateExpression(node) ? [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join(VARIES) : node.text;

type Constants = ReadonlyMap<string, ts.Expression>;

/** The texts that an expression can be, as far as the source says. */
function textsOf(node: ts.Expression, constants: Constants): string[] {
  if (isText(node)) return [textOf(node)];
  if (ts.isConditionalExpression(node)) return [...textsOf(node.whenTrue, constants), ...textsOf(node.whenFalse, constants)];
  if (ts.isParenthesizedExpression(node)) return textsOf(node.expression, constants);
  const named = ts.isIdentifier(node) ? constants.get(node.text) : undefined;
  return named ? textsOf(named, constants) : [];
}

/** A source's constants by name; one of the same name in another function is another's. */
function constantsOf(source: ts.SourceFile): Constants {
  const constants = new Map<string, ts.Expression>();
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer) constants.set(node.name.text, node.initializer);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return constants;
}
