import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { Naming, TerraformProvider } from "./provider.ts";

/** What of aws-check is on this machine: the folder in which it has run, and the AWS provider that it found. */
export interface AwsCheck {
  readonly folder: string;
  /** The provider's file. */
  readonly binary: string;
  /** The provider's version. */
  readonly version: string;
  readonly naming: Naming;
  /** Stands for an unknown value in what the provider is asked. */
  readonly unknown: symbol;
}

/** aws-check; undefined where it has not run on this machine, or found no provider. */
export async function awsCheck(): Promise<AwsCheck | undefined> {
  const folder = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "aws-check");
  const binary: string | undefined = existsSync(folder) ? (await import(join(folder, "cloud.mjs"))).AWS_PROVIDER : undefined;
  if (binary === undefined) return undefined;
  const version = /terraform-provider-aws_v([\d.]+)/.exec(binary)?.[1] ?? "unknown";
  const { UNKNOWN: unknown } = await import(join(folder, "terraform-provider.mjs"));
  return { folder, binary, version, naming: await import(join(folder, "naming.mjs")), unknown };
}

/** The provider, which plans and asks AWS nothing. */
export async function startProvider({ folder, binary }: AwsCheck): Promise<TerraformProvider> {
  const { TerraformProvider: Client } = await import(join(folder, "terraform-provider.mjs"));
  const started: TerraformProvider = await Client.start(binary);
  // Planning asks AWS nothing; what would, fails at once.
  const nothing = { access_key: "none", secret_key: "none", skip_credentials_validation: true, skip_requesting_account_id: true };
  await started.configure({ ...nothing, region: "eu-central-1", skip_metadata_api_check: "true", max_retries: 1, endpoints: [] });
  return started;
}
