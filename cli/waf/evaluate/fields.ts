import { type Inspected, isPart, type Match, type Reader } from "./context.ts";
import { jsonTexts } from "./json-body.ts";
import { isCut, kept, type Pairs, type RequestView } from "./request.ts";
import { type Block, blockOf, blocksOf, chosen, numberOf, textOf, textsOf } from "./shape.ts";
import { type Transformation, transformations } from "./transformations.ts";

/** A component of requests, as a statement names it. */
export interface Field {
  /** Name of the component in a sentence: `the path`. */
  readonly name: string;
  readonly read: Reader;
  /** Why it cannot be read here. @default - it can */
  readonly open?: string;
  /** The option that says it, where nothing in a request does. @default - the request does */
  readonly option?: string;
}

/** The component that a block `fieldToMatch` names. */
export function fieldOf(block: Block | undefined): Field {
  const [kind = "", content = {}] = (block && chosen(block)) ?? [];
  const make = fields[kind];
  return make ? make(content) : unreadable(kind === "" ? "no component" : kind);
}

/** The same with its texts transformed, as a list of blocks with a `priority` and a `type` says. */
export function transformed(field: Field, list: unknown): Field {
  const types = blocksOf(list)
    .toSorted((a, b) => (numberOf(a.priority) ?? 0) - (numberOf(b.priority) ?? 0))
    .map(({ type }) => textOf(type));
  const unknown = types.find((type) => transformations[type] === undefined);
  if (unknown !== undefined)
    return { ...field, read: () => undefined, open: `the text transformation ${unknown || "that is not known yet"}` };
  const steps = types.flatMap((type) => transformations[type] ?? []).filter((step) => step !== transformations.NONE);
  return steps.length === 0 ? field : { ...field, read: (view) => applied(steps, field.read(view)) };
}

function applied(steps: readonly Transformation[], found: Inspected): Inspected {
  const change = (texts: readonly string[]) => texts.map((text) => steps.reduce((changed: string, step) => step(changed), text));
  if (typeof found !== "object") return found;
  return isPart(found) ? { part: change(found.part) } : change(found);
}

const headersField = (content: Block): Field =>
  pairsField(
    "header",
    content,
    (view) => view.headers,
    (view) => view.hasUntoldHeaders,
  );

const unreadable = (what: string): Field => ({ name: what, read: () => undefined, open: what });

const fields: Readonly<Record<string, (content: Block) => Field>> = {
  uriPath: () => ({ name: "the path", read: (view) => [view.path] }),
  queryString: () => ({ name: "the query", read: (view) => told(view, view.query, [view.query]) }),
  method: () => ({ name: "the method", read: (view) => [view.request.method] }),
  allQueryArguments: () => ({
    name: "an argument",
    read: (view) =>
      told(
        view,
        view.query,
        view.arguments.map(([, value]) => value),
      ),
  }),
  singleQueryArgument: ({ name }) => argument(textOf(name)),
  singleHeader: ({ name }) => {
    const wanted = textOf(name).toLowerCase();
    return { name: `the header ${wanted}`, read: (view) => (view.isUntold(wanted) ? undefined : present(view.header(wanted))) };
  },
  headers: headersField,
  header: headersField,
  cookies: (content) =>
    pairsField(
      "cookie",
      content,
      (view) => view.cookies,
      (view) => view.isUntold("cookie"),
    ),
  body: ({ oversizeHandling }) => ({ name: "the body", read: (view) => readBody(view, oversizeHandling) }),
  jsonBody: (content) => ({ name: "the body as JSON", read: (view) => readJson(view, content) }),
  headerOrders: ({ oversizeHandling }) => ({ name: "the order of the headers", read: (view) => readOrder(view, oversizeHandling) }),
  headerOrder: ({ oversizeHandling }) => ({ name: "the order of the headers", read: (view) => readOrder(view, oversizeHandling) }),
  uriFragment: () => ({ name: "the fragment", read: (view) => present(view.request.fragment) }),
  ja3Fingerprint: (content) => fingerprint("JA3", content, (view) => view.request.ja3),
  ja4Fingerprint: (content) => fingerprint("JA4", content, (view) => view.request.ja4),
};

