import type { AccountPartName } from "../../domain/defaults/account-parts.ts";
import { isUnknown } from "../../domain/graph-values.ts";
import { isRecord } from "../../domain/values.ts";
import { type Environment, environmentOf } from "./environment.ts";
import { redactor } from "./secrets.ts";
import { asList, isSet, isTrue, read } from "./values.ts";

/** What a resource is made from, however it reached us: the engine's request, a preview's or an export's graph. */
export interface RawResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly parent?: string | undefined;
  readonly protect: boolean;
  readonly dependencies: readonly string[];
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  /** Paths of what is secret. @default - none */
  readonly secretPaths?: ReadonlySet<string>;
  /** What an export tells of secrets, which no message may show. @default - nothing */
  readonly secretContents?: readonly string[];
}

/** One resource of a stack, as policies see it. */
export class Resource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly parent: string | undefined;
  /** Pulumi's own protect. */
  readonly protect: boolean;
  readonly dependencies: readonly string[];
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  /** What it was given; values known only after apply are still in their written form: read them by {@link get}. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** By what others may name it, as far as it is known: id, ARN, name. */
  readonly identities: readonly string[];
  private readonly secretPaths: ReadonlySet<string>;

  constructor(raw: RawResource) {
    this.urn = raw.urn;
    this.type = raw.type;
    this.name = raw.name;
    this.parent = raw.parent;
    this.protect = raw.protect;
    this.dependencies = raw.dependencies;
    this.propertyDependencies = raw.propertyDependencies;
    this.properties = raw.properties;
    this.identities = identitiesOf(raw.properties);
    this.secretPaths = raw.secretPaths ?? new Set();
  }

  /** A property, `a`, `a.b` or `a.0.b`; undefined where unset. Ends the check where only AWS knows it. */
  get(path: string): unknown {
    return read(this.properties, path);
  }

  /** A property as text; undefined where it is unset or no text. */
  text(path: string): string | undefined {
    const value = this.get(path);
    return typeof value === "string" ? value : undefined;
  }

  /** A property as a number, also one written as text; undefined where it is none. */
  number(path: string): number | undefined {
    const value = this.get(path);
    const number = typeof value === "string" && value !== "" ? Number(value) : value;
    return typeof number === "number" && !Number.isNaN(number) ? number : undefined;
  }

  /** Whether a property is true. */
  isTrue(path: string): boolean {
    return isTrue(this.get(path));
  }

  /** Whether a property is set, whatever it is, also to what only AWS knows. */
  has(path: string): boolean {
    return isSet(this.properties, path);
  }

  /** Whether what is at a path is a secret as a whole, also one of which an export tells the content. */
  isSecret(path: string): boolean {
    return this.secretPaths.has(path);
  }

  /** A property as a list; one element alone is a list of one. */
  list(path: string): unknown[] {
    return asList(this.get(path));
  }
}

/** All resources of a stack, and how they hang together. */
export class Stack {
  readonly resources: readonly Resource[];
  /** The stack's name, such as `demo-prod`; empty where there is no resource. */
  readonly name: string;
  /** What the stack is for. Decided here for all policies; each says what it excuses. */
  readonly environment: Environment;
  /** The day on which it is looked at, `YYYY-MM-DD` in UTC. */
  readonly today: string;
  /** A sentence without what secrets hold. */
  readonly redacted: (text: string) => string;
  private readonly byType = new Map<string, Resource[]>();
  private readonly byUrn = new Map<string, Resource>();
  /** Types that somebody has asked for. */
  private readonly asked = new Set<string>();

  /** @param today - by default the day in UTC */
  constructor(resources: readonly RawResource[], today = new Date().toISOString().slice(0, 10)) {
    this.today = today;
    this.resources = resources.map((raw) => new Resource(raw));
    this.redacted = redactor(resources.flatMap(({ secretContents = [] }) => secretContents)) ?? ((text) => text);
    this.name = /^urn:pulumi:([^:]+)::/.exec(resources[0]?.urn ?? "")?.[1] ?? "";
    for (const resource of this.resources) {
      this.byUrn.set(resource.urn, resource);
      const same = this.byType.get(resource.type);
      if (same) same.push(resource);
      else this.byType.set(resource.type, [resource]);
    }
    this.environment = environmentOf(this.name, this.ofType("pulumi:providers:aws"));
  }

  /** Whether it is a stack of the kind `account`: then it has what an account has only one of. */
  get isAccount(): boolean {
    return this.name.endsWith("-account");
  }

  /** Whether it is the account's home Region, which has what the account needs only once; its output `home` says where it is not. */
  get isHome(): boolean {
    return this.isAccount && !this.ofType("pulumi:pulumi:Stack").some(({ properties }) => properties.home === false);
  }

  /** What of the account somebody else has, by part, in the settings' words: the output `elsewhere`. */
  get elsewhere(): Readonly<Partial<Record<AccountPartName, string>>> {
    const [whole] = this.ofType("pulumi:pulumi:Stack");
    const said = whole?.isSecret("elsewhere") ? undefined : whole?.properties.elsewhere;
    const parts = isRecord(said) ? Object.entries(said) : [];
    return Object.fromEntries(parts.flatMap(([part, why]) => (typeof why === "string" && why.trim() !== "" ? [[part, why]] : [])));
  }

  /** The resources of some types. */
  ofType(...types: readonly string[]): Resource[] {
    for (const type of types) this.asked.add(type);
    return types.flatMap((type) => this.byType.get(type) ?? []);
  }

  /** Whether a check has looked for resources of a type, be it to judge them or what they belong to. */
  isAsked(type: string): boolean {
    return this.asked.has(type);
  }

  /** The resource with a URN. */
  find(urn: string): Resource | undefined {
    return this.byUrn.get(urn);
  }

  /**
   * Whether `property` of `from` names `target`: by Pulumi's own record of what a value was made of, which a preview has,
   * or by the target's id, ARN or name, which an export has.
   */
  refersTo(from: Resource, property: string, target: Resource): boolean {
    if (from.propertyDependencies[property]?.includes(target.urn)) return true;
    return target.identities.length > 0 && mentions(from.properties[property], target.identities);
  }

  /** The resources of some types whose `property` names `target`: how split resources find their whole. */
  referring(target: Resource, property: string, types: readonly string[]): Resource[] {
    return this.ofType(...types).filter((resource) => this.refersTo(resource, property, target));
  }

  /** The resources of some types that `property` of `from` names. */
  referred(from: Resource, property: string, types: readonly string[]): Resource[] {
    return this.ofType(...types).filter((resource) => this.refersTo(from, property, resource));
  }
}

function identitiesOf(properties: RawResource["properties"]): string[] {
  return ["id", "arn", "name", "bucket", "keyId", "groupName"].flatMap((property) => {
    const value = properties[property];
    return typeof value === "string" && value !== "" && !isUnknown(value) ? [value] : [];
  });
}

function mentions(value: unknown, names: readonly string[]): boolean {
  if (typeof value === "string") return names.includes(value);
  if (Array.isArray(value)) return value.some((element) => mentions(element, names));
  return isRecord(value) && Object.values(value).some((element) => mentions(element, names));
}
