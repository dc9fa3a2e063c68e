import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cdkApp, terraformFiles } from "./peers/stores.ts";
import { cpuOf, run, type Timed, timed, wallOf } from "./timed.ts";

/** What `store preview` takes, in milliseconds. */
interface Ours {
  readonly preview: number;
  readonly cpu: number;
}

/**
 * Prints what peers take for a store of as many resources: CDK's synthesis with cdk-nag, and tfsec on Terraform's files. Both are installed by
 * package name into a temporary folder. One that cannot be installed is named with the reason, and the other one runs.
 */
export async function benchPeers(rounds: number, ours: Ours): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "store-peers-"));
  try {
    console.log("\n  peers, a store of 500 resources                  wall      cpu   of a preview and its verdict");
    for (const install of [cdk, tfsec]) report(install(folder), rounds, ours);
  } finally {
    // Go makes what it downloads read-only.
    spawnSync("chmod", ["-R", "u+w", folder]);
    rmSync(folder, { recursive: true, force: true });
  }
}

function report(peer: Timed | string, rounds: number, ours: Ours): void {
  if (typeof peer === "string") {
    console.log(`  ${peer}`);
    return;
  }
  run(peer, false);
  for (let round = 0; round < rounds; round++) run(peer);
  const [wall, cpu] = [wallOf(peer), cpuOf(peer)];
  const times = [wall, cpu].map((value) => value.toFixed(0).padStart(8)).join(" ");
  console.log(`  ${peer.name.padEnd(44)} ${times}   ${(wall / ours.preview).toFixed(1)} and ${(cpu / ours.cpu).toFixed(1)} times`);
}

function cdk(folder: string): Timed | string {
  const app = join(folder, "cdk");
  const fault = done("npm", ["install", "--no-audit", "--no-fund", "--prefix", app, "aws-cdk-lib@2", "cdk-nag@2", "constructs@10"], folder);
  if (fault) return `CDK with cdk-nag: not measured: ${fault}`;
  writeFileSync(join(app, "app.cjs"), cdkApp());
  // As `cdk synth` has it run, without the CLI's own start.
  return { ...timed("CDK synth with cdk-nag", [join(app, "app.cjs")], app) };
}

function tfsec(folder: string): Timed | string {
  const files = join(folder, "terraform");
  const fault = done("go", ["install", "github.com/aquasecurity/tfsec/cmd/tfsec@v1.28.14"], folder, { GOPATH: join(folder, "go") });
  const program = join(folder, "go/bin/tfsec");
  if (fault || !existsSync(program)) return `tfsec: not measured: ${fault ?? "go install left no program"}`;
  terraformFiles(files);
  return { name: "tfsec", command: [program, "--soft-fail", "--no-color", files], folder, runs: [] };
}

/** Why a program did not end well; nothing where it did. */
function done(program: string, args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}): string | undefined {
  const { status, error, stderr } = spawnSync(program, args, { cwd, encoding: "utf8", env: { ...process.env, ...env } });
  if (status === 0) return undefined;
  return error?.message ?? `${program} ended with ${status}: ${stderr.trim().split("\n").at(-1)}`;
}
