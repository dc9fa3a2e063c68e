import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { nodePackages } from "../../host/boot/packages.ts";
import { renderUserData } from "../../host/boot/user-data.ts";
import { nodeFiles } from "../../host/files.ts";
import { program } from "../support/emulators/programs.ts";
import { anySettings, settings } from "./settings.ts";

const files = nodeFiles(settings);
const scripts = files.filter(({ content }) => /^#!\/bin\/(ba)?sh\n/.test(content));

describe("the files of any node", () => {
  test("have safe paths, each once, and modes that let no one but their owner write", () => {
    fc.assert(
      fc.property(anySettings, (any) => {
        const all = nodeFiles(any);
        expect(new Set(all.map(({ path }) => path)).size).toBe(all.length);
        for (const { path, mode, owner, content } of all) {
          expect(path).toMatch(/^\/(etc|srv\/xcart\/host|usr\/local)(\/(?!\.\.?(\/|$))[A-Za-z0-9._@-]+)+$/);
          expect([mode & 0o022, mode & ~0o777]).toEqual([0, 0]);
          expect(owner ?? "root:root").toMatch(/^root:/);
          expect(content).not.toContain("\u0000");
          expect(content === "" || content.endsWith("\n")).toBe(true);
        }
      }),
      { numRuns: 25 },
    );
  });

  test("have JSON that is JSON", () => {
    fc.assert(
      fc.property(anySettings, (any) => {
        const parsed = nodeFiles(any).flatMap(({ path, content }) => (path.endsWith(".json") ? [JSON.parse(content)] : []));
        expect(parsed).toContainEqual(expect.objectContaining({ stack: any.stack, domain: any.domain, aliases: any.aliases }));
      }),
      { numRuns: 25 },
    );
  });
});

test("every node ends idle sessions of the administration, which a sign-in of more than 15 minutes relies on", () => {
  fc.assert(
    fc.property(anySettings, (any) => {
      const content = new Map(nodeFiles(any).map((file) => [file.path, file.content]));
      const run = [...(content.get("/srv/xcart/host/prepend.php") ?? "").matchAll(/require __DIR__ \. '\/([\w-]+\.php)';/g)].map(
        ([, name]) => name,
      );
      expect(content.get("/etc/php-fpm.d/xcart.conf")).toContain('php_admin_value[auto_prepend_file] = "/srv/xcart/host/prepend.php"');
      expect(run.indexOf("idle.php")).toBeGreaterThan(-1);
      // Who is out by then is no one to the lock either.
      expect(run.indexOf("idle.php")).toBeLessThan(run.indexOf("login-lock.php"));
      for (const name of run) expect(content.has(`/srv/xcart/host/${name}`)).toBe(true);
      expect(content.get("/srv/xcart/host/idle-settings.php")).toContain("['idleSeconds' => 900, 'maxSeconds' => 43200]");
    }),
    { numRuns: 10 },
  );
});

test("every room of host/ is in them", () => {
  const rooms = [
    "/etc/nginx/nginx.conf",
    "/etc/php-fpm.conf",
    "/usr/local/sbin/xcart-environment",
    "/etc/aide.conf",
    "/usr/local/sbin/xcart-boot",
  ];
  expect(files.map(({ path }) => path)).toEqual(expect.arrayContaining(rooms));
});

describe("every script of a node", () => {
  test("is one that ShellCheck has nothing to say about", async () => {
    const shellcheck = await program("shellcheck");
    const folder = mkdtempSync(join(tmpdir(), "xcart-scripts-"));
    try {
      const userData = renderUserData({ stack: "demo-prod", region: "us-east-1", archive: "0", packages: nodePackages("8.4") });
      for (const { path, content } of [...scripts, { path: "/user-data", content: userData }]) {
        const file = join(folder, path);
        mkdirSync(dirname(file), { recursive: true });
        // What they share stands elsewhere here.
        writeFileSync(file, content.replaceAll("source=host/", `source=${new URL("../../host/", import.meta.url).pathname}`));
        execFileSync("bash", ["-n", file]);
        expect(check(shellcheck, file)).toBe("");
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("may be executed", () => {
    expect(scripts.filter(({ mode }) => (mode & 0o100) === 0)).toEqual([]);
    expect(scripts.length).toBeGreaterThan(4);
  });
});

const check = (shellcheck: string, file: string): string =>
  spawnSync(shellcheck, ["--external-sources", "--shell=bash", file], { encoding: "utf8" }).stdout;

describe("every unit of a node", () => {
  test("is one that systemd understands", async () => {
    const analyze = await program("systemd-analyze");
    const folder = mkdtempSync(join(tmpdir(), "xcart-units-"));
    try {
      for (const { path, content } of files.filter(({ path }) => path.startsWith("/etc/systemd/system/"))) {
        const file = join(folder, path.slice("/etc/systemd/system/".length));
        mkdirSync(dirname(file), { recursive: true });
        // systemd looks for the programs, which are on a node only.
        writeFileSync(file, content.replaceAll(/^ExecStart=\S+/gm, "ExecStart=/bin/true"));
      }
      const units = readdirSync(folder).filter((name) => !name.endsWith(".d"));
      const env = { ...process.env, SYSTEMD_UNIT_PATH: `${folder}:/lib/systemd/system:/usr/lib/systemd/system` };
      const said = execFileSync("bash", ["-c", '"$0" verify --man=no "$@" 2>&1', analyze, ...units.map((name) => join(folder, name))], {
        env,
        encoding: "utf8",
      });
      expect(said.split("\n").filter((line) => line.includes(folder) || /^(xcart|var-tmp|srv-)/.test(line))).toEqual([]);
      expect(units).toEqual(expect.arrayContaining(["xcart.target", "xcart-drain.service", "var-tmp.mount"]));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
