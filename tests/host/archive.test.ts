import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type HostArchive, keepArchive, packFiles } from "../../host/archive.ts";
import { nodePackages } from "../../host/boot/packages.ts";
import { renderUserData } from "../../host/boot/user-data.ts";
import { nodeFiles } from "../../host/files.ts";
import { settings } from "./settings.ts";

const folder = mkdtempSync(join(tmpdir(), "xcart-archive-"));
let archive: HostArchive;
beforeAll(async () => {
  archive = await packFiles(nodeFiles(settings));
  writeFileSync(join(folder, "archive"), archive.bytes);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("the archive of a node's files", () => {
  test("is the same bytes for the same files, in whatever order they come", async () => {
    expect((await packFiles(nodeFiles(settings).reverse())).bytes.equals(archive.bytes)).toBe(true);
    expect(archive.sha256).toBe(createHash("sha256").update(archive.bytes).digest("hex"));
  });

  test.each([
    { name: "5.6.0.12-2", sha256: "5e1f".repeat(16) },
    { name: "5.6.0.12-1", sha256: "c0de".repeat(16) },
  ])("is another one for another release: %j", async (release) => {
    expect((await packFiles(nodeFiles({ ...settings, release }))).sha256).not.toBe(archive.sha256);
  });

  test("has each file as tar reads it: content, mode, owner, no time", () => {
    const list = execFileSync("tar", ["--list", "--verbose", "--full-time", "--utc", "--file", join(folder, "archive"), "--gzip"], {
      encoding: "utf8",
    });
    const listed = list
      .trim()
      .split("\n")
      .map((line) => line.split(/\s+/));
    expect(listed.map((line) => line.at(-1))).toEqual(
      nodeFiles(settings)
        .map(({ path }) => path.slice(1))
        .sort(),
    );
    expect(new Set(listed.map(([, owner, , day, time]) => `${owner} ${day} ${time}`))).toEqual(new Set(["root/root 1970-01-01 00:00:00"]));
    expect(listed.find((line) => line.at(-1) === "usr/local/sbin/xcart-boot")?.[0]).toBe("-rwxr-xr-x");
    expect(listed.find((line) => line.at(-1) === "etc/sudoers")?.[0]).toBe("-r--r-----");
    const boot = execFileSync("tar", [
      "--extract",
      "--to-stdout",
      "--gzip",
      "--file",
      join(folder, "archive"),
      "usr/local/sbin/xcart-boot",
    ]);
    expect(boot.toString()).toBe(nodeFiles(settings).find(({ path }) => path.endsWith("/xcart-boot"))?.content);
  });

  test("is kept under the project's own path, by its checksum", () => {
    const path = keepArchive(archive);
    expect(path).toBe(`dist/host/${archive.sha256}.tar.gz`);
    expect(readFileSync(new URL(`../../${path}`, import.meta.url)).equals(archive.bytes)).toBe(true);
  });
});

describe("user data", () => {
  const args = { stack: "demo-prod", region: "us-east-1", archive: "0".repeat(64), packages: nodePackages("8.4") };

  test("names the archive by its checksum, the packages, and neither names of the store nor secrets", () => {
    const script = renderUserData(args);
    expect(script).toMatch(/^#!\/bin\/bash\n/);
    expect(script).toContain(`ARCHIVE='${"0".repeat(64)}'\n`);
    expect(script).toMatch(/^PACKAGES=\('aide' .*'php8\.4-fpm'.*\)$/m);
  });

  test("of the longest that settings admit is far below what EC2 takes", () => {
    expect(renderUserData({ ...args, stack: `${"s".repeat(19)}-prod`, region: "ap-northeast-1" }).length).toBeLessThan(8192);
  });

  test("too long for EC2 is refused", () => {
    const packages = Array.from({ length: 2000 }, (_, i) => `package-${i}`);
    expect(() => renderUserData({ ...args, packages })).toThrow(/^user data: got \d+ bytes, expected at most 16384$/);
  });

  test("leaves nothing of a value to the shell", () => {
    const hostile = "x'; touch /tmp/owned; echo '$(id)`id`\n\\";
    const script = renderUserData({ ...args, stack: hostile });
    const lines = script.slice(0, script.indexOf("# What a node says"));
    expect(execFileSync("bash", ["-c", `${lines}\nprintf %s "$STACK"`], { encoding: "utf8" })).toBe(hostile);
  });
});
