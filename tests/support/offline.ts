// Before everything that imports the SDK, as the command does: a preview takes half of the time.
import "../../cli/offline/sdk.ts";

export { UNKNOWN } from "../../domain/graph-values.ts";

import type { Answers } from "../../cli/offline/answers.ts";
import type { GraphResource } from "../../cli/offline/graph.ts";
import { guarded } from "../../cli/offline/guard.ts";
import { ownProject } from "../../cli/offline/project.ts";
import type { Registration as Recorded, RegistrationOptions } from "../../cli/offline/registration.ts";
import { type Program, runOffline, type StackConfig } from "../../cli/offline/run.ts";
import { stackGraph } from "../../cli/offline/stack.ts";
import { openSecrets, type Properties } from "../../cli/offline/wire.ts";
import { containsSecret } from "../../domain/graph-values.ts";
import { isRecord } from "../../domain/values.ts";

export type { GraphResource } from "../../cli/offline/graph.ts";

/** One resource as a component registered it. */
export interface Registration {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** URN of the parent. */
  readonly parent: string;
  /** False for components. */
  readonly custom: boolean;
  /** Secrets opened; UNKNOWN where AWS decides. */
  readonly inputs: Properties;
  /** Names of the inputs that are secrets or have one in them. */
  readonly secrets: readonly string[];
  /** URNs. */
  readonly dependencies: readonly string[];
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly options: RegistrationOptions;
  /** What a component registered as its outputs; for other resources inputs and computed properties. Secrets opened. */
  readonly outputs: Properties;
}

/** What stands for AWS in `deploy`; each field replaces a default. */
export interface DeployOptions {
  /** @default "test" */
  readonly stack?: string;
  /** Flat config, keys with their namespace. @default - none */
  readonly config?: Readonly<Record<string, string>>;
  /** Computed properties of a resource, over the placeholders of `placeholder`. @default - none */
  readonly outputs?: (resource: { readonly type: string; readonly name: string; readonly inputs: Properties }) => Properties;
  /** Results of lookups by token. @default - an account, a region and a partition; any other lookup throws */
  readonly lookups?: Readonly<Record<string, Properties>>;
}

/**
 * Runs `build` inside a stack and returns what it registered, in order, without the stack itself. Ids are `<name>-id`; computed
 * `arn`, `name` and the like have placeholders (see `placeholder`), everything else that AWS decides is UNKNOWN. Rejects with
 * what `build` throws and with what the engine would refuse.
 */
export async function deploy(build: () => unknown, options: DeployOptions = {}): Promise<Registration[]> {
  const stack: StackConfig = { project: "xcart-hosting", stack: options.stack ?? "test", config: options.config ?? {}, secretKeys: [] };
  // Thrown through the SDK, an error would reject promises of its own as well, and Jest fails the test for each.
  let thrown: { readonly error: unknown } | undefined;
  const guardedBuild: Program = async () => {
    try {
      await build();
    } catch (error) {
      thrown = { error };
    }
  };
  const run = await runOffline(guardedBuild, stack, answersOf(options));
  if (thrown) throw thrown.error;
  if (run.faults.length > 0) throw new Error(run.faults.join("\n"));
  return run.registrations.filter((r) => r.type !== "pulumi:pulumi:Stack").map(opened);
}

/**
 * The graph that `store preview` makes of a program of a test's own. Nothing of AWS is known in it. `config` has keys with or without
 * namespace, objects allowed.
 */
export async function offlineGraph(program: Program, config: Properties = {}): Promise<GraphResource[]> {
  const project = ownProject().name;
  const given = Object.entries(config).map(([key, value]) => [
    key.includes(":") ? key : `${project}:${key}`,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  const stack: StackConfig = { project, stack: "test", config: Object.fromEntries(given), secretKeys: [] };
  // As fast as `store preview`: without the stack traces that no one reads.
  return await guarded(() => stackGraph(program, stack));
}

/** What a computed property has in `deploy` when it has a value that tests can predict: `arn` → `arn:aws:test:::<name>` and so on. */
export function placeholder(property: string, name: string): string | undefined {
  switch (property) {
    case "arn":
      return `arn:aws:test:::${name}`;
    case "arnSuffix":
      return `suffix/${name}`;
    case "dnsName":
    case "domainName":
    case "bucketRegionalDomainName":
      return `${name}.test`;
    case "keyId":
      return `${name}-id`;
    case "name":
    case "bucket":
    case "identifier":
      return name;
    default:
      return undefined;
  }
}

const usualLookups: Readonly<Record<string, Properties>> = {
  "aws:index/getCallerIdentity:getCallerIdentity": {
    accountId: "123456789012",
    arn: "arn:aws:iam::123456789012:root",
    id: "123456789012",
    userId: "test",
  },
  "aws:index/getPartition:getPartition": { partition: "aws", dnsSuffix: "amazonaws.com", id: "aws", reverseDnsPrefix: "com.amazonaws" },
  "aws:index/getRegion:getRegion": { region: "eu-central-1", id: "eu-central-1", name: "eu-central-1", description: "Europe (Frankfurt)" },
};

function answersOf(options: DeployOptions): Answers {
  const lookups = { ...usualLookups, ...options.lookups };
  return {
    resource: (registration, computed) => {
      const { type, name } = registration;
      if (!registration.custom) return { id: "", outputs: {} };
      const known = computed.map((property) => [property, placeholder(property, name)] as const).filter(([, value]) => value !== undefined);
      const own = options.outputs?.({ type, name, inputs: plain(registration.inputs) });
      return { id: `${name}-id`, outputs: { ...Object.fromEntries(known), ...own } };
    },
    lookup: (token) => {
      const result = lookups[token];
      if (!result) throw new Error(`${token}: looked up, expected the value as an argument or in deploy's \`lookups\``);
      return result;
    },
  };
}

function opened(recorded: Recorded): Registration {
  const { urn, type, name, parent, custom, dependencies, propertyDependencies, options } = recorded;
  const secrets = Object.keys(recorded.inputs).filter((property) => containsSecret(recorded.inputs[property]));
  const values = { inputs: plain(recorded.inputs), outputs: plain(recorded.outputs) };
  return { urn, type, name, parent, custom, ...values, secrets, dependencies, propertyDependencies, options };
}

function plain(properties: Properties): Properties {
  const value = openSecrets(properties);
  return isRecord(value) ? value : {};
}
