import { UNKNOWN } from "../../../domain/graph-values.ts";
import { isRecord } from "../../../domain/values.ts";

/** An attribute of a block, as the provider's schema has it. */
export interface Attribute {
  readonly name: string;
  /** The type as JSON. */
  readonly type: { toString(): string };
  readonly required: boolean;
  readonly optional: boolean;
  readonly computed: boolean;
}

/** The schema of a resource, or of a block in one. */
export interface Block {
  readonly attributes: readonly Attribute[];
  readonly blockTypes: readonly { readonly typeName: string; readonly nesting: string; readonly minItems: number; readonly block: Block }[];
}

/** What a plan says. */
export interface Planned {
  readonly state: Readonly<Record<string, unknown>>;
  readonly private?: unknown;
  /** Paths of Terraform that force a replacement. */
  readonly replace: readonly string[];
}

/** What is used of aws-check's terraform-provider.mjs. */
export interface TerraformProvider {
  readonly resources: Readonly<Record<string, { readonly block: Block }>>;
  configure(settings: Readonly<Record<string, unknown>>): Promise<void>;
  plan(type: string, prior: Pick<Planned, "state" | "private"> | null, config: unknown): Promise<Planned>;
  stop(): void;
}

/** What is used of aws-check's naming.mjs. */
export interface Naming {
  resourceType(token: string): string | undefined;
  ownName(type: string, block: Block): string | undefined;
  attributeName(names: readonly string[], property: string): string | undefined;
  toTerraform(block: Block, inputs: unknown, unmatched: string[], path: string, type: string): Record<string, unknown>;
  toPulumi(block: Block, state: unknown): unknown;
}

/** Plans by the real provider, over states in which AWS's answers are made up: nothing is asked of AWS. */
export class Planner {
  private readonly provider: TerraformProvider;
  private readonly naming: Naming;

  constructor(provider: TerraformProvider, naming: Naming) {
    this.provider = provider;
    this.naming = naming;
  }

  /** Whether the provider knows a type of Pulumi's. */
  knows(type: string): boolean {
    const own = this.naming.resourceType(type);
    return own !== undefined && own in this.provider.resources;
  }

  /** The schema of a type of Pulumi's. */
  block(type: string): Block {
    const found = this.provider.resources[this.naming.resourceType(type) ?? ""];
    if (found === undefined) throw new Error(`${type}: not in the provider`);
    return found.block;
  }

  /** The state after `config` was created. */
  async create(type: string, config: unknown): Promise<Planned> {
    const planned = await this.provider.plan(this.naming.resourceType(type) ?? "", null, config);
    return { ...planned, state: stateOf(this.block(type), planned.state) };
  }

  /** The plan of `config` over a state. */
  async change(type: string, prior: Planned, config: unknown): Promise<Planned> {
    return await this.provider.plan(this.naming.resourceType(type) ?? "", prior, config);
  }
}

/** A planned state with something in place of what AWS would have answered. */
export function stateOf(block: Block, planned: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const attributes = block.attributes.map(({ name, type }) => [name, known(JSON.parse(type.toString()), name, planned[name])]);
  const blocks = block.blockTypes.map(({ typeName, block: inner }) => {
    const value = planned[typeName];
    if (typeof value === "symbol") return [typeName, []];
    if (Array.isArray(value)) return [typeName, value.map((element) => (isRecord(element) ? stateOf(inner, element) : element))];
    return [typeName, isRecord(value) ? stateOf(inner, value) : value];
  });
  return Object.fromEntries([...attributes, ...blocks]);
}

function known(type: unknown, name: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((element) => known(Array.isArray(type) ? type[1] : type, name, element));
  if (isRecord(value)) {
    const inner: unknown = Array.isArray(type) ? type[1] : undefined;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, known(isRecord(inner) ? inner[key] : inner, key, one)]));
  }
  return typeof value === "symbol" || value === UNKNOWN ? made(type, name) : value;
}

function made(type: unknown, name: string): unknown {
  if (type === "bool") return false;
  if (type === "number") return 0;
  if (type === "string") return /arn$/.test(name) ? "arn:aws:iam::123456789012:role/made" : `made-${name}`;
  const [kind, inner] = Array.isArray(type) ? type : [];
  if (kind === "object") return Object.fromEntries(Object.entries(Object(inner)).map(([key, one]) => [key, made(one, key)]));
  return kind === "map" ? {} : [];
}
