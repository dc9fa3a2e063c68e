import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateBucketCommand, DeleteObjectCommand, HeadObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { list, type PushOptions, push } from "../../../cli/release/command.ts";
import { sumOf } from "../../../cli/release/description.ts";
import { demoFileFor } from "../../support/demo-file.ts";
import { type EmulatedAws, emulatedAws } from "../../support/emulators/aws.ts";
import { standIn } from "../../support/xcart/stand-in.ts";
import { captured } from "./shop.ts";

const stack = "shop-prod";
const shared = mkdtempSync(join(tmpdir(), "distributions-"));
let folder = "";
let aws: EmulatedAws;
let s3: S3Client;
let bucket = "";
const archives = { tgz: "", zip: "" };
beforeAll(() => {
  for (const form of ["tgz", "zip"] as const) archives[form] = standIn(shared, { form });
  standIn(shared);
});
afterAll(() => rmSync(shared, { recursive: true }));

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "distribution-"));
  aws = await emulatedAws();
  s3 = new S3Client({ ...aws.client, forcePathStyle: true });
  bucket = `${stack}-releases-${aws.accountId}`;
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  const model = demoFileFor(stack);
  writeFileSync(
    join(folder, `Pulumi.${stack}.yaml`),
    model.replace(/accountId: .*/, `accountId: "${aws.accountId}"`).replace('line: "5.6"', 'line: "5.5"'),
  );
});
afterEach(() => rmSync(folder, { recursive: true }));

const pushed = (distribution: string, options: PushOptions = {}) =>
  captured(() => push(stack, undefined, { stacks: folder, distribution, ...options }), aws.environment);
const listed = () => captured(() => list(stack, { stacks: folder }), aws.environment);
const refused = async (distribution: string, options: PushOptions = {}) => {
  const { status, stderr, stdout } = await pushed(distribution, options);
  expect([status, stdout]).toEqual([1, []]);
  expect((await listed()).stdout[0]).toBe(`${stack}: no releases yet`);
  expect((await listed()).stdout).not.toContain("distributions");
  return stderr;
};

/** An archive of the stand-in, changed by `change`, which gets its folder. */
function changed(change: (store: string) => void, form: "tgz" | "zip" = "tgz", top = "xcart"): string {
  const store = join(folder, "work", top);
  mkdirSync(join(folder, "work"), { recursive: true });
  cpSync(join(shared, "xcart"), store, { recursive: true });
  change(store);
  const archive = join(folder, `changed.${form}`);
  const cwd = join(folder, "work");
  if (form === "tgz") execFileSync("tar", ["czf", archive, top], { cwd });
  else execFileSync("python3", ["-m", "zipfile", "-c", archive, top], { cwd });
  return archive;
}

describe.each(["tgz", "zip"] as const)("a distribution as %s", (form) => {
  test("is pushed under its version, once, listed, and says what comes next", async () => {
    expect((await listed()).stdout).toContain(`  npx store release push ${stack} --distribution FILE     a new store`);
    const { status, stdout, stderr } = await pushed(archives[form]);
    expect([status, stderr]).toEqual([0, []]);
    expect(stdout[0]).toMatch(new RegExp(`^X-Cart 5\\.5\\.0\\.29 is in ${bucket} as 5\\.5\\.0\\.29, `));
    expect(stdout.at(-1)).toBe(`  npx store release install ${stack} 5.5.0.29-1 --distribution 5.5.0.29 --administrator you@example.com`);
    const key = "distributions/5.5.0.29/distribution";
    const { ChecksumSHA256 } = await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key, ChecksumMode: "ENABLED" }));
    expect(Buffer.from(ChecksumSHA256 ?? "", "base64").toString("hex")).toBe(await sumOf(archives[form]));
    const lines = (await listed()).stdout;
    expect(lines[0]).toBe(`${stack}: no releases yet`);
    expect(lines.slice(-2)).toEqual([
      "distributions",
      expect.stringMatching(new RegExp(`^ {2}5\\.5\\.0\\.29 .* X-Cart 5\\.5\\.0\\.29, ${form}$`)),
    ]);
    expect((await pushed(archives[form])).status).toBe(0);
  });

  test("is taken up where a push was killed", async () => {
    await pushed(archives[form]);
    await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: "distributions/5.5.0.29/distribution.json" }));
    expect((await listed()).stdout.at(-1)).toContain("in part only: push it again");
    expect((await pushed(archives[form])).status).toBe(0);
    expect((await listed()).stdout.at(-1)).toContain(form);
  });
});

