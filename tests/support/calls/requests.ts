import { closeSync, openSync, readdirSync, readFileSync, readSync } from "node:fs";
import { join } from "node:path";
import type { Request } from "../aws/wire.ts";

/** An operation of an AWS service's API, and the parameters of one call: lower-case names with each value that they have, however deep. */
export interface Operation {
  /** The service's name in signatures. */
  readonly service: string;
  readonly region: string;
  readonly name: string;
  readonly parameters: ReadonlyMap<string, readonly string[]>;
}

interface Route {
  readonly method: string;
  readonly path: RegExp;
  readonly labels: readonly string[];
  readonly query: readonly string[];
  readonly name: string;
}

/** Tells which operation a request is, by botocore's service models in `folder`. Throws for a request that no model knows. */
export function operations(folder: string): (request: Request) => Operation {
  const routes = new Map<string, readonly Route[]>();
  const routesOf = (service: string): readonly Route[] => {
    const known = routes.get(service) ?? restRoutes(folder, service);
    routes.set(service, known);
    return known;
  };
  return (request) => {
    const [, region = "", service = ""] =
      /Credential=[^/]+\/\d+\/([^/]+)\/([^/]+)\/aws4_request/.exec(String(request.headers.authorization)) ?? [];
    const url = new URL(request.url, "http://aws.invalid");
    const parameters = new Map<string, string[]>();
    const put = (name: string, value: string) => parameters.set(name, [...(parameters.get(name) ?? []), value]);
    const byTarget = request.headers["x-amz-target"]?.toString().split(".").at(-1);
    if (byTarget !== undefined) {
      collect(JSON.parse(request.body || "{}"), "", put);
      return { service, region, name: byTarget, parameters };
    }
    const form = /(^|&)Action=/.test(request.body) ? new URLSearchParams(request.body) : undefined;
    if (form) {
      for (const [key, value] of form) put(lastName(key), value);
      return { service, region, name: form.get("Action") ?? "", parameters };
    }
    const cbor = /^\/service\/\w+\/operation\/(\w+)/.exec(url.pathname)?.[1];
    if (cbor !== undefined) return { service, region, name: cbor, parameters };
    const route = routesOf(service).find((one) => fits(one, request.method, url));
    if (!route) throw new Error(`${service} ${request.method} ${request.url}: no operation of the service's model`);
    const values = route.path.exec(url.pathname)?.slice(1) ?? [];
    for (const [at, label] of route.labels.entries()) put(label.toLowerCase(), decodeURIComponent(values[at] ?? ""));
    for (const [key, value] of url.searchParams) put(key.toLowerCase(), value);
    if (request.body.startsWith("{")) collect(JSON.parse(request.body), "", put);
    for (const [, tag = "", value = ""] of request.body.matchAll(/<(\w+)>([^<>]+)<\/\1>/g)) put(tag.toLowerCase(), value);
    return { service, region, name: route.name, parameters };
  };
}

/** `Tags.member.1.Key` is a `key`; what counts for a resource's name is the last word that is none of the protocol's. */
const lastName = (key: string): string =>
  key
    .split(".")
    .filter((part) => !/^(\d+|member|entry|item)$/.test(part))
    .join(".")
    .toLowerCase();

function collect(value: unknown, name: string, put: (name: string, value: string) => void): void {
  if (Array.isArray(value)) for (const one of value) collect(one, name, put);
  else if (typeof value === "object" && value !== null)
    for (const [key, inner] of Object.entries(value)) collect(inner, name ? `${name}.${key.toLowerCase()}` : key.toLowerCase(), put);
  else if (value !== null && value !== undefined) put(name, String(value));
}

function fits(route: Route, method: string, url: URL): boolean {
  return route.method === method && route.path.test(url.pathname) && route.query.every((part) => hasQuery(url, part));
}

function hasQuery(url: URL, part: string): boolean {
  const [key = "", value] = part.split("=");
  return value === undefined ? url.searchParams.has(key) : url.searchParams.get(key) === value;
}

interface Model {
  readonly metadata: { readonly protocol: string; readonly signingName?: string; readonly endpointPrefix: string };
  readonly operations: Readonly<
    Record<string, { readonly name: string; readonly http: { readonly method: string; readonly requestUri: string } }>
  >;
}

/** The REST operations of all models that sign as `service`, those with most fixed words first. */
function restRoutes(folder: string, service: string): readonly Route[] {
  const models = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => {
      const version = readdirSync(join(folder, name)).sort().at(-1);
      const file = version === undefined ? undefined : join(folder, name, version, "service-2.json");
      const model = file === undefined || !names(file, service) ? undefined : readModel(file);
      return model && (model.metadata.signingName ?? model.metadata.endpointPrefix) === service ? [model] : [];
    });
  const all = models.flatMap(({ operations }) => Object.values(operations).map(({ name, http }) => routeOf(name, http)));
  // The newer of two names for one request is the longer one: PutBucketLifecycleConfiguration.
  const weight = ({ path, labels, query, name }: Route) => path.source.length + 40 * query.length - 20 * labels.length + name.length / 100;
  // A copy is told from an upload by a header alone, and no provider of ours copies.
  return all.filter(({ name }) => !/Copy(Object)?$/.test(name)).sort((one, other) => weight(other) - weight(one));
}

/** Whether a model may be the service's: it says so in its first lines. All models together are 120 MB, half a minute to parse. */
function names(file: string, service: string): boolean {
  const head = Buffer.alloc(2048);
  try {
    const descriptor = openSync(file, "r");
    readSync(descriptor, head);
    closeSync(descriptor);
  } catch {
    return false;
  }
  return head.includes(`"${service}"`);
}

function readModel(file: string): Model | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

function routeOf(name: string, { method, requestUri }: { readonly method: string; readonly requestUri: string }): Route {
  const [path = "", query = ""] = requestUri.split("?");
  const labels: string[] = [];
  const pattern = path.replace(/\{(\w+)(\+?)\}/g, (_, label: string, greedy: string) => {
    labels.push(label);
    return greedy ? "(.+)" : "([^/]+)";
  });
  return { name, method, labels, path: new RegExp(`^${pattern.replace(/\/$/, "")}/?$`), query: query.split("&").filter(Boolean) };
}
