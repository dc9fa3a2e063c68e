import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** How a distribution comes. X-Cart's own have one folder at the top. */
export type DistributionForm = "folder" | "zip" | "tgz";

/** What {@link standIn} makes. */
export interface StandInOptions {
  /** X-Cart's version that it says it is. @default "5.5.0.29" */
  readonly version?: string;
  /** Versions after 5.5.0.29 that it includes, each with a column and a hook of its own. @default - its own version, where that is later */
  readonly history?: readonly string[];
  /** @default "folder" */
  readonly form?: DistributionForm;
}

const base = "5.5.0.29";

/**
 * Makes a distribution of a small shop of our own, which stands in for X-Cart 5.5 where a host sees it: its folders, scripts, environment,
 * tables, upgrades. Below `into`; returns the path of the folder or archive.
 *
 * Knobs: `STAND_IN_DIES_AFTER=STEP` in the environment kills an installation or upgrade right after a step; a licence key is four groups
 * of four letters or digits; a signed-in administrator's page is `/admin/`, of a profile with `forceChangePassword` only that form.
 */
export function standIn(into: string, { version = base, history, form = "folder" }: StandInOptions = {}): string {
  if (form === "folder") {
    const folder = join(into, "xcart");
    writeFiles(folder, version, history);
    return folder;
  }
  const work = mkdtempSync(join(tmpdir(), "xcart-stand-in-"));
  try {
    writeFiles(join(work, "xcart"), version, history);
    const archive = join(into, `x-cart-${version}-en.${form}`);
    if (form === "tgz") execFileSync("tar", ["--create", "--gzip", "--file", archive, "--directory", work, "xcart"]);
    else execFileSync("python3", ["-m", "zipfile", "-c", archive, "xcart"], { cwd: work });
    return archive;
  } finally {
    rmSync(work, { recursive: true });
  }
}

/** A licence key that the stand-in takes. */
export const standInLicence = "AB12-CD34-EF56-GH78";

/**
 * Puts the pack of a version where an installed stand-in finds its upgrade: into `var/packs`. In a release, which has no such folder,
 * `config/local/marketplace.yaml` may name another: with `xcart.marketplace.url` below `parameters`, with `packs.txt` beside the packs.
 */
export function standInPack(packs: string, { version = base, history }: Omit<StandInOptions, "form">): string {
  const work = mkdtempSync(join(tmpdir(), "xcart-stand-in-"));
  try {
    writeFiles(work, version, history);
    for (const kept of [".env", "config/local"]) rmSync(join(work, kept), { recursive: true, force: true });
    mkdirSync(packs, { recursive: true });
    const pack = join(packs, `CDev-Core-v${version}.tar.gz`);
    execFileSync("tar", ["--create", "--gzip", "--file", pack, "--directory", work, ...readdirSync(work)]);
    writeFileSync(join(packs, "packs.txt"), readdirSync(packs).join("\n"));
    return pack;
  } finally {
    rmSync(work, { recursive: true });
  }
}

function writeFiles(folder: string, version: string, history: readonly string[] = version === base ? [] : [version]): void {
  cpSync(join(import.meta.dirname, "app"), folder, { recursive: true });
  for (const script of readdirSync(join(folder, "bin"))) chmodSync(join(folder, "bin", script), 0o755);
  const bootstrap = readFileSync(join(folder, "bootstrap.php"), "utf8");
  put(folder, "bootstrap.php", bootstrap.replace("@VERSION@", version));
  put(folder, "composer.json", JSON.stringify({ name: "xcart/xcart", version: version.split(".").slice(0, 3).join(".") }));
  put(
    folder,
    "config/columns.php",
    `<?php\nreturn [${history.map((later) => `'${columnOf(later)}' => "VARCHAR(16) NOT NULL DEFAULT ''"`)}];\n`,
  );
  put(folder, "config/local/.gitkeep", "");
  for (const later of history) put(folder, `src/LifetimeHook/Upgrade/${hookOf(later)}.php`, hook(later));
}

/** The column of the products' table that a version brings; its code does not work without. */
export const columnOf = (version: string): string => `since_${version.replaceAll(".", "_")}`;

const hookOf = (version: string) => `UpgradeTo_${version.replaceAll(".", "_")}`;

/** Fills in the version's column, and writes a row of settings: what no statement on tables says. */
const hook = (version: string) => `<?php
declare(strict_types=1);

namespace XCart\\LifetimeHook\\Upgrade;

use XCart\\Database;

final class ${hookOf(version)}
{
    public function onUpgrade(): void
    {
        Database::rows("UPDATE {products} SET ${columnOf(version)} = LEFT(name, 16)");
        Database::rows("REPLACE INTO {config} VALUES ('upgraded_to', ?)", ['${version}']);
    }
}
`;

function put(folder: string, path: string, text: string): void {
  const at = join(folder, path);
  mkdirSync(dirname(at), { recursive: true });
  writeFileSync(at, text);
}
