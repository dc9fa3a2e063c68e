import { execFileSync } from "node:child_process";
import type { Automation, AutomationStep } from "./automation-schema.ts";
import { waysFrom } from "./automation-schema.ts";

/** What stands in for AWS in an execution. */
export interface Execution {
  readonly id: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** Calls an API; throws what AWS says. */
  readonly call: (service: string, api: string, input: Readonly<Record<string, unknown>>) => Promise<unknown>;
  /** Runs a step's commands; throws where they fail. Of a document that is not AWS's shell, `parameters` are the document's. */
  readonly run: (step: string, commands: readonly string[], parameters: Readonly<Record<string, readonly string[]>>) => Promise<void>;
}

/** How an execution went: the steps in order, a failed one with `!`. */
export interface Outcome {
  readonly status: "Success" | "Failed";
  readonly steps: readonly string[];
  readonly errors: readonly string[];
}

/**
 * Runs a document as SSM Automation does: parameters are checked and filled in, a failed step leads where `onFailure` says, and
 * the execution is `Failed` if any step was (all are critical unless they say otherwise, and ours say nothing).
 */
export async function execute(document: Automation, execution: Execution): Promise<Outcome> {
  const values = new Map(Object.entries(given(document, execution)));
  values.set("automation:EXECUTION_ID", execution.id);
  const steps: string[] = [];
  const errors: string[] = [];
  let current = document.mainSteps[0];
  while (current) {
    const step: AutomationStep = current;
    let next: string | undefined;
    try {
      next = await perform(document, step, values, execution);
      steps.push(step.name);
    } catch (error) {
      steps.push(`${step.name}!`);
      errors.push(error instanceof Error ? error.message : String(error));
      next = waysFrom(document, step).failure;
    }
    current = document.mainSteps.find(({ name }) => name === next);
  }
  return { status: errors.length > 0 ? "Failed" : "Success", steps, errors };
}

function given({ parameters }: Automation, execution: Execution): Record<string, string> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, { default: usual, allowedPattern, allowedValues }]) => {
      const value = execution.parameters[name] ?? usual;
      if (value === undefined) throw new Error(`${name} is missing`);
      if (allowedPattern && !new RegExp(allowedPattern).test(value)) throw new Error(`${name}: ${value} is not of ${allowedPattern}`);
      if (allowedValues && !allowedValues.includes(value)) throw new Error(`${name}: ${value} is none of ${allowedValues}`);
      return [name, value];
    }),
  );
}

/** Performs a step; returns the name of the next one. */
async function perform(document: Automation, step: AutomationStep, values: Map<string, string>, { call, run }: Execution) {
  const next = waysFrom(document, step).success.at(-1);
  if (step.action === "aws:branch") {
    const choice = step.inputs.Choices.find(({ Variable, StringEquals, StartsWith, NumericEquals }) => {
      const value = String(fill(Variable, values));
      if (NumericEquals !== undefined) return Number(value) === NumericEquals;
      return StartsWith === undefined ? value === StringEquals : value.startsWith(StartsWith);
    });
    return choice?.NextStep ?? next;
  }
  if (step.action === "aws:runCommand") {
    const parameters = Object.fromEntries(
      Object.entries(step.inputs.Parameters).map(([name, list]) => [name, list.map((value) => String(fill(value, values)))]),
    );
    await run(step.name, parameters.commands ?? [], parameters);
    return next;
  }
  if (step.action === "aws:executeScript") {
    keep(step, { Payload: python(step.inputs, fill(step.inputs.InputPayload, values)) }, values);
    return next;
  }
  const { Service, Api, PropertySelector, DesiredValues, ...input } = step.inputs;
  const answer = await call(Service, Api, Object.fromEntries(Object.entries(input).map(([key, value]) => [key, fill(value, values)])));
  if (step.action === "aws:executeAwsApi") {
    keep(step, answer, values);
    return next;
  }
  const found = String(select(answer, String(PropertySelector)));
  const desired = Array.isArray(DesiredValues) ? DesiredValues.map((value: unknown) => fill(value, values)) : [];
  if (!desired.includes(found)) throw new Error(`${step.name}: got ${found}, expected ${desired.join(" or ")}`);
  return next;
}

/** Keeps what a step tells later ones. */
function keep({ name, outputs = [] }: Extract<AutomationStep, { outputs?: unknown }>, answer: unknown, values: Map<string, string>): void {
  for (const { Name, Selector } of outputs) values.set(`${name}.${Name}`, String(select(answer, Selector)));
}

/** Runs a script of Automation's own with the real Python. */
function python({ Script, Handler }: { readonly Script: string; readonly Handler: string }, input: unknown): unknown {
  const program = `${Script}\nimport json, sys\nprint(json.dumps(${Handler}(json.load(sys.stdin), {})))`;
  return JSON.parse(execFileSync("python3", ["-c", program], { input: JSON.stringify(input), encoding: "utf8" }));
}

/** Fills in what stands in double braces, in texts at any depth; throws for what has no value. */
function fill(value: unknown, values: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => fill(item, values));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, item]: [string, unknown]) => [key, fill(item, values)]));
  if (typeof value !== "string") return value;
  return value.replace(/\{\{\s*([\w:.]+)\s*\}\}/g, (_, name: string) => {
    const found = values.get(name);
    if (found === undefined) throw new Error(`{{${name}}} has no value`);
    return found;
  });
}

/** What a selector such as `$.Instances[0].InstanceId` points to. */
function select(answer: unknown, selector: string): unknown {
  return [...selector.matchAll(/\.(\w+)|\[(\d+)\]/g)].reduce<unknown>((value, [, key, index]) => {
    if (typeof value !== "object" || value === null) return undefined;
    return Object.entries(value).find(([name]) => name === (key ?? index))?.[1];
  }, answer);
}
