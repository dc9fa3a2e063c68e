import { spawnSync } from "node:child_process";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { program } from "../../support/emulators/programs.ts";
import { type Running, runningNode } from "../../support/shop/running.ts";

let node: Running;
beforeAll(async () => {
  await program("symfony");
  node = await runningNode();
}, 180_000);
afterAll(() => node.stop());

/** A command of X-Cart's, as a unit starts it. */
function command(...args: readonly string[]): string {
  const environment = parseEnv(readFileSync(node.place("/etc/xcart/environment"), "utf8"));
  const { status, stdout, stderr } = spawnSync(join(node.root, "stubs/php"), args, {
    encoding: "utf8",
    cwd: node.place("/srv/xcart/current"),
    env: { ...environment, PATH: process.env.PATH },
  });
  expect([status, stderr]).toEqual([0, ""]);
  return stdout;
}

describe("a page and a command of X-Cart are told the same", () => {
  const names = () => Object.keys(parseEnv(readFileSync(node.place("/etc/xcart/environment"), "utf8")));
  const told = (text: string): Record<string, string | undefined> => JSON.parse(text);
  const of = (text: string) => names().map((name) => [name, told(text)[name]]);

  test("whatever the release's .env says, of what is empty too", async () => {
    const release = node.place("/srv/xcart/releases/1");
    cpSync("/usr/share/php/Symfony/Component/Dotenv", join(release, "vendor/dotenv"), { recursive: true });
    writeFileSync(
      join(release, ".env"),
      names()
        .map((name) => `${name}=of-the-release\n`)
        .concat("OWN=of-the-release\n")
        .join(""),
    );
    const page = (await node.ask({ path: "/?target=dotenv" })).body;
    const cli = command("-r", 'require "code/dotenv.php"; Shop\\dotenv();');
    expect(of(page)).toEqual(of(cli));
    expect(told(page)).toMatchObject({ XCART_PUBLIC_DIR: "", DATABASE_SSL_CA_CERT: "", APP_ENV: "prod", OWN: "of-the-release" });
    expect(of(page).filter(([, value]) => value === "of-the-release")).toEqual([]);
  });
});

test("a message that has been done is gone from the cache that evicts nothing", () => {
  const script = join(import.meta.dirname, "queue.php");
  expect(JSON.parse(command("-d", "include_path=/usr/share/php", script))).toEqual({ waiting: 4, done: 4, left: 0 });
});
