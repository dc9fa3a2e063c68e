import { Command } from "commander";
import own from "../package.json" with { type: "json" };

/** The commands by name. Only the one that is asked for is loaded; help loads them all. */
export const commands: Readonly<Record<string, () => Promise<(program: Command) => void>>> = {
  preview: async () => (await import("./commands/preview.ts")).registerPreview,
  check: async () => (await import("./commands/check.ts")).registerCheck,
  diff: async () => (await import("./commands/diff.ts")).registerDiff,
  certificate: async () => (await import("./commands/certificate.ts")).registerCertificate,
  doctor: async () => (await import("./commands/doctor.ts")).registerDoctor,
  patches: async () => (await import("./commands/patches.ts")).registerPatches,
  pci: async () => (await import("./commands/pci.ts")).registerPci,
  new: async () => (await import("./commands/new.ts")).registerNew,
  permissions: async () => (await import("./commands/permissions.ts")).registerPermissions,
  waf: async () => (await import("./commands/waf.ts")).registerWaf,
  release: async () => (await import("./commands/release.ts")).registerRelease,
  restore: async () => (await import("./commands/restore.ts")).registerRestore,
};

/** Runs the `store` command with `args` (without node and script); what it does sets `process.exitCode`. */
export async function main(args: readonly string[]): Promise<void> {
  const program = new Command("store")
    .description("Hardened hosting for X-Cart stores: preview and check stacks, write new ones, restore stores")
    .version(own.version, "--version", "print the version")
    .helpCommand(false);
  const asked = commands[args[0] ?? ""];
  for (const load of asked ? [asked] : Object.values(commands)) (await load())(program);
  await program.parseAsync(args, { from: "user" });
}
