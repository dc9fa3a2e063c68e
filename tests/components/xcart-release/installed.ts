import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
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
  /** The release that is made, and the same without a marketplace: it takes its upgrades from `var/packs` alone. */
  readonly from: string;
  readonly offline: string;
  readonly password: string;
}

/** The store as it runs: the stand-in, installed, and packed as the release that it runs. */
export async function pack({ cloud, store, folder, market, from, offline, password }: Packed): Promise<string> {
  const code = standIn(folder);
  const url = `//up:${password}@127.0.0.1:${store.port}/xcart?serverVersion=8.4`;
  writeFileSync(join(code, ".env.local"), `DATABASE_URL='${url}'\nXCART_INSTALLER_DETAILS_SHARED_SECRET_KEY=shared\n`);
  execFileSync(join(code, "bin/install.sh"), ["-p", "-a", "owner@example.com:secret", "-k", standInLicence], { stdio: "ignore" });
  rmSync(join(code, ".env.local"));
  await upload(cloud, code, offline);
  writeFileSync(
    join(code, "config/local/marketplace.yaml"),
    `parameters:\n    xcart.marketplace.url: '${market}/'\n    xcart:\n        marketplace:\n            url: '${market}/'\n`,
  );
  await upload(cloud, code, from);
  return dump(store);
}

async function upload(cloud: Cloud, code: string, release: string): Promise<void> {
  const bytes = execFileSync("tar", ["--create", "--zstd", "--directory", code, "."], { maxBuffer: 2 ** 28 });
  await cloud.write(releaseKeys(release).archive, bytes);
  await cloud.write(releaseKeys(release).description, JSON.stringify({ sha256: createHash("sha256").update(bytes).digest("hex") }));
}

export const dump = ({ socket }: MariaDb): string =>
  execFileSync("mariadb-dump", ["--no-defaults", `--socket=${socket}`, "--user=root", "--databases", "xcart"], { encoding: "utf8" });

export async function load({ root }: MariaDb, content: string): Promise<void> {
  await root.query(`DROP DATABASE xcart; ${content}`);
}

export const rows = async ({ root }: MariaDb, sql: string): Promise<unknown> => (await root.query(sql))[0];
