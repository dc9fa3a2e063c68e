import { isRecord } from "../../../domain/values.ts";
import type { GraphResource } from "../offline.ts";

/** Something that is told to be run on a node, and as whom: a command of Systems Manager is root's, a session no one's. */
export interface Told {
  /** The page, or the document. */
  readonly where: string;
  readonly as: "root" | "session";
  readonly script: string;
}

/** A document that a text runs, by the helpers of docs/operations/README.md. */
export interface DocumentCall {
  readonly where: string;
  /** After `<stack>-`. */
  readonly document: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** What is typed in one's own shell: the helpers, and programs that call AWS from there. */
const own =
  /^(onNode|nodes|byDocument|automation|send|database|out|metric|nodeLog|aws|npx|jq|zstd|mysqldump|rsync|export|INSTANCE=|NODE=)\b/;
const onNodePhrase = String.raw`\b(?:on|from|in a session on) (?:a|the|one|each|any) node\b`;

/** All that a page, or a plan, tells to run on a node. */
export function toldIn(where: string, text: string): Told[] {
  const plain = text.replaceAll("\\|", "|").replaceAll(/\\\n\s*/g, " ");
  return [...byHelper(where, plain), ...inBlocks(where, plain), ...inSentences(where, plain)];
}

/** `onNode INSTANCE 'COMMAND'`, as root. */
function byHelper(where: string, text: string): Told[] {
  const quoted = String.raw`'(?<single>[^']*)'|"(?<double>(?:[^"\\]|\\.)*)"|(?<word>[a-z][\w./-]*)`;
  return [...text.matchAll(new RegExp(String.raw`\bonNode (?:"[^"]*"|\S+) (?:${quoted})`, "g"))].map(({ groups = {} }) => ({
    where,
    as: "root",
    script: groups.single ?? groups.double?.replaceAll(/\\([$"\\])/g, "$1") ?? groups.word ?? "",
  }));
}

/** Lines of a block, or a plan, after a comment that says so or after a session has begun. */
function inBlocks(where: string, text: string): Told[] {
  const found: string[] = [];
  let there = false;
  for (const line of text.split("\n").map((one) => one.trim())) {
    if (/^```|^## |^\d+\. /.test(line)) there = false;
    else if (line.startsWith("#")) there = new RegExp(onNodePhrase, "i").test(line);
    else if (there && line !== "") found.push(line);
  }
  return found.length > 0 ? [{ where, as: "session", script: found.join("\n") }] : [];
}

/** A command, or SQL, in a sentence that says where: before it, or behind it. */
function inSentences(where: string, text: string): Told[] {
  const prose = text.replaceAll(/^```(?!sql)[\s\S]*?^```$/gm, "");
  const before = new RegExp(
    `${onNodePhrase}(?<rest>(?:[^.|\`\\n]|\\n(?!\\n)|\`[^\`]*\`|\\.(?=\\S))*(?:\\n\\n\`\`\`sql\\n[^\`]*\`\`\`)?)`,
    "gi",
  );
  const behind = /`([^`\n]+)` (?:on|in a session on) (?:a|the|each|one) node\b/gi;
  const spans = [
    ...[...prose.matchAll(before)].flatMap(({ groups }) => spansOf(groups?.rest ?? "")),
    ...[...prose.matchAll(behind)].map(([, span = ""]) => span),
  ];
  return spans
    .filter((span) => !own.test(span) && isCommand(span))
    .map((span) => ({ where, as: "session", script: isSql(span) ? `mysql -e "${span}"` : span }));
}

const spansOf = (text: string): string[] =>
  [...text.matchAll(/```sql\n([^`]*)```|`([^`]+)`/g)].map(([, block, span]) => block ?? span ?? "");
const isSql = (span: string): boolean => /^(SELECT|SHOW|CALL|TRUNCATE|UPDATE|DELETE|ALTER)\b/.test(span.trim());
/** A word and more words: not the name of a thing, a setting or a file. */
const isCommand = (span: string): boolean => isSql(span) || /^[a-z][\w-]*( [^=].*| && .*)$/.test(span);

/** What a store's own documents run on its nodes. Instances that a document starts itself are none of them. */
export function toldByDocuments(graph: readonly GraphResource[]): Told[] {
  return contents(graph).flatMap(({ name, content }) => {
    const steps = Array.isArray(content.mainSteps) ? content.mainSteps.filter(isRecord) : [];
    return steps.flatMap(({ action, inputs }): Told[] => {
      if (!isRecord(inputs)) return [];
      const lines =
        action === "aws:runShellScript" ? inputs.runCommand : onNodes(inputs) && isRecord(inputs.Parameters) && inputs.Parameters.commands;
      return Array.isArray(lines) ? [{ where: name, as: "root", script: lines.join("\n") }] : [];
    });
  });
}

const onNodes = ({ InstanceIds, DocumentName }: Readonly<Record<string, unknown>>): boolean =>
  DocumentName === "AWS-RunShellScript" && !/\.InstanceId/.test(JSON.stringify(InstanceIds ?? ""));

/** The documents of a graph, by their names, as AWS gets them. */
export function contents(
  graph: readonly GraphResource[],
): { readonly name: string; readonly content: Readonly<Record<string, unknown>> }[] {
  return graph
    .filter(({ type }) => type === "aws:ssm/document:Document")
    .flatMap(({ inputs }) => {
      const content: unknown =
        typeof inputs?.content === "string" && inputs.content.startsWith("{") ? JSON.parse(inputs.content) : undefined;
      return isRecord(content) ? [{ name: String(inputs?.name), content }] : [];
    });
}

/** The documents that a text runs, with the values that it gives. */
export function documentCalls(where: string, text: string): DocumentCall[] {
  const helpers = [
    ...text.matchAll(/\b(byDocument (?:"[^"\n]*"|\$?\w+) |automation )([a-z][\w-]*)((?: [A-Z]\w*=(?:'[^']*'|"[^"]*"|[^\s;`)|'"\]]+))*)/g),
  ];
  const joined = text.replaceAll(/\\\n\s*/g, " ");
  const direct = [...joined.matchAll(/--document-name "?(?:\$\{?STACK\}?|shop-[a-z]+)-([\w-]+)"?([^\n]*)/g)];
  return [
    ...helpers.map(([, helper = "", name = "", given = ""]) => ({
      where,
      document: helper.startsWith("byDocument") ? `node-${name}` : name,
      parameters: pairs(given.trim().split(/ (?=[A-Z]\w*=)/)),
    })),
    ...direct.map(([, document = "", rest = ""]) => ({
      where,
      document,
      parameters: pairs((/--parameters "?([A-Z]\w*=[^\s"`)]+)/.exec(rest)?.[1] ?? "").split(",")),
    })),
  ];
}

const pairs = (given: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    given
      .filter(Boolean)
      .map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1).replaceAll(/^['"]|['"]$/g, "")]),
  );
