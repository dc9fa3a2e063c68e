import type { Context, Match, Test } from "../context.ts";
import { fieldOf, transformed } from "../fields.ts";
import type { RequestView } from "../request.ts";
import type { Scope } from "../scope.ts";
import { type Block, blockOf, blocksOf, chosen, numberOf, textOf } from "../shape.ts";
import { candidates, sourceOf } from "./address.ts";
import { onlyAws } from "./open.ts";

/** Takes the part of a rate's key out of a request; undefined where the request has none, and is then not counted. */
type KeyPart = (at: Context) => string | undefined;

/** A window that a rule does not say. docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html */
const USUAL_WINDOW = 300;

/**
 * Whether one more request goes over the limit within the window. Counted exactly, where AWS looks only every few seconds and lets a
 * few more through.
 */
export function rateBased(block: Block, scope: Scope, scopeDown: Test | undefined): Test {
  const limit = numberOf(block.limit);
  const seconds = numberOf(block.evaluationWindowSec) ?? USUAL_WINDOW;
  const parts = keyParts(block);
  if (limit === undefined || typeof parts === "string") return onlyAws(typeof parts === "string" ? parts : "a limit that is not known yet");
  const rate = scope.windows.push(seconds) - 1;
  const test = (at: Context): Match => {
    const inScope = scopeDown === undefined ? true : scopeDown.test(at);
    if (!inScope) return inScope;
    const keys = parts.map((part) => part(at));
    if (keys.includes(undefined)) return false;
    const key = keys.join(" ");
    const count = at.rates[rate]?.count(key, at.view.request.time ?? 0) ?? 0;
    at.counted.set(rate, { count, key });
    return count > limit;
  };
  const why = (at: Context, outcome: Match): string => {
    if (outcome === undefined) return scopeDown?.why(at, undefined) ?? "AWS decides";
    const { count = 0, key = "" } = at.counted.get(rate) ?? {};
    const who = key === "" ? "" : ` from ${key}`;
    return outcome
      ? `it is request ${count} in ${seconds} seconds${who}, and ${limit} may come`
      : `no more than ${limit} came in ${seconds} seconds${who}`;
  };
  return { test, why };
}

/** What the requests are counted by; text for what nobody knows here. */
function keyParts(block: Block): KeyPart[] | string {
  const forwarded = forwardedPart(blockOf(block.forwardedIpConfig));
  switch (block.aggregateKeyType ?? "IP") {
    case "IP":
      return [addressPart];
    case "FORWARDED_IP":
      return [forwarded];
    case "CONSTANT":
      return [];
    case "CUSTOM_KEYS":
      return customParts(blocksOf(block.customKeys), forwarded);
    default:
      return `the aggregate key type ${String(block.aggregateKeyType)}`;
  }
}

function customParts(keys: readonly Block[], forwarded: KeyPart): KeyPart[] | string {
  const parts: KeyPart[] = [];
  for (const key of keys) {
    const [kind = "", content = {}] = chosen(key) ?? [];
    const part = customPart(kind, content, forwarded);
    if (typeof part === "string") return part;
    parts.push(part);
  }
  return parts;
}

function customPart(kind: string, content: Block, forwarded: KeyPart): KeyPart | string {
  switch (kind) {
    case "ip":
      return addressPart;
    case "forwardedIp":
      return forwarded;
    case "httpMethod":
      return ({ view }) => view.request.method;
    case "labelNamespace":
      return labelPart(textOf(content.namespace));
    case "cookie":
      return pairPart(content, (view) => view.cookies.find(([name]) => name === textOf(content.name))?.[1]);
    case "header":
      return fieldPart({ singleHeader: content }, content);
    case "queryArgument":
      return fieldPart({ singleQueryArgument: content }, content);
    case "queryString":
      return fieldPart({ queryString: content }, content);
    case "uriPath":
      return fieldPart({ uriPath: content }, content);
    default:
      return `the rate key ${kind}`;
  }
}

const addressPart: KeyPart = ({ view }) => view.request.address;

/** Requests whose header holds no address are counted together, or not at all. */
function forwardedPart(block: Block | undefined): KeyPart {
  const source = sourceOf(block);
  return ({ view }) => {
    const [first] = candidates(view, source) ?? [];
    return first?.key === undefined && first !== undefined ? (source.fallback ? "no address" : undefined) : first?.text;
  };
}

function labelPart(namespace: string): KeyPart {
  return ({ labels }) => [...labels.own, ...labels.foreign].filter((label) => label.startsWith(namespace)).join(" ") || undefined;
}

function fieldPart(fieldToMatch: Block, content: Block): KeyPart | string {
  const field = transformed(fieldOf(fieldToMatch), content.textTransformations);
  return field.open ?? (({ view }) => firstText(field.read(view)));
}

function pairPart(content: Block, value: (view: RequestView) => string | undefined): KeyPart | string {
  const read = (view: RequestView) => [value(view)].filter((text) => text !== undefined);
  const field = transformed({ name: "the cookie", read }, content.textTransformations);
  return field.open ?? (({ view }) => firstText(field.read(view)));
}

const firstText = (found: readonly string[] | Match): string | undefined => (typeof found === "object" ? found[0] : undefined);
