import type { Reply } from "../emulators/gateway.ts";
import { faultsOf } from "./judge.ts";
import { findModels, type Model, modelOf, type Operation } from "./model.ts";
import { Refusal, refusedAs, serviceOf } from "./refusal.ts";
import { writeError, writeOutput } from "./reply.ts";
import { type Request, readCall } from "./wire.ts";

/** What a call brings, by the model's names: times are dates. */
export type Input = Readonly<Record<string, unknown>>;

/** Answers to operations, by `<service>:<operation>` in the CLI's and the model's words, such as `backup:StartRestoreJob`. */
export type Answers = Readonly<Record<string, Answer>>;

/** What an operation answers to an input; undefined leaves it to the emulated AWS. */
export type Answer = (input: Input) => object | undefined | Promise<object | undefined>;

/**
 * Stands for operations that the emulated AWS lacks, and is as strict as AWS: what is asked has to be what the service's own model
 * takes, and is refused otherwise; what a test answers, or refuses with, has to be in the model, or the test fails.
 */
export class Stub {
  /** What tests answered that AWS never would. */
  readonly faults: string[] = [];
  /** What was asked, in order. */
  readonly asked: { readonly name: string; readonly input: Input }[] = [];
  readonly #answers: Answers;

  private constructor(answers: Answers) {
    this.#answers = answers;
  }

  /** Throws for an answer to an operation that AWS does not have. */
  static async of(answers: Answers): Promise<Stub> {
    await findModels();
    for (const name of Object.keys(answers)) {
      const [service = "", operation = ""] = name.split(":");
      if (!modelOf(service).operations[operation]) throw new Error(`${name}: AWS has no such operation`);
    }
    return new Stub(answers);
  }

  /** The answer, or undefined where the operation is not among these. */
  async answer(request: Request): Promise<Reply | undefined> {
    const service = serviceOf(request);
    if (service === undefined || !Object.keys(this.#answers).some((name) => name.startsWith(`${service}:`))) return undefined;
    const model = modelOf(service);
    const call = readCall(model, request);
    const name = `${service}:${call?.operation.name}`;
    const answer = this.#answers[name];
    if (!call || !answer) return undefined;
    this.asked.push({ name, input: call.input });
    const wrong = faultsOf(model, call.operation.input?.shape ?? "", call.input, call.operation.name);
    if (wrong.length > 0) return writeError(model, 400, validation(model), wrong.join("; "));
    return await this.#judged(model, call.operation, name, () => answer(call.input));
  }

  /** Throws where a test answered what AWS never would. */
  check(): void {
    if (this.faults.length > 0) throw new Error(`a stub answered unlike AWS:\n${this.faults.join("\n")}`);
  }

  async #judged(model: Model, operation: Operation, name: string, answer: () => ReturnType<Answer>): Promise<Reply | undefined> {
    try {
      const answered = await answer();
      if (answered === undefined) return undefined;
      const output = Object.fromEntries(Object.entries(answered));
      const faults = operation.output
        ? faultsOf(model, operation.output.shape, output, name)
        : Object.keys(output).map((key) => `${name}.${key}: it answers nothing`);
      return faults.length > 0 ? this.#unlike(model, faults) : writeOutput(model, operation, output);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return this.#refused(model, name, error);
    }
  }

  #refused(model: Model, name: string, refusal: Refusal): Reply {
    try {
      return refusedAs(name, refusal);
    } catch (unlike) {
      return this.#unlike(model, [String(unlike)]);
    }
  }

  /** No code that a client tries again. */
  #unlike(model: Model, faults: readonly string[]): Reply {
    this.faults.push(...faults);
    return writeError(model, 400, "StubUnlikeAws", faults.join("; "));
  }
}

const validation = ({ metadata }: Model): string => (metadata.protocol === "query" ? "ValidationError" : "ValidationException");
