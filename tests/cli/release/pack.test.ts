import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { zstdDecompressSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { extract } from "tar-stream";
import { pack } from "../../../cli/release/command.ts";
import { readRelease } from "../../../cli/release/description.ts";
import { packRelease } from "../../../cli/release/pack.ts";
import { captured, writeShop } from "./shop.ts";

const version = "5.6.0.12-1";
const now = new Date("2026-11-22T12:00:00Z");
let folder = "";
let shop = "";
let out = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "release-"));
  shop = join(folder, "shop");
  out = join(folder, "out");
  mkdirSync(out);
});
afterEach(() => rmSync(folder, { recursive: true }));

interface Packed {
  readonly name: string;
  readonly mode: number;
  readonly owner: string;
  readonly time: number;
  readonly content: string;
}

async function read(archive: string): Promise<Packed[]> {
  const found: Packed[] = [];
  const tar = extract();
  tar.end(zstdDecompressSync(readFileSync(archive)));
  for await (const entry of tar) {
    const content = await buffer(entry);
    const { name, mode, uid, gid, mtime, linkname } = entry.header;
    found.push({ name, mode, owner: `${uid}:${gid}`, time: mtime.getTime(), content: linkname ?? content.toString("latin1") });
  }
  return found;
}

const refused = async (options = {}) => {
  const { status, stdout, stderr } = await captured(() => pack(shop, { version, out, ...options }));
  expect([status, stdout]).toEqual([1, []]);
  return stderr;
};

test("what is packed is sorted, root's, of two modes, and has a list of checksums", async () => {
  writeShop(shop, { "src/é.php": "<?php", "public/images/a.png": "png", "var/log/x.log": "secret", ".git/HEAD": "ref" });
  symlinkSync("../src", join(shop, "public/link"));
  const { archive, files, leftOut, description } = await packRelease(shop, { version, out }, now);
  const entries = await read(archive);
  expect(entries.map(({ name, mode, owner }) => [name.replace(/\/$/, ""), mode.toString(8), owner])).toEqual(
    [
      ["bin", "755"],
      ["bin/upgrade.sh", "755"],
      ["public", "755"],
      ["public/index.php", "644"],
      ["public/link", "777"],
      ["public/service.php", "644"],
      ["src", "755"],
      ["src/é.php", "644"],
      ["var", "755"],
      ["var/run", "755"],
      ["var/run/classes", "755"],
      ["var/run/classes/Shop.php", "644"],
      ["vendor", "755"],
      ["vendor/autoload.php", "644"],
      ["release.sha256", "644"],
    ].map((entry) => [...entry, "0:0"]),
  );
  expect([files, leftOut.map(({ path }) => path)]).toEqual([6, [".git", "public/images", "var/log"]]);
  const sum = (text: string) => createHash("sha256").update(text).digest("hex");
  expect(entries.at(-1)?.content.split("\n")[1]).toEqual(`${sum("<?php // shop")}  public/index.php`);
  expect(entries.find(({ name }) => name === "public/link")?.content).toEqual("../src");
  expect(description).toEqual({
    version: 1,
    release: version,
    kind: "packed",
    sha256: createHash("sha256").update(readFileSync(archive)).digest("hex"),
    bytes: readFileSync(archive).length,
    builtAt: now.toISOString(),
  });
});

test("the machine's own tar and sha256sum agree", async () => {
  writeShop(shop, { "src/large.bin": Buffer.alloc(3_000_001, "x"), [`src/${"long/".repeat(40)}name.php`]: "<?php" });
  const { archive } = await packRelease(shop, { version, out }, now);
  const there = join(folder, "there");
  mkdirSync(there);
  execFileSync("tar", ["--extract", "--file", "-", "--directory", there], { input: zstdDecompressSync(readFileSync(archive)) });
  expect(execFileSync("sha256sum", ["--check", "--quiet", "release.sha256"], { cwd: there, encoding: "utf8" })).toEqual("");
});

test("the same files give the same bytes: another folder, other times, modes and owner", async () => {
  writeShop(shop, { "src/a.php": "<?php a", "src/large.bin": Buffer.alloc(2_000_000, "y") });
  const copy = join(folder, "copy");
  cpSync(shop, copy, { recursive: true });
  for (const path of ["src/a.php", "src", "bin/upgrade.sh"]) utimesSync(join(copy, path), 1, 2);
  execFileSync("chmod", ["600", join(copy, "src/a.php")]);
  const first = await packRelease(shop, { version, out }, now);
  const second = await packRelease(copy, { version: "5.6.0.12-2", out }, new Date());
  expect(second.description.sha256).toEqual(first.description.sha256);
});

test("a changed file of the same length has another time, so that its ETag changes", async () => {
  const timeOf = async (content: string, release: string) => {
    writeShop(shop, { "public/a.js": content });
    const { archive } = await packRelease(shop, { version: release, out }, now);
    return (await read(archive)).find(({ name }) => name === "public/a.js")?.time ?? 0;
  };
  const [first, second] = [await timeOf("a()", "5.6.0.12-1"), await timeOf("b()", "5.6.0.12-2")];
  expect(first).not.toEqual(second);
  expect(Math.max(first, second)).toBeLessThan(now.getTime());
});

