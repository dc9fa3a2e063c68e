import { spawnSync } from "node:child_process";
import { cpSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { program } from "../../support/emulators/programs.ts";
import { type Running, runningNode } from "../../support/shop/running.ts";
import { apiKey } from "../../support/shop/stage.ts";

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

describe("the key of X-Cart's API", () => {
  const sign = async () => (await node.ask({ path: "/?target=token" })).body;
  const isRight = async (token: string) => JSON.parse((await node.ask({ path: `/?target=token&token=${token}` })).body);
  const files = () => ["private", "public"].map((name) => readFileSync(node.place(`/etc/xcart/jwt/${name}.pem`), "utf8"));
  const environmentSays = (): string => {
    const { stderr } = spawnSync(node.place("/usr/local/sbin/xcart-environment"), {
      encoding: "utf8",
      env: { ...process.env, PATH: `${join(node.root, "stubs")}:${process.env.PATH}` },
    });
    return stderr;
  };

  test("signs tokens that pages and commands verify", async () => {
    const token = await sign();
    expect(await isRight(token)).toBe(true);
    expect(await isRight(`${token.slice(0, -8)}AAAAAAAA`)).toBe(false);
    const verify = `require "code/token.php"; Shop\\token($argv[1]);`;
    expect(command("-r", verify, token)).toBe("true");
  });

  test("is readable by PHP's group and root only", () => {
    const { mode, gid, uid } = statSync(node.place("/etc/xcart/jwt/private.pem"));
    expect([(mode & 0o777).toString(8), uid, gid]).toEqual(["640", 0, statSync(node.place("/etc/xcart/jwt")).gid]);
  });

  test("that a store brings along may have a passphrase", async () => {
    const passphrase = "an old one's: $%\"";
    node.setSecret("api", { privateKey: apiKey(2048, "-aes256", "-passout", `pass:${passphrase}`), passphrase });
    const former = await sign();
    expect(environmentSays()).toBe("");
    expect(await isRight(former)).toBe(false);
    expect(await isRight(await sign())).toBe(true);
    expect(files()[0]).not.toContain("ENCRYPTED");
  });

  test.each([
    ["is none", { privateKey: "none" }],
    ["is missing", {}],
    ["has another passphrase", { privateKey: apiKey(2048, "-aes256", "-passout", "pass:right"), passphrase: "wrong" }],
    ["is short", { privateKey: apiKey(1024) }],
  ])("that %s leaves the former one, and everything else goes on", async (_what, secret) => {
    const before = files();
    node.setSecret("api", secret);
    node.setSecret("application", { appSecret: JSON.stringify(secret).length.toString(), sharedSecretKey: "b", authCode: "c" });
    expect(environmentSays()).toBe(
      "environment: apiSecretArn: privateKey is not a PEM of an RSA key of 2048 bits or more that passphrase opens; the previous key stays\n",
    );
    expect(files()).toEqual(before);
    expect(readFileSync(node.place("/etc/xcart/environment"), "utf8")).toContain(`APP_SECRET="${JSON.stringify(secret).length}"`);
  });
});

test("a message that has been done is gone from the cache that evicts nothing", () => {
  const script = join(import.meta.dirname, "queue.php");
  expect(JSON.parse(command("-d", "include_path=/usr/share/php", script))).toEqual({ waiting: 4, done: 4, left: 0 });
});
