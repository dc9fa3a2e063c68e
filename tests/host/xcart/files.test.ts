import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { parse } from "yaml";
import { minMemoryMiB, workersOf } from "../../../domain/defaults/php-pool.ts";
import { requestSeconds } from "../../../domain/defaults/request-seconds.ts";
import { bootFiles } from "../../../host/boot/boot.ts";
import { phpFiles } from "../../../host/php/files.ts";
import { poolConfig } from "../../../host/php/pool.ts";
import { xcartFiles } from "../../../host/xcart/files.ts";
import { localConfig } from "../../../host/xcart/local-config.ts";
import { program } from "../../support/emulators/programs.ts";
import { nodeSettings, put, type Stage, stage } from "../../support/shop/stage.ts";

const files = [...phpFiles(nodeSettings), ...xcartFiles()];
const of = (pattern: RegExp) => files.filter(({ content, path }) => pattern.test(path) || pattern.test(content.split("\n")[0] ?? ""));
const folder = mkdtempSync(join(tmpdir(), "xcart-files-"));
afterAll(() => rmSync(folder, { recursive: true }));

const written = (content: string, name: string) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

test.each(of(/^<\?php/).map((file) => [file.path, file] as const))("%s is PHP", async (_path, { content }) => {
  const { stdout } = spawnSync(await program("php"), ["-l", written(content, "a.php")], { encoding: "utf8" });
  expect(stdout).toMatch(/^No syntax errors/);
});

test("X-Cart's local settings are YAML", () => {
  const read = parse(localConfig, { customTags: [{ tag: "!php/const", resolve: (text: string) => text }] });
  expect(read.framework.session).toEqual({ handler_id: null });
  expect(read.doctrine.dbal.options).toEqual({ "PDO::MYSQL_ATTR_SSL_CAPATH": "/etc/xcart/rds-ca" });
});

describe("the pool", () => {
  const settings = fc.record({
    memoryMiB: fc.integer({ min: minMemoryMiB, max: 400_000 }),
    cpus: fc.integer({ min: 1, max: 192 }),
    bodyMiB: fc.record({ standard: fc.integer({ min: 1, max: 16 }), uploads: fc.integer({ min: 16, max: 512 }) }),
  });

  test("is what PHP-FPM takes, for any size", async () => {
    const command = await program("php-fpm");
    for (const change of fc.sample(settings, { numRuns: 25, seed: 9 })) {
      const pool = poolConfig({ ...nodeSettings, ...change }).replaceAll(/^(include|user|group|listen\.(owner|group)) = .*$/gm, "");
      const local = pool.replaceAll(/\/(run|var\/log)\/php-fpm\//g, `${folder}/`);
      const path = written(`[global]\nerror_log = ${folder}/error.log\n${local}\nuser = nobody\ngroup = nogroup\n`, "pool.conf");
      const { status, stderr } = spawnSync(command, ["--test", "--fpm-config", path], { encoding: "utf8" });
      expect([status, stderr]).toEqual([0, expect.stringContaining("test is successful")]);
      expect(pool).toContain(`pm.max_children = ${workersOf(change)}\n`);
    }
  });

  test("gives up on a request before nginx does, where X-Cart's staff wait for long", () => {
    expect(requestSeconds.php).toBeLessThan(300);
  });
});

describe("units", () => {
  let node: Stage;
  beforeAll(async () => {
    node = await stage();
  }, 180_000);
  afterAll(() => node.stop());

  test("systemd takes them", () => {
    // And what they name.
    const all = [...xcartFiles(), ...bootFiles(nodeSettings)];
    const units = all.filter(({ path }) => /^\/etc\/systemd\/system\/xcart[^/]*$/.test(path) && !path.includes("drain"));
    for (const unit of units) put((text) => node.place(text).replace("/etc/systemd/system", `${node.root}/units`), unit);
    for (const command of all.filter(({ path }) => path.startsWith("/usr/local/sbin/"))) put((text) => node.place(text), command);
    const paths = units.map(({ path }) => path.replace("/etc/systemd/system", `${node.root}/units`));
    const { stderr } = spawnSync("systemd-analyze", ["verify", "--man=no", ...paths], { encoding: "utf8" });
    expect(stderr.split("\n").filter((line) => line.includes(node.root) || line.includes("xcart-"))).toEqual([]);
  });

  test("commands have X-Cart's memory where Amazon Linux gives them half, and the queue ends before PHP ends it", () => {
    const php = (env: NodeJS.ProcessEnv) =>
      spawnSync(join(node.root, "stubs/php"), ["-r", "echo ini_get('memory_limit');"], { encoding: "utf8", env }).stdout;
    const limit = php({ PATH: process.env.PATH });
    expect(limit).toBe("256M");
    const told = (pattern: RegExp) => Number(xcartFiles().flatMap(({ content }) => pattern.exec(content)?.[1] ?? [])[0]);
    const queue = told(/messenger:consume .*--memory-limit=(\d+)M/);
    expect(queue).toBeLessThan(Number.parseInt(limit, 10));
    expect(told(/^MemoryMax=(\d+)M$/m)).toBeGreaterThanOrEqual(2 * Number.parseInt(limit, 10));
  });

  test("X-Cart's own connection is found to be encrypted, or not to be", async () => {
    node.writeEnvironment();
    const run = (more: Record<string, string>) => {
      const environment = parseEnv(readFileSync(node.place("/etc/xcart/environment"), "utf8"));
      return spawnSync(node.place("/srv/xcart/host/database-check"), [], {
        encoding: "utf8",
        env: { ...environment, PATH: "/usr/bin:/bin", ...more },
      });
    };
    expect(run({ SHOP_CAPATH: node.place("/etc/xcart/rds-ca") }).stdout).toMatch(/^X-Cart's connection to the database is encrypted: TLS_/);
    await node.services.database.root.query("SET GLOBAL require_secure_transport = OFF");
    expect(run({})).toMatchObject({ status: 1, stderr: expect.stringMatching(/^X-Cart's connection to the database is not encrypted/) });
  });
});
