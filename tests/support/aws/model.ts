import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { program } from "../emulators/programs.ts";

/** A shape of a service's model: what a value has to be. */
export interface Shape {
  readonly type: string;
  readonly members?: Readonly<Record<string, Member>>;
  readonly member?: Member;
  readonly key?: Member;
  readonly value?: Member;
  readonly required?: readonly string[];
  readonly enum?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly flattened?: boolean;
  /** Whether any JSON goes. */
  readonly document?: boolean;
  /** Whether it is an error of AWS's own making. */
  readonly fault?: boolean;
  readonly error?: { readonly code?: string; readonly httpStatusCode?: number };
}

/** A part of a shape, and where it travels. */
export interface Member {
  readonly shape: string;
  readonly location?: string;
  readonly locationName?: string;
  readonly flattened?: boolean;
}

/** An operation of a service. */
export interface Operation {
  readonly name: string;
  readonly http: { readonly method: string; readonly requestUri: string; readonly responseCode?: number };
  readonly input?: { readonly shape: string };
  readonly output?: { readonly shape: string; readonly resultWrapper?: string };
  readonly errors?: readonly { readonly shape: string }[];
}

/** What AWS publishes of a service for its own SDKs: every operation, with what it takes, answers and refuses with. */
export interface Model {
  readonly metadata: {
    readonly protocol: string;
    readonly apiVersion: string;
    readonly endpointPrefix: string;
    readonly signingName?: string;
    readonly targetPrefix?: string;
    readonly jsonVersion?: string;
    readonly xmlNamespace?: string;
  };
  readonly operations: Readonly<Record<string, Operation>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}

const models = new Map<string, Model>();
let folder: string | undefined;

/** Finds the models, which come with the AWS CLI that tests run, and returns their folder; to be awaited once before {@link modelOf}. */
export async function findModels(): Promise<string> {
  folder ??= await dataFolder();
  return folder;
}

/** A service's model by the CLI's name of it, such as `rds`. Throws for one that is none. */
export function modelOf(service: string): Model {
  const known = models.get(service);
  if (known) return known;
  const model: Model = JSON.parse(readFileSync(modelFile(service, "service-2.json"), "utf8"));
  models.set(service, model);
  return model;
}

/** Whether AWS has a service of that name. */
export const isService = (service: string): boolean => existsSync(join(found(), service));

/** The path of a file of a service's newest version. */
export function modelFile(service: string, name: string): string {
  const at = join(found(), service);
  if (!existsSync(at)) throw new Error(`${service}: no service of AWS; expected the AWS CLI's name of one`);
  const newest = readdirSync(at).sort().at(-1) ?? "";
  return join(at, newest, name);
}

/** The shape of that name. Throws where the model lacks it. */
export function shapeOf({ shapes }: Model, name: string): Shape {
  const shape = shapes[name];
  if (!shape) throw new Error(`${name}: no shape of the model`);
  return shape;
}

function found(): string {
  if (folder === undefined) throw new Error("the models are not there yet: await findModels() first");
  return folder;
}

async function dataFolder(): Promise<string> {
  const libraries = join(dirname(await program("aws")), "../lib");
  const [python = ""] = readdirSync(libraries);
  return join(libraries, python, "site-packages/awscli/botocore/data");
}
