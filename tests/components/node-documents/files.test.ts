import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { emulatedAws } from "../../support/emulators/aws.ts";
import { type DocumentNode, documentNode, filled } from "./node.ts";

let node: DocumentNode;
beforeAll(async () => {
  node = await documentNode();
}, 180_000);
afterAll(() => node.stop());

describe("an old store's uploads", () => {
  let s3: S3Client;
  const bucket = "shop-releases-of-move-in";
  const send = (Key: string, Body: string) => s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body }));
  const shared = (path: string) => node.place(`/srv/xcart/shared/${path}`);
  beforeAll(async () => {
    s3 = new S3Client({ ...(await emulatedAws()).client, region: "us-east-1", forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: bucket }));
    const file = node.place("/etc/xcart/values.json");
    writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), releasesBucket: bucket }));
    node.play("mountpoint", "exit 0");
  });

  test("that no one has sent are missed in one sentence", async () => {
    expect(await node.run("move-in")).toEqual({
      status: 1,
      stdout: "",
      stderr: `s3://${bucket}/move-in/: got nothing, expected the old store's uploads; upload them first\n`,
    });
  });

  test("come over, and nothing else of the bucket; the second time only what has changed", async () => {
    await send("move-in/public/images/product/a b ü.jpg", "picture");
    await send("move-in/files/attachments/1.pdf", "old");
    await send("move-in/var/data/xmlsitemap.1.xml", "<urlset/>");
    await send("move-in/var/export/products.csv", "sku");
    for (const other of ["run/x.php", "tmp/part.1", "cache/x", "log/y"]) await send(`move-in/var/${other}`, "nothing of theirs");
    await send("releases/1/release.json", "{}");
    expect(await node.run("move-in")).toEqual({
      status: 0,
      stdout: [
        ...["var/data: 1", "var/import: 0", "var/export: 1", "public/images: 1", "public/files: 0", "files: 1", "public/var: 0"],
        "",
      ].join(" files copied\n"),
      stderr: "",
    });
    expect(readFileSync(shared("public/images/product/a b ü.jpg"), "utf8")).toBe("picture");
    expect(readdirSync(shared("var")).sort()).toEqual(["data", "export", "import"]);
    expect(readFileSync(shared("var/data/xmlsitemap.1.xml"), "utf8")).toBe("<urlset/>");
    expect((statSync(shared("files/attachments/1.pdf")).mode & 0o777).toString(8)).toBe("644");
    await send("move-in/files/attachments/1.pdf", "newer");
    expect((await node.run("move-in")).stdout.match(/^.*: [1-9].*$/gm)).toEqual(["files: 1 files copied"]);
    expect(readFileSync(shared("files/attachments/1.pdf"), "utf8")).toBe("newer");
  });

  test("do not fill the node's own disk where the shared files are not mounted", async () => {
    node.play("mountpoint", "exit 1");
    expect(await node.run("move-in")).toMatchObject({ status: 1, stderr: expect.stringContaining("got no mount") });
  });
});

