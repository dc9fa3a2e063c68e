import { homedir } from "node:os";
import { join } from "node:path";

/** What is used of aws-check (../shared/aws-check), which puts its modules into the user's cache when it runs. */
export interface AwsCheck {
  readonly binary: string;
  readonly Cloud: new (options: {
    readonly binary: string;
    readonly endpoint: string;
    readonly region: string;
    readonly apply: boolean;
  }) => Cloud;
  readonly TerraformProvider: { readonly prototype: { configure(settings: Readonly<Record<string, unknown>>): Promise<void> } };
  readonly readStack: (folder: string, stack: string) => { readonly config: Readonly<Record<string, string>> };
  readonly runProgram: (options: {
    readonly dir: string;
    readonly stack: string;
    readonly settings: Readonly<Record<string, string>>;
    readonly cloud: Cloud;
    readonly references: Readonly<Record<string, unknown>>;
  }) => Promise<{
    readonly code: number;
    readonly text: string;
    readonly resources: readonly Made[];
    readonly outputs: unknown;
    readonly log: readonly { readonly severity: string; readonly message: string }[];
  }>;
}

/** A resource that the provider made, with what it takes to change and delete it. */
export interface Made {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly custom: boolean;
  readonly region: string | undefined;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly dependencies: readonly string[];
  readonly created?: { readonly type: string; readonly state?: ProviderState | undefined };
}

type ProviderState = Readonly<Record<string, unknown>>;

interface Provider {
  read(type: string, state: ProviderState): Promise<unknown>;
  apply(type: string, prior: ProviderState, planned: unknown): Promise<unknown>;
}

/** The provider's processes, and what aws-check does by them. */
export interface Cloud {
  apply: boolean;
  create(token: string, name: string, ...rest: readonly unknown[]): Promise<unknown>;
  invoke(token: string, ...rest: readonly unknown[]): Promise<unknown>;
  provider(region?: string): Promise<Provider>;
  change(
    token: string,
    name: string,
    inputs: unknown,
    old: Made["created"],
    region?: string,
  ): Promise<{ readonly planned: { readonly replace: readonly unknown[] } }>;
  destroy(created: Made["created"], region?: string): Promise<void>;
  stop(): Promise<void>;
}

/** Loads it; throws where aws-check never ran on this machine. */
export async function loadAwsCheck(): Promise<AwsCheck> {
  const folder = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "aws-check");
  const [cloud, engine, terraform] = await Promise.all(
    ["cloud", "engine", "terraform-provider"].map((module) => import(join(folder, `${module}.mjs`))),
  );
  return { binary: cloud.AWS_PROVIDER, Cloud: cloud.Cloud, TerraformProvider: terraform.TerraformProvider, ...engine };
}
