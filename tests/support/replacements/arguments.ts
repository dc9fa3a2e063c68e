import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import ts from "typescript";

/** A property that a resource's program may give, as the SDK declares it. */
export interface Argument {
  readonly name: string;
  /** What the SDK's documentation says of it. */
  readonly about: string;
  /** Of a block: what is in it. */
  readonly inside: () => readonly Argument[];
}

const folder = dirname(createRequire(import.meta.url).resolve("@pulumi/aws/package.json"));
const printer = ts.createPrinter();

/** The version of the SDK that the arguments are read from. */
export const sdkVersion = (): string => /"version": "([\d.]+)"/.exec(readFileSync(join(folder, "package.json"), "utf8"))?.[1] ?? "";

/** The arguments of a type such as `aws:ec2/vpc:Vpc`; none where the SDK has no such type. */
export function argumentsOf(type: string): readonly Argument[] {
  const [, module = "", name = ""] = type.split(":");
  const found = interfacesIn(join(folder, `${module}.d.ts`)).get(`${name}Args`);
  return found === undefined ? [] : membersOf(found);
}

function membersOf(declaration: ts.InterfaceDeclaration): readonly Argument[] {
  const source = declaration.getSourceFile();
  return declaration.members.filter(ts.isPropertySignature).map((member) => ({
    name: member.name.getText(source),
    about: ts
      .getJSDocCommentsAndTags(member)
      .map((comment) => comment.getText(source))
      .join(" "),
    inside: () => blockOf(member.type, source),
  }));
}

function blockOf(type: ts.TypeNode | undefined, source: ts.SourceFile): readonly Argument[] {
  const text = type === undefined ? "" : printer.printNode(ts.EmitHint.Unspecified, type, source);
  const [, space, name] = /\binputs\.(\w+)\.(\w+)/.exec(text) ?? [];
  const found = interfacesIn(join(folder, "types/input.d.ts")).get(`${space}.${name}`);
  return found === undefined ? [] : membersOf(found);
}

const read = new Map<string, ReadonlyMap<string, ts.InterfaceDeclaration>>();

/** The interfaces of a file by name, those in a namespace as `ec2.LaunchTemplateTagSpecification`. */
function interfacesIn(file: string): ReadonlyMap<string, ts.InterfaceDeclaration> {
  const known = read.get(file);
  if (known) return known;
  const found = new Map<string, ts.InterfaceDeclaration>();
  const visit = (node: ts.Node, space: string): void => {
    if (ts.isInterfaceDeclaration(node)) found.set(`${space}${node.name.text}`, node);
    else ts.forEachChild(node, (child) => visit(child, ts.isModuleDeclaration(node) ? `${node.name.text}.` : space));
  };
  visit(ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true), "");
  read.set(file, found);
  return found;
}
