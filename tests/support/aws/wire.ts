import { isRecord } from "../../../domain/values.ts";
import { type Member, type Model, type Operation, type Shape, shapeOf } from "./model.ts";

/** A request as it came. */
export interface Request {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** What a request asks for. */
export interface Call {
  readonly operation: Operation;
  readonly input: Readonly<Record<string, unknown>>;
}

/** Reads a request by its service's protocol; undefined where it is of no operation. Faults of the form stay for the judge. */
export function readCall(model: Model, request: Request): Call | undefined {
  const { protocol } = model.metadata;
  if (protocol === "json") return readJson(model, request);
  if (protocol === "query") return readQuery(model, request);
  if (protocol === "rest-json") return readRest(model, request);
  throw new Error(`${model.metadata.endpointPrefix}: stubs speak json, rest-json and query, this is ${protocol}`);
}

function readJson(model: Model, { headers, body }: Request): Call | undefined {
  const [prefix, name = ""] = String(headers["x-amz-target"]).split(".");
  const operation = prefix === model.metadata.targetPrefix ? model.operations[name] : undefined;
  return operation && { operation, input: asRecord(fromJson(model, operation.input?.shape, JSON.parse(body || "{}"))) };
}

function readQuery(model: Model, { body }: Request): Call | undefined {
  const { Action = "", Version, ...fields } = Object.fromEntries(new URLSearchParams(body));
  const operation = Version === model.metadata.apiVersion ? model.operations[Action] : undefined;
  return operation && { operation, input: asRecord(fromFields(model, operation.input?.shape, fields, "")) };
}

function readRest(model: Model, { method, url, body }: Request): Call | undefined {
  const { pathname, searchParams } = new URL(url, "http://aws");
  for (const operation of Object.values(model.operations)) {
    const [template = "", fixed] = operation.http.requestUri.split("?");
    const labels = operation.http.method === method && fixed === undefined ? labelsOf(template, pathname) : undefined;
    if (!labels) continue;
    const shape = operation.input && shapeOf(model, operation.input.shape);
    const sent = asRecord(fromJson(model, operation.input?.shape, JSON.parse(body || "{}")));
    const placed = Object.entries(shape?.members ?? {}).flatMap(([name, member]) => {
      const value = placedIn(member, name, labels, searchParams);
      return value === undefined ? [] : [[name, scalarOf(shapeOf(model, member.shape), value)]];
    });
    return { operation, input: { ...sent, ...Object.fromEntries(placed) } };
  }
  return undefined;
}

function labelsOf(template: string, pathname: string): Readonly<Record<string, string>> | undefined {
  const trimmed = (path: string) => path.replace(/\/$/, "");
  const pattern = trimmed(template).replaceAll(/\{(\w+)\+?\}/g, "(?<$1>[^/]+)");
  const groups = new RegExp(`^${pattern}$`).exec(trimmed(pathname));
  return groups ? Object.fromEntries(Object.entries(groups.groups ?? {}).map(([k, v]) => [k, decodeURIComponent(v)])) : undefined;
}

function placedIn(member: Member, name: string, labels: Readonly<Record<string, string>>, query: URLSearchParams): string | undefined {
  if (member.location === "uri") return labels[member.locationName ?? name];
  return member.location === "querystring" ? (query.get(member.locationName ?? name) ?? undefined) : undefined;
}

/** JSON as values: names of members as the model has them, numbers as times where it says so. */
function fromJson(model: Model, name: string | undefined, json: unknown): unknown {
  if (name === undefined) return json;
  const shape = shapeOf(model, name);
  if (shape.type === "timestamp" && typeof json === "number") return new Date(json * 1000);
  if (Array.isArray(json)) return json.map((item: unknown) => fromJson(model, shape.member?.shape, item));
  if (!isRecord(json)) return json;
  const members = Object.entries(shape.members ?? {});
  return Object.fromEntries(
    Object.entries(json).map(([key, item]) => {
      const [own, member] = members.find(([memberName, { locationName = memberName }]) => locationName === key) ?? [key, shape.value];
      return [own, fromJson(model, member?.shape, item)];
    }),
  );
}

/** Fields of a form such as `Filters.Filter.1.Name` as values; what the model does not know keeps its name. */
function fromFields(model: Model, name: string | undefined, fields: Readonly<Record<string, string>>, at: string): unknown {
  if (name === undefined) return fields;
  const shape = shapeOf(model, name);
  const below = (prefix: string) => Object.keys(fields).some((key) => key === prefix || key.startsWith(`${prefix}.`));
  if (shape.type === "structure") {
    const known = Object.entries(shape.members ?? {}).filter(([member, { locationName = member }]) => below(at + locationName));
    const own = Object.keys(fields).flatMap((key) => (key.startsWith(at) ? [key.slice(at.length).split(".")[0] ?? ""] : []));
    const strange = own.filter((key) => !known.some(([member, { locationName = member }]) => locationName === key));
    return Object.fromEntries([
      ...strange.map((key) => [key, fields[at + key] ?? {}]),
      ...known.map(([member, { shape: inner, locationName = member }]) => [member, fromField(model, inner, fields, at + locationName)]),
    ]);
  }
  throw new Error(`${name}: got a ${shape.type}, expected a structure`);
}

function fromField(model: Model, name: string, fields: Readonly<Record<string, string>>, at: string): unknown {
  const shape = shapeOf(model, name);
  if (shape.type === "structure") return fromFields(model, name, fields, `${at}.`);
  if (shape.type !== "list") return scalarOf(shape, fields[at] ?? "");
  const base = shape.flattened ? at : `${at}.${shape.member?.locationName ?? "member"}`;
  const items: unknown[] = [];
  for (let i = 1; Object.keys(fields).some((key) => key === `${base}.${i}` || key.startsWith(`${base}.${i}.`)); i++)
    items.push(fromField(model, shape.member?.shape ?? "", fields, `${base}.${i}`));
  return items;
}

function scalarOf({ type }: Shape, text: string): unknown {
  if (type === "integer" || type === "long" || type === "double" || type === "float") return Number(text);
  if (type === "boolean") return text === "true" || (text === "false" ? false : text);
  return type === "timestamp" ? new Date(text) : text;
}

const asRecord = (value: unknown): Readonly<Record<string, unknown>> => (isRecord(value) ? value : {});