describe("restored files", () => {
  const restored = "aws-backup-restore_2026-11-20T03-12-00-123Z";
  const of = { FileSystem: "fs-0123456789abcdef0", AccessPoint: "fsap-0123456789abcdef0" };
  const move = { Do: "move", Aside: "before-20261120t031200", ...of };
  let root = "";
  const put = (path: string, content = path) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  };
  const tree = () =>
    execFileSync("find", [".", "-type", "f", "-printf", "%P\n"], { cwd: root, encoding: "utf8" }).split("\n").filter(Boolean).sort();
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "xcart-efs-"));
    // What no container may do: the file system's root appears at the folder that it is mounted on.
    node.play("mount", `echo "$*" > ${root}.asked\nrmdir "\${!#}"\nln -s ${root} "\${!#}"`);
    node.play("umount", 'rm "$1"\nmkdir "$1"');
    node.play("mountpoint", '[ -L "$2" ]');
    node.play("sleep", "exit 0");
    put("xcart/public/images/new.jpg");
    put("aws-backup-restore_2025-01-01T00-00-00-000Z/xcart/public/images/older.jpg");
    put(`${restored}/xcart/public/images/old.jpg`);
  });
  afterEach(() => {
    for (const path of [root, `${root}.asked`]) rmSync(path, { recursive: true, force: true });
  });
  const left = () => readdirSync(node.place("/run")).filter((name) => name.startsWith("xcart-files."));

  test("are looked at: how much there is, and what could run; nothing is changed", async () => {
    put(`${restored}/xcart/public/images/shell.PHP`);
    put(`${restored}/xcart/files/.htaccess`);
    const before = tree();
    const { status, stdout, stderr } = await node.run("files", of);
    expect([status, stderr, tree(), left()]).toEqual([0, "", before, []]);
    expect(stdout).toContain(`restored: ${restored}\n`);
    expect(stdout).toMatch(/\txcart\n.*\taws-backup-restore_2026\S+\/xcart\n/);
    expect(stdout.match(/^runs: .*$/gm)?.sort()).toEqual([
      `runs: ${restored}/xcart/files/.htaccess`,
      `runs: ${restored}/xcart/public/images/shell.PHP`,
    ]);
    const asked = readFileSync(`${root}.asked`, "utf8");
    const place = node.place("/run/xcart-files.");
    expect(asked).toContain(
      `--types efs --options tls,iam,accesspoint=fsap-0123456789abcdef0,noexec,nosuid,nodev fs-0123456789abcdef0:/ ${place}`,
    );
  });

  test("take the place of what is there, which is kept; a second run finds it done", async () => {
    const first = await node.run("files", move);
    expect(first).toMatchObject({
      status: 0,
      stdout: `xcart: from ${restored}; what was there is in before-20261120t031200\n`,
      stderr: "",
    });
    const after = [
      "aws-backup-restore_2025-01-01T00-00-00-000Z/xcart/public/images/older.jpg",
      "before-20261120t031200/xcart/public/images/new.jpg",
      "xcart/public/images/old.jpg",
    ];
    expect(tree()).toEqual(after);
    expect(await node.run("files", { ...move, From: restored })).toMatchObject({ status: 0, stdout: "xcart: moved before\n" });
    expect([tree(), left()]).toEqual([after, []]);
  });

  test("are moved to the end after an interruption between the two", async () => {
    mkdirSync(join(root, "before-20261120t031200"));
    execFileSync("mv", ["xcart", "before-20261120t031200/xcart"], { cwd: root });
    expect(await node.run("files", move)).toMatchObject({ status: 0 });
    expect(existsSync(join(root, "xcart/public/images/old.jpg"))).toBe(true);
  });

  test("go back the same way", async () => {
    await node.run("files", move);
    await node.run("files", { ...move, From: "before-20261120t031200", Aside: "before-taken-back" });
    expect(tree()).toContain("xcart/public/images/new.jpg");
  });

  test("of one folder leave the others alone", async () => {
    put("xcart/files/kept.pdf");
    await node.run("files", { ...move, Folder: "xcart/public/images" });
    expect(tree()).toContain("xcart/files/kept.pdf");
    expect(tree()).toContain("xcart/public/images/old.jpg");
  });

  test.each([
    [
      "there are none",
      { From: "aws-backup-restore_x" },
      "aws-backup-restore_x/xcart: got no such folder, expected one of a restore; there are: ",
    ],
    ["the place aside is taken", {}, "Aside: got before-20261120t031200, expected a name that is not taken; it holds an earlier xcart\n"],
  ])("are refused where %s, and stay as they are", async (_what, given, sentence) => {
    if (!("From" in given)) put("before-20261120t031200/xcart/kept.jpg");
    const before = tree();
    const { status, stderr } = await node.run("files", { ...move, ...given });
    expect([status, tree(), left()]).toEqual([1, before, []]);
    expect(stderr).toContain(sentence);
  });

  test("wait for the policy, and give up in a sentence", async () => {
    node.play("mount", "exit 32");
    node.play("mountpoint", "exit 1");
    expect(await node.run("files", of)).toMatchObject({
      status: 1,
      stderr: "fs-0123456789abcdef0: cannot be mounted; is the policy of move-files in place?\n",
    });
    expect(left()).toEqual([]);
  });

  test.each<Readonly<Record<string, string>>>([
    { From: "../xcart" },
    { From: "aws-backup-restore_../x" },
    { Aside: "xcart" },
    { Aside: "before-a/../b" },
    { Folder: "xcart/../etc" },
    { Folder: "/etc" },
    { Folder: "xcart/a b" },
    { FileSystem: "fs-1; id" },
  ])("are nowhere else: %j", (given) => {
    expect(() => filled("files", { ...move, ...given })).toThrow("AWS refuses");
  });
});
