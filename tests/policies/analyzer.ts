import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { credentials } from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb.js";
import {
  type AnalyzeResponse,
  type AnalyzerInfo,
  AnalyzerPropertyDependencies,
  AnalyzerResource,
  AnalyzerResourceOptions,
  AnalyzeStackRequest,
  ConfigureAnalyzerRequest,
  EnforcementLevel,
  PolicyConfig,
} from "@pulumi/pulumi/proto/analyzer_pb.js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb.js";
import { Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import { isSecret } from "../../domain/graph-values.ts";
import { isRecord } from "../../domain/values.ts";
import type { ExportedResource } from "../../policies/model/graph.ts";

const root = join(import.meta.dirname, "../..");
const starter = createRequire(import.meta.url).resolve("@pulumi/pulumi/cmd/run-policy-pack");

/** A policy pack's process, spoken to as the engine does. */
export class Analyzer {
  private readonly child: ChildProcess;
  private readonly client: AnalyzerClient;

  private constructor(child: ChildProcess, port: string) {
    this.child = child;
    this.client = new AnalyzerClient(`127.0.0.1:${port}`, credentials.createInsecure());
  }

  /** Starts a pack the way the engine starts the one in `folder`; `program` is another main file. */
  static async start(program = ".", folder = join(root, "policies")): Promise<Analyzer> {
    const child = spawn(process.execPath, [starter, "127.0.0.1:1", program], {
      cwd: folder,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const port = await new Promise<string>((resolve, reject) => {
      createInterface({ input: child.stdout }).once("line", resolve);
      child.once("exit", (code) => reject(new Error(`the pack ended with ${code}, expected a port`)));
    });
    return new Analyzer(child, port);
  }

  stop(): void {
    this.client.close();
    this.child.kill();
  }

  info(): Promise<AnalyzerInfo> {
    return new Promise((resolve, reject) =>
      this.client.getAnalyzerInfo(new Empty(), (error, info) => (error ? reject(error) : resolve(info))),
    );
  }

  /** Sets the level of one policy, as `--policy-pack-config` does. */
  configure(policy: string, level: keyof typeof EnforcementLevel): Promise<void> {
    const request = new ConfigureAnalyzerRequest();
    const config = new PolicyConfig();
    config.setEnforcementlevel(EnforcementLevel[level]);
    config.setProperties(new Struct());
    request.getPolicyconfigMap().set(policy, config);
    return new Promise((resolve, reject) => this.client.configure(request, (error) => (error ? reject(error) : resolve())));
  }

  analyze(resources: readonly ExportedResource[]): Promise<AnalyzeResponse> {
    const request = new AnalyzeStackRequest();
    request.setResourcesList(resources.map(toAnalyzerResource));
    return new Promise((resolve, reject) =>
      this.client.analyzeStack(request, (error, response) => (error ? reject(error) : resolve(response))),
    );
  }
}

/** A resource as the engine sends it: its outputs, secrets marked. */
function toAnalyzerResource(resource: ExportedResource): AnalyzerResource {
  const message = new AnalyzerResource();
  message.setUrn(resource.urn);
  message.setType(resource.type);
  message.setName(resource.urn.slice(resource.urn.lastIndexOf("::") + 2));
  message.setProperties(Struct.fromJavaScript(plain(resource.outputs ?? resource.inputs ?? {})));
  message.setParent(resource.parent ?? "");
  message.setDependenciesList([...(resource.dependencies ?? [])]);
  for (const [property, urns] of Object.entries(resource.propertyDependencies ?? {})) {
    const dependencies = new AnalyzerPropertyDependencies();
    dependencies.setUrnsList([...urns]);
    message.getPropertydependenciesMap().set(property, dependencies);
  }
  const options = new AnalyzerResourceOptions();
  options.setProtect(resource.protect ?? false);
  message.setOptions(options);
  return message;
}

function plain(properties: Readonly<Record<string, unknown>>) {
  return JSON.parse(JSON.stringify(properties), (_key, value: unknown) =>
    isRecord(value) && isSecret(value) ? { ...value, value: "[secret]" } : value,
  );
}
