import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { releaseKeys } from "../../../components/xcart-release/automation.ts";
import type { MariaDb } from "../../support/emulators/mariadb.ts";
import { standIn, standInLicence } from "../../support/xcart/stand-in.ts";
import type { Cloud } from "./cloud.ts";

/** Where {@link pack} works. */
interface Packed {
  readonly cloud: Cloud;
  readonly store: MariaDb;
  readonly folder: string;
  /** Where the stand-in finds its upgrades. */
  readonly market: string;
  /** The release that is made. */
  readonly from: string;
  readonly password: string;
}

/** The store as it runs: the stand-in, installed, and packed as the release that it runs. */
export async function pack({ cloud, store, folder, market, from, password }: Packed): Promise<string> {
  const code = standIn(folder);
  const url = `//up:${password}@127.0.0.1:${store.port}/xcart?serverVersion=8.4`;
  writeFileSync(join(code, ".env.local"), `DATABASE_URL='${url}'\nXCART_INSTALLER_DETAILS_SHARED_SECRET_KEY=shared\n`);
  execFileSync(join(code, "bin/install.sh"), ["-p", "-a", "owner@example.com:secret", "-k", standInLicence], { stdio: "ignore" });
  rmSync(join(code, ".env.local"));
  writeFileSync(
    join(code, "config/local/marketplace.yaml"),
    `parameters:\n    xcart.marketplace.url: '${market}/'\n    xcart:\n        marketplace:\n            url: '${market}/'\n`,
  );
  const archive = join(folder, "from.tar.zst");
  execFileSync("tar", ["--create", "--zstd", "--file", archive, "--directory", code, "."]);
  const bytes = readFileSync(archive);
  await cloud.write(releaseKeys(from).archive, bytes);
  await cloud.write(releaseKeys(from).description, JSON.stringify({ sha256: createHash("sha256").update(bytes).digest("hex") }));
  return dump(store);
}

export const dump = ({ socket }: MariaDb): string =>
  execFileSync("mariadb-dump", ["--no-defaults", `--socket=${socket}`, "--user=root", "--databases", "xcart"], { encoding: "utf8" });

export async function load({ root }: MariaDb, content: string): Promise<void> {
  await root.query(`DROP DATABASE xcart; ${content}`);
}

export const rows = async ({ root }: MariaDb, sql: string): Promise<unknown> => (await root.query(sql))[0];
