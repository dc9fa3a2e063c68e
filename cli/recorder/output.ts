import { containsUnknowns, isOutput, isUnknown, stateOf, Unknown, unknown } from "./marks.ts";
import type { Output as AnyOutput, Resource, State } from "./model.ts";
import { gathered, pendingIn, settle } from "./settle.ts";
import { unsupported } from "./unsupported.ts";

type Change = (value: unknown) => unknown;

/** Pulumi's outputs: one promise at most, and none where the state is there already. Reading a property of one lifts it. */
export class Output implements AnyOutput {
  readonly __pulumiOutput = true;
  /** Names with two underscores are never lifted. */
  __state: State | Promise<State>;

  constructor(state: State | Promise<State>, ...rest: readonly unknown[]) {
    if (rest.length > 0) throw unsupported("new Output");
    this.__state =
      state instanceof Promise
        ? state.then((settled) => {
            this.__state = settled;
            return settled;
          })
        : state;
    // biome-ignore lint/correctness/noConstructorReturn: the SDK's own outputs are proxies, too.
    return new Proxy(this, { get: lift });
  }

  static isInstance(value: unknown): value is Output {
    return isOutput(value);
  }

  static create(value: unknown): Output {
    return output(value);
  }

  apply(change: Change): Output {
    return new Output(applied(this.__state, change));
  }

  get isKnown(): Promise<boolean> {
    return Promise.resolve(this.__state).then(({ known }) => known);
  }

  get isSecret(): Promise<boolean> {
    return Promise.resolve(this.__state).then(({ secret }) => secret);
  }

  async promise(withUnknowns = false): Promise<unknown> {
    const { value, known } = await this.__state;
    return known || withUnknowns ? value : undefined;
  }

  async allResources(): Promise<ReadonlySet<Resource>> {
    return (await this.__state).resources;
  }

  resources(): never {
    throw unsupported("Output.resources");
  }

  get(): never {
    throw new Error("Cannot call '.get' during update or preview.\nTo manipulate the value of this Output, use '.apply' instead.");
  }

  toString(): string {
    return notSupported("toString", "the value of an Output<T> as an Output<string>", [
      "1: o.apply with a function that makes the text",
      "2: pulumi.interpolate, as the tag of a template",
    ]);
  }

  toJSON(): string {
    return notSupported("toJSON", "the value of an Output as a JSON value or JSON string", [
      "1: o.apply(v => v.toJSON())",
      "2: o.apply(v => JSON.stringify(v))",
    ]);
  }
}

/** The SDK's text in place of an output that was converted to a string. */
const notSupported = (method: string, value: string, ways: readonly string[]): string =>
  `Calling [${method}] on an [Output<T>] is not supported.\n\nTo get ${value} consider either:\n${ways.join("\n")}`;

function lift(target: Output, property: string | symbol): unknown {
  if (property in target) return Reflect.get(target, property);
  if (typeof property === "symbol" || property.startsWith("__")) return undefined;
  if (["then", "doNotCapture", "deploymentOnlyModule"].includes(property)) return undefined;
  return derived(target.__state, (value) => {
    if (value === undefined || value === null) return undefined;
    return isUnknown(value) ? unknown : Reflect.get(Object(value), property);
  });
}

/** Applies a program's function to an output: never to an unknown value. */
async function applied(source: State | Promise<State>, change: Change): Promise<State> {
  const state = await source;
  if (!state.known) return { ...state, value: unknown };
  return await flat(await change(state.value), state);
}

/** The state of a value that was made of another state; of an output, what it holds. */
async function flat(value: unknown, { secret, resources }: State): Promise<State> {
  if (!isOutput(value)) return stateOf(value, resources, secret);
  const inner = await value.__state;
  return { ...inner, secret: secret || inner.secret, resources: new Set([...resources, ...inner.resources]) };
}

/** Applies a function of the recorder to an output, also to an unknown value; at once where the state is available. */
function derived(source: State | Promise<State>, change: Change): Output {
  if (source instanceof Promise) return new Output(source.then((state) => flat(change(state.value), state)));
  const value = change(source.value);
  return new Output(isOutput(value) ? flat(value, source) : stateOf(value, source.resources, source.secret));
}

export function output(value: unknown): Output {
  if (pendingIn(value).length > 0) return new Output(settle(value).then(() => gathered(value)));
  return new Output(gathered(value));
}

/** The SDK's name of {@link output} for tuples. */
export const all = output;

const changed = (source: Output, change: (state: State) => State): Output => {
  const state = source.__state;
  return new Output(state instanceof Promise ? state.then(change) : change(state));
};

export const secret = (value: unknown): Output => changed(output(value), (state) => ({ ...state, secret: true }));
export const unsecret = (value: Output): Output => changed(value, (state) => ({ ...state, secret: false }));
export const isSecret = (value: Output): Promise<boolean> => value.isSecret;

/** A text of parts, of which what is known is kept. */
const written = (parts: unknown, write: (known: unknown) => unknown): Output =>
  derived(output(parts).__state, (known) => {
    if (isUnknown(known)) return known;
    return containsUnknowns(known) ? new Unknown(String(write(known))) : write(known);
  });

const list = (known: unknown): readonly unknown[] => (Array.isArray(known) ? known : []);

export const concat = (...parts: readonly unknown[]): Output => written(parts, (known) => list(known).join(""));

export const interpolate = (literals: readonly string[], ...parts: readonly unknown[]): Output =>
  written(parts, (known) => list(known).reduce<string>((text, part, at) => text + part + literals[at + 1], literals[0] ?? ""));

type Replacer = (this: unknown, key: string, value: unknown) => unknown;

export const jsonStringify = (value: unknown, replacer?: Replacer, space?: string | number): Output =>
  written(value, (known) => JSON.stringify(known, replacer, space));

export const jsonParse = (text: unknown, reviver?: Replacer): Output => output(text).apply((known) => JSON.parse(String(known), reviver));