const key = `-----BEGIN ${"PRIVATE KEY"}-----\n${"MIIEvQIBADANBgkqhkiG9w0BAQ".repeat(4)}\n`;
test.each<[string, Record<string, string>, string[]]>([
  ["a dump", { "backup/shop.sql.gz": "x" }, ["backup/shop.sql.gz: got a database dump"]],
  ["local secrets", { ".env.local": "APP_SECRET=x" }, [".env.local: got a file for secrets"]],
  ["the API's key", { "config/jwt/private.pem": "x" }, ["config/jwt/private.pem: got the key of the store's API"]],
  ["a private key", { "src/a.txt": key }, ["src/a.txt: got a private key"]],
  ["an AWS key", { "src/a.php": `<?php $k = '${"AKIA"}IOSFODNN7EXAMPLE';` }, ["src/a.php: got an AWS access key"]],
  ["a database password", { ".env": 'DATABASE_URL="//shop:geheim@db:3306/xcart"' }, [".env: got a database password"]],
  [
    "an archive",
    { "public/old.tar.gz": "x", "public/index.php.bak": "x" },
    ["public/index.php.bak: got an archive", "public/old.tar.gz: got an archive"],
  ],
  ["two kinds at once", { "a.sql": "x", "src/a.txt": key }, ["a.sql: got a database dump", "src/a.txt: got a private key"]],
])("refuses %s and writes nothing", async (_, files, expected) => {
  writeShop(shop, files);
  const stderr = await refused();
  expect(stderr.map((line) => line.split(",")[0]?.replace(/ or a previous version$/, ""))).toEqual(expected);
  expect(readdirSync(out)).toEqual([]);
});

test.each([
  ["out of the folder", "../../etc/passwd", "a link out of the folder, to ../../etc/passwd"],
  ["to an absolute path", "/etc/passwd", "a link to an absolute path, /etc/passwd"],
  ["to nothing", "gone", "a link to nothing, gone"],
])("refuses a link %s", async (_, target, why) => {
  writeShop(shop);
  symlinkSync(target, join(shop, "src"));
  expect(await refused()).toEqual([`src: got ${why}, expected none in a release: remove it, or accept it with --allow 'src=REASON'`]);
});

test("refuses a name that no shell would show, and a pipe", async () => {
  writeShop(shop, { "src/a\nb.php": "x" });
  execFileSync("mkfifo", [join(shop, "src/pipe")]);
  expect((await refused()).filter((line) => line.includes("got"))).toHaveLength(2);
});

test("libraries may bring archives and the keys of their tests", async () => {
  writeShop(shop, { "vendor/a/tests/key.pem": key, "vendor/a/data.zip": "x", "vendor/a/schema.sql": "x" });
  expect((await packRelease(shop, { version, out }, now)).files).toEqual(8);
});

test("what someone answers for is packed, printed and described", async () => {
  writeShop(shop, { "data/regions.sql": "x", "src/key.txt": key });
  const allow = ["data/regions.sql=the shop reads it", "src/key.txt=a public example of the manual"];
  const { status, stdout } = await captured(() => pack(shop, { version, out, allow }));
  expect([status, stdout.slice(-5, -2)]).toEqual([
    0,
    ["packed against a rule", "  data/regions.sql  the shop reads it", "  src/key.txt       a public example of the manual"],
  ]);
  expect((await readRelease(join(out, `${version}.tar.zst`))).allowed).toHaveLength(2);
});

describe("bad input", () => {
  const name = "a release's name such as 5.6.0.12-1: X-Cart's version, and how often it was built";
  test.each<[string, object, string[]]>([
    ["no version", { version: undefined }, [`--version: missing; expected ${name}`]],
    ["a version without a number", { version: "5.6.0.12" }, [`--version: got "5.6.0.12", expected ${name}`]],
    [
      "an old line",
      { version: "5.4.1.23-1" },
      ['--version: got "5.4.1.23-1", expected one of X-Cart 5.5 or 5.6 (5.4 needs PHP 7.4, which gets no security fixes)'],
    ],
    [
      "a reason too short",
      { allow: ["a=b"] },
      ['--allow: got "a=b", expected PATH=REASON, a path in the folder and why it may be packed, in at least 10 characters'],
    ],
    [
      "a permission for nothing",
      { allow: ["gone.sql=the shop reads it"] },
      ['--allow: got "gone.sql", expected a file or folder that would be packed'],
    ],
  ])("%s", async (_, options, expected) => {
    writeShop(shop);
    expect(await refused(options)).toEqual(expected);
  });

  test.each<[string, string[], string]>([
    ["nothing", [], "an installed X-Cart 5.5 or 5.6; public/index.php, vendor/autoload.php missing"],
    ["5.4", ["cart.php", "admin.php"], "X-Cart 5.5 or 5.6; this is the layout of 5.4 or older: upgrade it first"],
    ["public/ itself", ["index.php", "service.php"], "the folder above public/"],
  ])("a folder of %s", async (_, files, expected) => {
    mkdirSync(shop);
    for (const file of files) writeFileSync(join(shop, file), "");
    expect(await refused()).toEqual([`DIR: got "${shop}", expected ${expected}`]);
  });

  test("a release that is there already, and a folder that cannot be made", async () => {
    writeShop(shop);
    const { archive } = await packRelease(shop, { version, out }, now);
    expect(await refused()).toEqual([`${archive}: got a file that exists already, expected none, since a release never changes`]);
    const [line] = await refused({ out: join(shop, "bin/upgrade.sh/x") });
    expect(line).toContain('--out: got "');
  });

  test("an archive that was changed is not the described one", async () => {
    writeShop(shop);
    const { archive } = await packRelease(shop, { version, out }, now);
    writeFileSync(archive, "other");
    await expect(readRelease(archive)).rejects.toThrow("got an archive that");
    writeFileSync(archive.replace(".tar.zst", ".json"), "{");
    await expect(readRelease(archive)).rejects.toThrow("expected a release's description");
    await expect(readRelease(join(out, "no.tar.zst"))).rejects.toThrow("no such file");
    await expect(readRelease("a.zip")).rejects.toThrow('FILE: got "a.zip"');
  });
});