test("another of the same version gets a name of its own, and changes none that is there", async () => {
  await pushed(archives.tgz);
  const other = changed((store) => writeFileSync(join(store, "assets/other.less"), ""));
  expect((await pushed(other)).stderr).toEqual([
    `${other}: got another archive than the distribution 5.5.0.29 in the bucket, expected a name of its own (--name 5.5.0.29-2): a distribution never changes`,
  ]);
  expect((await pushed(other, { name: "5.5.0.29-2" })).status).toBe(0);
  expect((await pushed(other, { name: "5.5.0.30" })).stderr[0]).toContain(
    '--name: got "5.5.0.30", expected 5.5.0.29, which the distribution is',
  );
});

test.each(["tgz", "zip"] as const)("one without a folder at the top is taken too: %s", async (form) => {
  const store = join(shared, "xcart");
  const archive = join(folder, `flat.${form}`);
  if (form === "tgz") execFileSync("tar", ["czf", archive, "-C", store, "."]);
  else execFileSync("sh", ["-c", `cd ${store} && python3 -m zipfile -c ${archive} bin vendor service-tool bootstrap.php public`]);
  expect(await pushed(archive)).toMatchObject({ status: 0, stderr: [] });
});

describe("what is no distribution is refused, with nothing in the bucket", () => {
  test("no file, another file, another form than the name says", async () => {
    expect(await refused(join(folder, "gone.zip"))).toEqual([
      `${join(folder, "gone.zip")}: no such file, expected a distribution of X-Cart, .zip or .tgz`,
    ]);
    for (const [name, content] of [
      ["a.zip", "nothing"],
      ["a.tgz", ""],
      ["a.tar", "x"],
    ] as const) {
      writeFileSync(join(folder, name), content);
      expect((await refused(join(folder, name)))[0]).toContain("a distribution of X-Cart as it is downloaded, a .zip or .tgz");
    }
    cpSync(archives.tgz, join(folder, "b.zip"));
    expect((await refused(join(folder, "b.zip")))[0]).toContain("as it is downloaded");
  });

  test.each(["tgz", "zip"] as const)("one that is cut off, or damaged: %s", async (form) => {
    const whole = readFileSync(archives[form]);
    const archive = join(folder, `cut.${form}`);
    for (const part of [whole.subarray(0, whole.length / 2), Buffer.concat([whole.subarray(0, 400), Buffer.alloc(whole.length - 400)])]) {
      writeFileSync(archive, part);
      const lines = await refused(archive);
      expect([lines.length, lines[0]]).toEqual([
        1,
        expect.stringContaining("expected a complete distribution of X-Cart as it was downloaded"),
      ]);
    }
  });

  test.each<[string, (store: string) => void, string]>([
    ["a store without its script", (store) => rmSync(join(store, "bin/install.sh")), "bin/install.sh missing"],
    ["a checkout without libraries", (store) => rmSync(join(store, "vendor"), { recursive: true }), "vendor/ missing"],
    [
      "5.4's layout",
      (store) => {
        rmSync(join(store, "bin"), { recursive: true });
        writeFileSync(join(store, "cart.php"), "");
      },
      "without bin/install.sh this is the layout of 5.4 or older",
    ],
    [
      "another line",
      (store) => writeFileSync(join(store, "bootstrap.php"), "<?php\ndefine('LC_VERSION', '5.6.0.3');\n"),
      "got X-Cart 5.6.0.3, expected one of 5.5 (xcart.line)",
    ],
    ["no version", (store) => writeFileSync(join(store, "bootstrap.php"), "<?php\n"), "or --name with the version, such as 5.5.0.12"],
    ["someone's settings", (store) => writeFileSync(join(store, ".env.local"), "A=b"), "xcart/.env.local: got a file for secrets"],
    ["someone's dump", (store) => writeFileSync(join(store, "shop.sql"), "x"), "xcart/shop.sql: got a database dump"],
    [
      "a key",
      (store) => writeFileSync(join(store, "src/a.php"), `-----BEGIN ${"PRIVATE KEY"}-----\n${"MIIEvQIBADANBgkqhkiG9w0BAQ".repeat(4)}\n`),
      "xcart/src/a.php: got a private key, expected none in a distribution",
    ],
    ["a link out of it", (store) => symlinkSync("../../etc/passwd", join(store, "out")), "got the link xcart/out to ../../etc/passwd"],
    ["a link to the machine's", (store) => symlinkSync("/etc/passwd", join(store, "out")), "got the link xcart/out to /etc/passwd"],
    ["a pipe", (store) => void execFileSync("mkfifo", [join(store, "pipe")]), "got xcart/pipe, which is not a file, folder or link"],
  ])("%s", async (_what, change, sentence) => {
    const lines = await refused(changed(change));
    expect([lines.length, lines[0]]).toEqual([1, expect.stringContaining(sentence)]);
  });

  test.each<[string, string]>([
    ["absolute", "/etc/cron.d/x"],
    ["above", "xcart/../../x"],
    ["of Windows", "xcart\\..\\x"],
  ])("a path that is %s, in both forms", async (_what, path) => {
    const script = `
import tarfile, zipfile, io, sys
t = tarfile.open(sys.argv[1], "w:gz"); i = tarfile.TarInfo(sys.argv[3]); t.addfile(i, io.BytesIO()); t.close()
z = zipfile.ZipFile(sys.argv[2], "w"); z.writestr(sys.argv[3], "x"); z.close()`;
    const [tgz, zip] = [join(folder, "path.tgz"), join(folder, "path.zip")];
    execFileSync("python3", ["-c", script, tgz, zip, path]);
    for (const archive of [tgz, zip])
      expect(await refused(archive)).toEqual([
        `${archive}: got the path ${JSON.stringify(path)}, expected paths and links within the distribution`,
      ]);
  });

  test("a link in a zip, and one that is encrypted", async () => {
    const script = `
import zipfile, sys
i = zipfile.ZipInfo("xcart/out"); i.create_system = 3; i.external_attr = 0o120777 << 16
z = zipfile.ZipFile(sys.argv[1], "w"); z.writestr(i, "/etc/passwd"); z.close()`;
    const archive = join(folder, "link.zip");
    execFileSync("python3", ["-c", script, archive]);
    expect((await refused(archive))[0]).toContain("got the link xcart/out to /etc/passwd");
    const bytes = readFileSync(archive);
    bytes.writeUInt16LE(1, bytes.lastIndexOf(Buffer.from("PK\u0001\u0002", "latin1")) + 8);
    writeFileSync(archive, bytes);
    expect((await refused(archive))[0]).toContain("a zip that is encrypted");
  });
});

