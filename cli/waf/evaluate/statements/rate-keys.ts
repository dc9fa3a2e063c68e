import { type Context, type Inspected, isPart } from "../context.ts";
import { type Field, fieldOf, transformed } from "../fields.ts";
import type { RequestView } from "../request.ts";
import type { Scope } from "../scope.ts";
import { type Block, blockOf, blocksOf, chosen, textOf } from "../shape.ts";
import { candidates, sourceOf } from "./address.ts";
import { ownPart } from "./label.ts";

/** A request has nothing that it could be counted by, and is not counted. */
export const NONE = null;

/** The value that a request is counted by; undefined where it is unknown. */
export type KeyValue = string | typeof NONE | undefined;

/** Takes the part of a rate's key out of a request. */
export interface KeyPart {
  /** Name of the part in a sentence. */
  readonly name: string;
  readonly value: (at: Context) => KeyValue;
  /** The option that says it, where nothing in a request does. @default - the request does */
  readonly option?: string | undefined;
}

/** The parts that requests are counted by; a text that says why where they are not known. */
export function keyParts(block: Block, scope: Scope): KeyPart[] | string {
  const forwarded = forwardedPart(blockOf(block.forwardedIpConfig));
  switch (block.aggregateKeyType ?? "IP") {
    case "IP":
      return [addressPart];
    case "FORWARDED_IP":
      return [forwarded];
    case "CONSTANT":
      return [];
    case "CUSTOM_KEYS":
      return customParts(block, scope, forwarded);
    default:
      return `the aggregate key type ${String(block.aggregateKeyType)}`;
  }
}

function customParts(block: Block, scope: Scope, forwarded: KeyPart): KeyPart[] | string {
  const parts: KeyPart[] = [];
  for (const key of blocksOf(block.customKeys)) {
    const [kind = "", content = {}] = chosen(key) ?? [];
    const make = customPart[kind];
    const part = make
      ? make(content, { scope, forwarded, isForwarded: blockOf(block.forwardedIpConfig) !== undefined })
      : `the rate key ${kind}`;
    if (typeof part === "string") return part;
    parts.push(part);
  }
  return parts;
}

/** The properties that the keys of a statement share. */
interface Shared {
  readonly scope: Scope;
  readonly forwarded: KeyPart;
  /** Whether the statement takes addresses from a header. */
  readonly isForwarded: boolean;
}

const customPart: Readonly<Record<string, (content: Block, shared: Shared) => KeyPart | string>> = {
  ip: () => addressPart,
  forwardedIp: (_, { forwarded }) => forwarded,
  httpMethod: () => ({ name: "the method", value: ({ view }) => view.request.method }),
  labelNamespace: (content, { scope }) => labelPart(textOf(content.namespace), scope.acl),
  cookie: (content) => cookiePart(content),
  header: (content) => fieldPart({ singleHeader: content }, content),
  queryArgument: (content) => fieldPart({ singleQueryArgument: content }, content),
  queryString: (content) => fieldPart({ queryString: content }, content),
  uriPath: (content) => fieldPart({ uriPath: content }, content),
  ja3Fingerprint: (content) => fingerprintPart(fieldOf({ ja3Fingerprint: content })),
  ja4Fingerprint: (content) => fingerprintPart(fieldOf({ ja4Fingerprint: content })),
  asn: (_, { isForwarded }) => (isForwarded ? "the autonomous system of an address in a header" : systemPart),
};

const addressPart: KeyPart = { name: "the address", value: ({ view }) => view.request.address };

const systemPart: KeyPart = {
  name: "the autonomous system of the address",
  option: "--asn",
  value: ({ view: { request } }) => (request.asn === undefined ? undefined : `AS${request.asn}`),
};

/** Requests whose header holds no address are counted together, or not at all. */
function forwardedPart(block: Block | undefined): KeyPart {
  const source = sourceOf(block);
  const value = ({ view }: Context): KeyValue => {
    if (view.isUntold(source.header ?? "")) return undefined;
    const [first] = candidates(view, source) ?? [];
    return first?.key === undefined && first !== undefined ? (source.fallback ? "no address" : NONE) : (first?.text ?? NONE);
  };
  return { name: `the address in ${source.header}`, value };
}

function labelPart(namespace: string, acl: string): KeyPart {
  const own = ownPart(namespace, acl) ?? namespace;
  const value = ({ labels }: Context): KeyValue => {
    const found = [
      ...labels.own.filter((label) => label.startsWith(own)),
      ...labels.foreign.filter((label) => label.startsWith(namespace)),
    ];
    return found.join(" ") || (labels.doubtful.some((label) => label.startsWith(own)) ? undefined : NONE);
  };
  return { name: `the labels of ${namespace}`, value };
}

function fieldPart(fieldToMatch: Block, content: Block): KeyPart | string {
  return partOf(transformed(fieldOf(fieldToMatch), content.textTransformations));
}

function cookiePart(content: Block): KeyPart | string {
  const wanted = textOf(content.name);
  const read = (view: RequestView): Inspected =>
    view.isUntold("cookie") ? undefined : view.cookies.filter(([name]) => name === wanted).map(([, value]) => value);
  return partOf(transformed({ name: `the cookie ${wanted}`, read }, content.textTransformations));
}

function partOf({ name, read, open }: Field): KeyPart | string {
  const value = ({ view }: Context): KeyValue => {
    const found = read(view);
    return typeof found === "object" && !isPart(found) ? (found[0] ?? NONE) : undefined;
  };
  return open ?? { name, value };
}

/** Greetings of which AWS makes no fingerprint are counted together, or not at all. */
function fingerprintPart({ name, read, option }: Field): KeyPart {
  const value = ({ view }: Context): KeyValue => {
    const found = read(view);
    if (typeof found === "boolean") return found ? "no fingerprint" : NONE;
    return found === undefined || isPart(found) ? undefined : (found[0] ?? NONE);
  };
  return { name, option, value };
}