/** A fingerprint of the client's TLS greeting; where AWS could make none, the statement says what that comes to. */
function fingerprint(kind: string, { fallbackBehavior }: Block, value: (view: RequestView) => string | undefined): Field {
  const read: Reader = (view) => {
    const print = value(view);
    if (print === undefined) return undefined;
    return print === "" ? fallbackBehavior === "MATCH" : [print];
  };
  return { name: `the ${kind} fingerprint`, read, option: `--${kind.toLowerCase()}` };
}

/** Texts of a query, of which a log may hide a part. */
const told = (view: RequestView, source: string, texts: readonly string[]): Inspected =>
  view.isRedacted(source) ? { part: texts } : texts;

function readBody(view: RequestView, handling: unknown): Inspected {
  if (view.request.untold?.body === true) return undefined;
  return view.isBodyCut ? oversize(handling, [view.body]) : [view.body];
}

const present = (value: string | undefined): readonly string[] => (value === undefined ? [] : [value]);

/** Names of arguments differ by more than case only to the shop, not to WAF. A log may hide its value, or its name. */
function argument(name: string): Field {
  const wanted = name.toLowerCase();
  const read: Reader = (view) => {
    const values = view.arguments.filter(([own]) => own.toLowerCase() === wanted).map(([, value]) => value);
    const shown = values.filter((value) => !view.isRedacted(value));
    return shown.length < values.length || view.arguments.some(([own]) => view.isRedacted(own)) ? { part: shown } : values;
  };
  return { name: `the argument ${name}`, read };
}

/** Handles a component of which WAF gets only a part: inspects that, or takes it for a match or for none. */
function oversize(handling: unknown, part: readonly string[]): Inspected {
  return handling === "MATCH" ? true : handling === "NO_MATCH" ? false : part;
}

function pairsField(what: string, content: Block, pairs: (view: RequestView) => Pairs, isUntold: (view: RequestView) => boolean): Field {
  const pattern = blockOf(content.matchPattern ?? content.matchPatterns) ?? {};
  const included = lowered(pattern.includedHeaders ?? pattern.includedCookies);
  const excluded = lowered(pattern.excludedHeaders ?? pattern.excludedCookies);
  const isWanted = (name: string) =>
    (included.length === 0 || included.includes(name.toLowerCase())) && !excluded.includes(name.toLowerCase());
  const texts = (list: Pairs) => list.filter(([name]) => isWanted(name)).flatMap((pair) => scoped(pair, content.matchScope));
  const read: Reader = (view) => {
    const all = pairs(view);
    if (isCut(all)) return oversize(content.oversizeHandling, texts(kept(all)));
    return isUntold(view) ? { part: texts(all) } : texts(all);
  };
  return { name: included.length === 0 ? `a ${what}` : `the ${what} ${included.join(" or ")}`, read };
}

const lowered = (names: unknown): string[] => textsOf(names).map((name) => name.toLowerCase());

const scoped = ([name, value]: readonly [string, string], scope: unknown): string[] =>
  scope === "KEY" ? [name] : scope === "VALUE" ? [value] : [name, value];

function readOrder(view: RequestView, handling: unknown): Inspected {
  if (view.request.untold?.otherHeaders === true) return undefined;
  const names = (list: Pairs) => [list.map(([name]) => name).join(":")];
  return isCut(view.headers) ? oversize(handling, names(kept(view.headers))) : names(view.headers);
}

function readJson(view: RequestView, content: Block): Inspected {
  if (view.request.untold?.body === true) return undefined;
  if (view.isBodyCut && content.oversizeHandling === "MATCH") return true;
  if (view.isBodyCut && content.oversizeHandling === "NO_MATCH") return false;
  const paths = textsOf(blockOf(content.matchPattern)?.includedPaths);
  const texts = jsonTexts(view.body, paths, textOf(content.matchScope));
  return texts ?? invalidJson(view, content.invalidFallbackBehavior);
}

/** Handles invalid JSON: without a fallback AWS inspects what it can read before the error, which only AWS knows. */
function invalidJson(view: RequestView, fallback: unknown): readonly string[] | Match {
  if (fallback === "EVALUATE_AS_STRING") return [view.body];
  return fallback === "MATCH" ? true : fallback === "NO_MATCH" || view.body === "" ? false : undefined;
}