test("what someone answers for is kept, printed and described; what is not there is a fault", async () => {
  const archive = changed((store) => writeFileSync(join(store, "regions.sql"), "x"));
  const allow = ["xcart/regions.sql=X-Cart's own list of regions"];
  expect((await refused(archive, { allow: [...allow, "gone.sql=it is not there"] })).at(-1)).toBe(
    '--allow: got "gone.sql", expected a file in the distribution',
  );
  expect((await pushed(archive, { allow })).stdout).toContain("  xcart/regions.sql  X-Cart's own list of regions");
});

test("neither a file nor a distribution, or both, or a distribution's options for a release", async () => {
  const faultOf = async (file: string | undefined, options: PushOptions) =>
    (await captured(() => push(stack, file, { stacks: folder, ...options }), aws.environment)).stderr;
  expect(await faultOf(undefined, {})).toEqual([
    "FILE: missing; expected a release's archive, NAME.tar.zst, or --distribution FILE with X-Cart's distribution",
  ]);
  expect(await faultOf("a.tar.zst", { distribution: archives.zip })).toEqual([
    'FILE: got "a.tar.zst", expected no FILE beside --distribution',
  ]);
  expect((await faultOf("a.tar.zst", { name: "5.5.0.29" }))[0]).toContain("got one without --distribution");
});

test("ZIP64, as archives of more than 65,535 files are", async () => {
  const archive = join(folder, "large.zip");
  const script = `
import zipfile, sys
z = zipfile.ZipFile(sys.argv[1], "w")
for part in ("bin/install.sh", "service-tool/a", "vendor/a"): z.writestr(part, "x")
z.writestr("bootstrap.php", "<?php define('LC_VERSION', '5.5.0.29');")
for n in range(66000): z.writestr("vendor/%d" % n, "")
z.close()`;
  execFileSync("python3", ["-c", script, archive]);
  expect(await pushed(archive)).toMatchObject({ status: 0, stderr: [] });
});
