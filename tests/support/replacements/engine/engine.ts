import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import { LocalWorkspace, type Stack } from "@pulumi/pulumi/automation/index.js";
import { parse } from "yaml";
import type { Project } from "../../../../cli/offline/project.ts";
import { shortOf } from "../../../../domain/replacements/refused.ts";
import { isRecord } from "../../../../domain/values.ts";
import main from "../../../../stacks/index.ts";

/** What the SDK does for anyone who looks for a fault takes most of a run: stack traces of each resource, and a message of each call. */
function withoutTraces(): void {
  Object.defineProperty(Error, "stackTraceLimit", { configurable: true, get: () => 0, set: () => {} });
  const log: { debug: () => Promise<void> } = createRequire(import.meta.url)("@pulumi/pulumi/log");
  log.debug = () => Promise.resolve();
}

/** What the engine says of a change: what it replaces, or why it does not. */
export type Previewed =
  | {
      /** `<type>::<name>`, sorted. */
      readonly replaced: readonly string[];
      /** Those of which the old one goes first. */
      readonly deletedFirst: readonly string[];
      /** Everything that is not as it was, `<operation> <type>::<name>`. */
      readonly steps: readonly string[];
    }
  | { readonly fault: string };

/** Pulumi's engine (`pulumi` on PATH) over a state of its own, with this repository's program and the providers at `port`. */
export class Engine {
  private readonly folder = mkdtempSync(join(tmpdir(), "replacements-"));
  private readonly stacks = new Map<string, Stack>();
  private readonly port: number;
  private readonly project: Project;

  constructor(port: number, project: Project) {
    this.port = port;
    this.project = project;
    withoutTraces();
    for (const part of ["state", "stacks", "home"]) mkdirSync(join(this.folder, part));
    // A file where its folder would be: else the engine logs each property, compressed and encrypted, which takes it a third of a preview.
    writeFileSync(join(this.folder, "home", "logs"), "");
    cpSync(join(project.root, "Pulumi.yaml"), join(this.folder, "Pulumi.yaml"));
    // Paths of code and files are from the project's root.
    for (const part of ["dist", "functions", "host"]) symlinkSync(join(project.root, part), join(this.folder, part));
  }

  /** Brings a stack up, and takes the protection from all that it has: else the engine refuses what shall be recorded. */
  async deploy(name: string): Promise<void> {
    const file = `Pulumi.${name}.yaml`;
    cpSync(join(this.project.stacks, file), join(this.folder, "stacks", file));
    const { port } = this;
    const envVars = {
      PULUMI_BACKEND_URL: `file://${join(this.folder, "state")}`,
      PULUMI_CONFIG_PASSPHRASE: "none",
      PULUMI_HOME: join(this.folder, "home"),
      // Memory for time.
      GOGC: "400",
      PULUMI_DEBUG_PROVIDERS: ["aws", "random", "tls"].map((plugin) => `${plugin}:${port}`).join(),
      // Else the whole state is written for each resource.
      PULUMI_SKIP_CHECKPOINTS: "true",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_AUTOMATION_API_SKIP_VERSION_CHECK: "true",
    };
    const program = { stackName: name, projectName: this.project.name, program: () => main(this.project.stacks) };
    const stack = await LocalWorkspace.createOrSelectStack(program, { workDir: this.folder, envVars });
    this.stacks.set(name, stack);
    // A program that fails may leave the engine waiting: what it says is told at once.
    await stack.up({
      suppressProgress: true,
      onEvent: (event) => {
        for (const error of errorsIn([event])) console.error(`${name}: ${error}`);
      },
    });
    const exported = await stack.exportStack();
    await stack.importStack({ ...exported, deployment: unprotected(exported.deployment) });
  }

  /** Previews a stack with other settings. */
  async preview(name: string, settings: unknown): Promise<Previewed> {
    const file = join(this.folder, "stacks", `Pulumi.${name}.yaml`);
    const text = readFileSync(file, "utf8");
    const content: unknown = parse(text);
    if (!isRecord(content) || !isRecord(content.config)) throw new Error(`${name}: has no config`);
    const config = { ...content.config, [`${this.project.name}:settings`]: settings };
    writeFileSync(file, JSON.stringify({ ...content, config }));
    const events: EngineEvent[] = [];
    const stopped = new AbortController();
    const note = (event: EngineEvent): void => {
      events.push(event);
      // What was to wait for the part of the program that failed would have the engine wait for good.
      if (errorsIn([event]).length > 0) stopped.abort();
    };
    try {
      await this.stacks.get(name)?.preview({ onEvent: note, suppressProgress: true, signal: stopped.signal });
      return previewed(events);
    } catch (error) {
      return { fault: errorsIn(events).join("; ") || String(error) };
    } finally {
      writeFileSync(file, text);
    }
  }

  end(): void {
    rmSync(this.folder, { recursive: true });
  }
}

const errorsIn = (events: readonly EngineEvent[]): string[] =>
  events.flatMap(({ diagnosticEvent: one }) => (one?.severity === "error" ? [one.message.trim()] : []));

function previewed(events: readonly EngineEvent[]): Previewed {
  const steps = events.flatMap(({ resourcePreEvent: one }) => (one === undefined ? [] : [one.metadata]));
  const at = (operation: string, urn: string) => steps.findIndex((step) => step.op === operation && step.urn === urn);
  const replaced = [...new Set(steps.filter(({ op }) => op === "replace").map(({ urn }) => urn))];
  const isFirst = (urn: string) => at("delete-replaced", urn) >= 0 && at("delete-replaced", urn) < at("create-replacement", urn);
  const named = (urns: readonly string[]) => urns.map(shortOf).sort();
  return {
    replaced: named(replaced),
    deletedFirst: named(replaced.filter(isFirst)),
    steps: steps.filter(({ op }) => op !== "same" && op !== "read").map(({ op, urn }) => `${op} ${shortOf(urn)}`),
  };
}

function unprotected(deployment: unknown): object {
  if (!isRecord(deployment) || !Array.isArray(deployment.resources)) throw new Error("got no resources, expected a deployment");
  return { ...deployment, resources: deployment.resources.map((one: object) => ({ ...one, protect: false })) };
}
