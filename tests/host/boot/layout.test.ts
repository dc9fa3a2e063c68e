import { execFileSync } from "node:child_process";
import { chownSync, mkdirSync, readdirSync, rmdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { sharedOwner } from "../../../domain/defaults/files.ts";
import { releaseMounts, writtenFolders } from "../../../host/boot/mounts.ts";
import { nodeFiles } from "../../../host/files.ts";
import { releaseFolder } from "../../../host/node.ts";
import { poolIni } from "../../../host/php/ini.ts";
import { program } from "../../support/emulators/programs.ts";
import { settings } from "../settings.ts";
import { type Box, box, release, released, userData } from "./box.ts";

const current = "/srv/xcart/current";

/** What the shop of a node answers when PHP's user has it do something, confined as the pool is. */
function shop(on: Box, ...args: readonly string[]): unknown {
  const basedir = String(poolIni().open_basedir).replaceAll("/srv/xcart", `${on.folder}/srv/xcart`);
  return JSON.parse(on.asPhp("php", "-d", `open_basedir=${basedir}`, `${on.folder}${current}/bin/shop.php`, ...args));
}

async function unpacked(): Promise<Box> {
  const made = await box(settings);
  made.write("/opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl", made.read("/stubs/amazon-cloudwatch-agent-ctl"), 0o755);
  return made;
}

/** Two nodes of one store that start at the same moment. */
let node: Box;
let other: Box;
beforeAll(async () => {
  await program("php");
  [node, other] = await Promise.all([unpacked(), unpacked()]);
  rmdirSync(join(other.folder, "efs"));
  symlinkSync(join(node.folder, "efs"), join(other.folder, "efs"));
  expect(await Promise.all([node.run(userData), other.run(userData)])).toEqual([0, 0]);
}, 180_000);
afterAll(async () => await Promise.all([node?.remove(), other?.remove()]));

describe("X-Cart on a node", () => {
  test("compiles its style sheets once, by a file in var that it can write", () => {
    expect([shop(node, "compile"), shop(node, "compile")]).toEqual([1, 0]);
    expect([shop(other, "compile"), shop(other, "compile")]).toEqual([1, 0]);
  });

  test.each([
    ["public/images/", "public/images/"],
    ["var/import/", "var/import/"],
    ["var/", "var/"],
    ["public/images/../../../../host/", null],
  ])("finds %s below its root: %j", (path, found) => {
    expect(shop(node, "relative", path)).toBe(found);
  });

  test("takes a logo into a folder that it makes, and the other node has it", () => {
    expect(shop(node, "logo", "a picture")).toBe("public/images/simplecms/logo.png");
    expect(other.read(`${current}/public/images/simplecms/logo.png`)).toBe("a picture");
  });

  test("takes lists that name pictures on the node, and no others", () => {
    expect([shop(node, "takes", "public/images/logo.png"), shop(node, "takes", "../../host/health.php")]).toEqual([true, false]);
  });

  test("writes lists with the pictures' paths", () => {
    expect(shop(node, "export", "products.csv")).toBe("var/export/products.csv: public/images/logo.png");
    expect(other.read(`${current}/var/export/products.csv`)).toBe("public/images/logo.png\n");
  });

  test("writes a sitemap on one node, which all read", () => {
    expect([shop(node, "write-sitemap", "pages"), shop(other, "sitemap")]).toEqual([true, "pages"]);
  });

  test("puts an upload together of parts that several nodes got", () => {
    expect([shop(node, "part", "places", "one, "), shop(other, "part", "places", "two")]).toEqual([true, true]);
    expect(shop(node, "whole", "places")).toBe("one, two");
  });

  test.each(["public/index.php", "new.php", "var/run/classes/A.php", "var/run/new.php", ".run/new.php", "config/new.yaml"])(
    "cannot write %s",
    (path) => {
      expect(shop(node, "write-code", path)).toBe(false);
    },
  );

  test("reads its compiled classes", () => {
    expect(shop(node, "compiled")).toBe("compiled");
  });

  test("writes its logs where they are shipped from", () => {
    node.asPhp("sh", "-c", `echo line > ${node.folder}${current}/var/log/a.log`);
    expect(node.read("/var/log/xcart/app/a.log")).toBe("line\n");
  });
});

/** What is mounted below a release, by its place in it, with the options. */
function mounted(on: Box): Record<string, readonly string[]> {
  const at = `${on.folder}${on.release.path}/`;
  const lines = on.asPhp("findmnt", "--noheadings", "--raw", "--output", "TARGET,OPTIONS").split("\n");
  const pairs = lines.map((line) => line.split(" ")).filter(([target = ""]) => target.startsWith(at));
  return Object.fromEntries(pairs.map(([target = "", options = ""]) => [target.slice(at.length), options.split(",")]));
}

describe("what is mounted in a release", () => {
  test("is the list, each without programs, devices and files that run as someone else; compiled classes read-only", () => {
    const options = Object.entries(mounted(node)).map(([inside, found]) => [
      inside,
      ["ro", "nosuid", "nodev", "noexec"].filter((name) => found.includes(name)),
    ]);
    const expected = releaseMounts.map(({ inside, kind }) => [
      inside,
      kind === "release" ? ["ro", "nosuid", "nodev", "noexec"] : ["nosuid", "nodev", "noexec"],
    ]);
    expect(new Map(options as [string, string[]][])).toEqual(new Map(expected as [string, string[]][]));
  });

  test.each(writtenFolders)("no program runs in %s", (inside) => {
    const path = `${node.folder}${current}/${inside}/program`;
    expect(() => node.asPhp("sh", "-c", `cp /bin/true ${path} && chmod +x ${path} && ${path}`)).toThrow("Permission denied");
  });

  test("stays as it is when boot runs again, and is there after a start of the system", async () => {
    const before = mounted(node);
    const made = ["compile", "sitemap"].map((what) => shop(node, what));
    expect(await node.run("/usr/local/sbin/xcart-boot")).toBe(0);
    expect(mounted(node)).toEqual(before);
    await node.reboot();
    expect(mounted(node)).toEqual({});
    expect(await node.run("/usr/local/sbin/xcart-mounts")).not.toBe(0);
    expect(await node.run("/stubs/mount", {}, [`${node.folder}/srv/xcart/shared`])).toBe(0);
    expect(await node.run("/usr/local/sbin/xcart-mounts")).toBe(0);
    expect(Object.keys(mounted(node))).toEqual(Object.keys(before));
    expect(["compile", "sitemap"].map((what) => shop(node, what))).toEqual(made);
  });

  test("has the types of where it comes from in SELinux's eyes: none is set on what lies below a release", async () => {
    await node.run("/usr/local/sbin/xcart-boot");
    const [call = ""] = node.calls().filter((one) => one.startsWith("restorecon -R -e"));
    for (const { inside } of releaseMounts) expect(call).toContain(` -e ${node.folder}${node.release.path}/${inside} `);
  });

  test("is what units may write to, and PHP and nginx wait for it", () => {
    const of = (path: string) => nodeFiles(settings).find((file) => file.path === path)?.content ?? "";
    for (const name of ["cron", "worker"])
      for (const inside of writtenFolders)
        expect(/^ReadWritePaths=(.*)$/m.exec(of(`/etc/systemd/system/xcart-${name}.service`))?.[1]?.split(" ")).toContain(
          `${current}/${inside}`,
        );
    for (const service of ["nginx", "php-fpm"])
      expect(of(`/etc/systemd/system/${service}.service.d/xcart-mounts.conf`)).toMatch(
        /Requires=xcart-mounts\.service\nAfter=xcart-mounts\.service/,
      );
  });

  test("is never what a link of PHP's leads to", async () => {
    const made = await unpacked();
    try {
      mkdirSync(join(made.folder, "efs/public"));
      symlinkSync("/etc", join(made.folder, "efs/public/files"));
      chownSync(join(made.folder, "efs/public"), sharedOwner.uid, sharedOwner.gid);
      expect(await made.run(userData)).not.toBe(0);
      expect(made.lines()).toEqual([
        expect.objectContaining({ step: "release", reason: `${made.folder}/srv/xcart/shared/public/files: got a link, expected a folder` }),
      ]);
    } finally {
      await made.remove();
    }
  });
});

describe("what a release brings for folders that are not its own", () => {
  test("is noted as brought by several nodes at the same moment, and none of them fails of another", () => {
    const script = `set -e
cd "$(mktemp --directory)"; trap 'rm --recursive "$PWD"' EXIT
runuser() { while [ "$1" != -- ]; do shift; done; shift; "$@"; }
. ${join(import.meta.dirname, "../../../host/boot/release.sh")}
for round in $(seq 50); do
  for node in 1 2 3 4; do share "$PWD/none-$node" "$PWD/.releases/$round" & nodes[node]=$!; done
  for node in 1 2 3 4; do wait "\${nodes[node]}"; done
done`;
    expect(() => execFileSync("bash", ["-c", script], { stdio: "pipe" })).not.toThrow();
  });

  test("is on EFS or on the node, but for caches, which another release or server made", () => {
    expect(node.read(`${current}/var/installed.yaml`)).toBe("kept");
    expect(node.read("/srv/xcart/shared/var/data/feed.xml")).toBe("feed");
    expect(node.read("/srv/xcart/shared/public/var/theme/custom.css")).toBe("own");
    for (const path of ["var/.lessFiles.php", "var/cache/old", "public/var/resources/default/old.css"])
      expect(node.has(`${current}/${path}`)).toBe(false);
  });

  test("of a later one is added where it is missing, over no file of a shopper's, and the older one stays", async () => {
    const later = "5.6.0.13-1";
    const pictures = { "public/images/logo.png": "the release's", "public/images/new.png": "new", "var/installed.yaml": "later" };
    node.write("/efs/public/images/logo.png", "a shopper's");
    shop(node, "compile");
    for (const on of [node, other]) {
      const { objects, sha256 } = release(on.folder, later, on.write, { ...released, ...pictures });
      for (const [key, bytes] of Object.entries(objects)) await on.account.put(key, bytes);
      const pinned = { name: later, sha256, folder: releaseFolder({ name: later, sha256 }) };
      on.write("/etc/xcart/node.json", JSON.stringify({ ...JSON.parse(on.read("/etc/xcart/node.json")), release: pinned }));
    }
    await Promise.all([node, other].map((on) => on.run("/usr/local/sbin/xcart-boot")));
    for (const on of [node, other]) expect(on.lines()).toMatchObject([{ outcome: "ready", release: later }]);
    expect(node.read(`${current}/public/images/logo.png`)).toBe("a shopper's");
    expect(other.read(`${current}/public/images/new.png`)).toBe("new");
    expect(node.read(`${current}/var/installed.yaml`)).toBe("later");
    expect(node.read(`${node.release.path}/var/installed.yaml`)).toBe("kept");
    expect([shop(node, "compile"), shop(node, "compile")]).toEqual([1, 0]);
    expect(readdirSync(node.at("/srv/xcart/shared")).sort()).toEqual([".releases", "files", "public", "var"]);
  });
});
