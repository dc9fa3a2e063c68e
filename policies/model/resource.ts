import { isUnknown } from "../../domain/graph-values.ts";
import { asList, isSet, isTrue, read, readDocument } from "./values.ts";

/** Raw data of a resource, from the engine's request, or from the graph of a preview or an export. */
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
  /** Contents of secrets in an export, which no message may show. @default - none */
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
  /** Its inputs. Values known only after apply are still marks: read them with {@link get}. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** Identities by which others may name it, as far as they are known: id, ARN, name. */
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

  /** A document in a property, also one of which AWS alone knows a part, such as an ARN. */
  document(path: string): unknown {
    return readDocument(this.properties, path);
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

function identitiesOf(properties: RawResource["properties"]): string[] {
  return ["id", "arn", "name", "bucket", "keyId", "groupName"].flatMap((property) => {
    const value = properties[property];
    return typeof value === "string" && value !== "" && !isUnknown(value) ? [value] : [];
  });
}
