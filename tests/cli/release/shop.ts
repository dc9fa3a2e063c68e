import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { jest } from "@jest/globals";

/** Writes the files of an installed X-Cart into a folder, and others beside them; a text of `null` is none. */
export function writeShop(folder: string, others: Readonly<Record<string, string | Buffer>> = {}): string {
  const files = {
    "public/index.php": "<?php // shop",
    "public/service.php": "<?php // service",
    "vendor/autoload.php": "<?php // libraries",
    "var/run/classes/Shop.php": "<?php // compiled",
    "bin/upgrade.sh": "#!/bin/sh\n",
    ...others,
  };
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  chmodSync(join(folder, "bin/upgrade.sh"), 0o755);
  return folder;
}

/** Runs a command of `store release` in this process; `environment` alone says which AWS. */
export async function captured(work: () => Promise<number>, environment: Readonly<Record<string, string>> = {}) {
  const printed: Record<"log" | "error", string[]> = { log: [], error: [] };
  const spies = (["log", "error"] as const).map((to) =>
    jest.spyOn(console, to).mockImplementation((line) => void printed[to].push(...String(line).split("\n"))),
  );
  const before = process.env;
  const kept = Object.entries(before).filter(([name]) => !name.startsWith("AWS_"));
  // Without credentials the SDK would ask for an instance's.
  const alone = { AWS_EC2_METADATA_DISABLED: "true", AWS_SHARED_CREDENTIALS_FILE: "/dev/null" };
  process.env = { ...Object.fromEntries(kept), ...alone, ...environment };
  try {
    const status = await work();
    return { status, stdout: printed.log, stderr: printed.error };
  } finally {
    process.env = before;
    for (const spy of spies) spy.mockRestore();
  }
}
