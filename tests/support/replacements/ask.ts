import { UNKNOWN as UNKNOWN_TEXT } from "../../../domain/graph-values.ts";
import { isRecord } from "../../../domain/values.ts";
import { type Argument, argumentsOf } from "./arguments.ts";
import type { Attribute, Block, Naming, Planner } from "./provider.ts";
import { otherValues, plausible } from "./values.ts";

/** What replaces resources of a type: names of properties, those in blocks with a dot; `name[]` is that it comes or goes. */
export interface Answer {
  /** Whatever the new value is. */
  readonly always: readonly string[];
  /** By what the values are. */
  readonly perhaps: readonly string[];
  /** What the provider does not know: newer than it. */
  readonly unknown: readonly string[];
  /** What it planned with none of the values, since it wants something else changed with it. */
  readonly refused: readonly string[];
}

interface Case {
  /** The property, by the names of Pulumi and of Terraform. */
  readonly path: string;
  readonly attribute: readonly string[];
  /** Whether it is a block of properties. */
  readonly isBlock: boolean;
  readonly config: Readonly<Record<string, unknown>>;
}

/** Asks the provider to plan a change of each property of a type, over what it has made of each of `samples` (inputs, as the program gave them). */
export async function ask(
  planner: Planner,
  naming: Naming,
  type: string,
  samples: readonly Readonly<Record<string, unknown>>[],
): Promise<Answer> {
  const answers = new Map<string, Set<boolean>>();
  const unknown = new Set<string>();
  const blocks = new Set<string>();
  const refused = new Map<string, boolean>();
  for (const sample of samples) {
    const block = planner.block(type);
    const config = configOf(naming, block, type, sample);
    const prior = await planner.create(type, config).catch(() => undefined);
    if (prior === undefined) continue;
    for (const one of casesOf(naming, block, type, argumentsOf(type), config, unknown)) {
      const planned = await planner.change(type, prior, one.config).catch(() => undefined);
      const property = one.path.replace("[]", "");
      refused.set(property, (refused.get(property) ?? true) && planned === undefined);
      const [top = ""] = one.attribute;
      if (planned === undefined || same(planned.state[top], prior.state[top])) continue;
      if (one.isBlock) blocks.add(one.path);
      const replaces = planned.replace.some((path) => covers(path, one.attribute));
      answers.set(one.path, (answers.get(one.path) ?? new Set()).add(replaces));
    }
  }
  return {
    ...told(answers, blocks),
    unknown: [...unknown].sort(),
    refused: [...refused].flatMap(([path, never]) => (never ? [path] : [])),
  };
}

/** What replaces, by what the provider answered for each value of a property. */
function told(answers: ReadonlyMap<string, ReadonlySet<boolean>>, blocks: ReadonlySet<string>): Pick<Answer, "always" | "perhaps"> {
  const forcing = (path: string, certain: boolean): boolean => {
    const found = answers.get(path);
    return found?.has(true) === true && found.has(false) !== certain;
  };
  const by = (certain: boolean): string[] =>
    [...answers.keys()]
      .filter((path) => forcing(path, certain))
      // What replaces whenever it is another does so too when it comes or goes.
      .filter((path) => !(path.endsWith("[]") && forcing(path.slice(0, -2), true)))
      // No sample has it, so that it could only come: what replaces then does so when it is another.
      .map((path) => (blocks.has(path) || answers.has(path.replace("[]", "")) ? path : path.replace("[]", "")))
      .sort();
  return { always: by(true), perhaps: by(false) };
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a, symbols) === JSON.stringify(b, symbols);
const symbols = (_: string, value: unknown): unknown => (typeof value === "symbol" ? UNKNOWN_TEXT : value);

/** Whether a path of Terraform, elements by number or left out, is that of `attribute` or leads to or from it. */
function covers(path: string, attribute: readonly string[]): boolean {
  const names = path.split(".").filter((part) => !/^\d*$/.test(part));
  return names.every((name, i) => attribute[i] === undefined || attribute[i] === name);
}

/** The sample in Terraform's words, with something in place of what is known only after apply, and of what AWS would not do without. */
function configOf(naming: Naming, block: Block, type: string, sample: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const known = Object.fromEntries(Object.entries(sample).map(([key, value]) => [key, plausible(key, value)]));
  const config = naming.toTerraform(block, known, [], "", naming.resourceType(type) ?? "");
  for (const { name, required } of block.attributes)
    if (required && config[name] === undefined) config[name] = plausible(name, UNKNOWN_TEXT);
  return config;
}

const deepest = 4;

/** One case for each other value that a property of `args` could have in `config`. */
function casesOf(
  naming: Naming,
  block: Block,
  type: string,
  args: readonly Argument[],
  config: Readonly<Record<string, unknown>>,
  unknown: Set<string>,
  above = "",
): Case[] {
  const names = [...block.attributes.map(({ name }) => name), ...block.blockTypes.map(({ typeName }) => typeName)];
  return args.flatMap((argument) => {
    const own = argument.name === "name" && above === "" ? naming.ownName(naming.resourceType(type) ?? "", block) : undefined;
    const name = own ?? naming.attributeName(names, argument.name);
    const path = `${above}${argument.name}`;
    if (name === undefined) unknown.add(path);
    const attribute = block.attributes.find((one) => one.name === name);
    const nested = block.blockTypes.find(({ typeName }) => typeName === name);
    if (name === undefined) return [];
    if (attribute !== undefined) return attributeCases(attribute, config, path);
    if (nested === undefined || path.split(".").length > deepest) return [];
    const put = (value: unknown) => ({ ...config, [name]: value });
    const [first, ...rest] = elementsOf(config[name]);
    const whole = first === undefined ? [minimal(nested.block)] : [];
    const single = nested.nesting === "SINGLE" || nested.nesting === "GROUP";
    const presence = [...whole.map((value) => (single ? value : [value])), ...(first === undefined ? [] : [single ? null : rest])];
    const inner = isRecord(first) ? casesOf(naming, nested.block, type, argument.inside(), first, unknown, `${path}.`) : [];
    return [
      ...presence.map((value) => ({ path: `${path}[]`, attribute: [name], isBlock: true, config: put(value) })),
      ...inner.map((one) => ({
        ...one,
        attribute: [name, ...one.attribute],
        config: put(single ? one.config : [one.config, ...rest]),
      })),
    ];
  });
}

function attributeCases(attribute: Attribute, config: Case["config"], path: string): Case[] {
  const { name } = attribute;
  const given = config[name] !== undefined && config[name] !== null;
  return otherValues(attribute, config[name]).map((value) => ({
    path: given && value !== null ? path : `${path}[]`,
    attribute: [name],
    isBlock: false,
    config: { ...config, [name]: value },
  }));
}

const elementsOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : isRecord(value) ? [value] : []);

/** A block with what it has to have. */
function minimal(block: Block): Record<string, unknown> {
  const given = block.attributes.filter(({ required, optional }, i) => required || (optional && i < 3));
  const values = given.map((attribute) => [attribute.name, otherValues(attribute, undefined)[0]]);
  const blocks = block.blockTypes.filter(({ minItems }) => Number(minItems) > 0);
  return Object.fromEntries([...values, ...blocks.map(({ typeName, block: inner }) => [typeName, [minimal(inner)]])]);
}
