import { execFileSync } from "node:child_process";
import { join } from "node:path";

/** Where Debian keeps what loads PHP's extensions. */
export function extensions(): string {
  const scanned = execFileSync("php", ["--ini"], { encoding: "utf8", env: { PATH: process.env.PATH } });
  const folder = /Scan for additional \.ini files in: (.*)/.exec(scanned)?.[1];
  if (!folder) throw new Error(`php --ini: no folder in ${scanned}`);
  return folder;
}

/** What has PHP read its settings as on a node: Amazon Linux's `php.ini` first, for anyone who starts it, then ours. */
export const nodeIni = (place: (text: string) => string) => ({
  PHPRC: join(import.meta.dirname, "amazon-linux.ini"),
  PHP_INI_SCAN_DIR: `${extensions()}:${place("/etc/php.d")}`,
});
