import { isRecord } from "../../../domain/values.ts";
import { type Member, type Model, type Shape, shapeOf } from "./model.ts";

/** What is wrong with a value that is to have a shape of the model: a sentence for each fault; none where AWS would take it. */
export function faultsOf(model: Model, name: string, value: unknown, path = name): string[] {
  const shape = shapeOf(model, name);
  if (shape.document) return [];
  if (shape.type === "structure") return structure(model, shape, value, path);
  if (shape.type === "list") return list(model, shape, value, path);
  if (shape.type === "map") return map(model, shape, value, path);
  return scalar(shape, value, path);
}

const of = (model: Model, member: Member, value: unknown, path: string) => faultsOf(model, member.shape, value, path);

function structure(model: Model, shape: Shape, value: unknown, path: string): string[] {
  if (!isRecord(value)) return [`${path}: got ${shown(value)}, expected a structure`];
  const members = shape.members ?? {};
  const missing = (shape.required ?? []).filter((name) => value[name] === undefined);
  return [
    ...missing.map((name) => `${path}.${name}: missing`),
    ...Object.entries(value).flatMap(([name, item]) => {
      const member = members[name];
      if (item === undefined) return [];
      return member ? of(model, member, item, `${path}.${name}`) : [`${path}.${name}: AWS knows no such member`];
    }),
  ];
}

function list(model: Model, shape: Shape, value: unknown, path: string): string[] {
  if (!Array.isArray(value)) return [`${path}: got ${shown(value)}, expected a list`];
  const { member } = shape;
  const items = member ? value.flatMap((item: unknown, i) => of(model, member, item, `${path}[${i}]`)) : [];
  return [...bounds(shape, value.length, path), ...items];
}

function map(model: Model, shape: Shape, value: unknown, path: string): string[] {
  if (!isRecord(value)) return [`${path}: got ${shown(value)}, expected a map`];
  const { key, value: held } = shape;
  return Object.entries(value).flatMap(([name, item]) => [
    ...(key ? of(model, key, name, `${path} key`) : []),
    ...(held ? of(model, held, item, `${path}.${name}`) : []),
  ]);
}

function scalar(shape: Shape, value: unknown, path: string): string[] {
  const { type } = shape;
  if (type === "string") return typeof value === "string" ? text(shape, value, path) : [`${path}: got ${shown(value)}, expected a text`];
  if (type === "boolean") return typeof value === "boolean" ? [] : [`${path}: got ${shown(value)}, expected true or false`];
  if (type === "timestamp") return isTime(value) ? [] : [`${path}: got ${shown(value)}, expected a time`];
  if (type === "blob") return typeof value === "string" || Buffer.isBuffer(value) ? [] : [`${path}: got ${shown(value)}, expected bytes`];
  const whole = type === "integer" || type === "long";
  if (typeof value !== "number" || (whole && !Number.isInteger(value))) return [`${path}: got ${shown(value)}, expected a number`];
  return bounds(shape, value, path);
}

function text(shape: Shape, value: string, path: string): string[] {
  if (shape.enum && !shape.enum.includes(value)) return [`${path}: got ${shown(value)}, expected one of ${shape.enum.join(", ")}`];
  const pattern = shape.pattern === undefined || matches(shape.pattern, value);
  return [...bounds(shape, value.length, path), ...(pattern ? [] : [`${path}: got ${shown(value)}, expected ${shape.pattern}`])];
}

/** Patterns hold for the whole text, whether they say so or not; classes such as `\p{L}` need the flag, in which some do not compile. */
function matches(pattern: string, value: string): boolean {
  const whole = `^(?:${pattern})$`;
  try {
    return new RegExp(whole, "su").test(value);
  } catch {
    return new RegExp(whole, "s").test(value);
  }
}

function bounds({ min, max }: Shape, size: number, path: string): string[] {
  const wrong = (min !== undefined && size < min) || (max !== undefined && size > max);
  return wrong ? [`${path}: got a size of ${size}, expected ${min ?? 0} to ${max ?? "any"}`] : [];
}

const isTime = (value: unknown): boolean => value instanceof Date && Number.isFinite(value.getTime());
const shown = (value: unknown): string => JSON.stringify(value) ?? String(value);
