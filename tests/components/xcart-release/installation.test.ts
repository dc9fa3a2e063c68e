import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PutSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import { describe, expect, test } from "@jest/globals";
import { releaseKeys } from "../../../components/xcart-release/automation.ts";
import { standIn, standInLicence } from "../../support/xcart/stand-in.ts";
import {
  administrator,
  arns,
  cloud,
  database,
  folder,
  hasAdministrator,
  install,
  next,
  node,
  owner,
  pushed,
  rows,
  secrets,
  serve,
  tables,
  withoutLicence,
} from "./installation-stage.ts";

const before = ["RefuseTakenName", "RequireDistribution"];
const whole = [...before, "LaunchBuilder", "WaitForBuilder", "Fetch", "Install", "SmokeTest", "Upload", "Finish", "TerminateBuilder"];

/** What X-Cart has logged of faults. */
const logsOf = (at: string): string =>
  spawnSync("sh", ["-c", 'cat "$0"/var/log/*/*/xcart.*.log 2> /dev/null', at], { encoding: "utf8" }).stdout;

const post = (fields: Readonly<Record<string, string>>, cookie = "") => ({
  method: "POST",
  body: new URLSearchParams(fields),
  headers: { cookie },
});

describe("a store is installed from a distribution", () => {
  test.each([
    ["zip", "5.5.0.29"],
    ["tgz", "5.5.0.29-2"],
  ])(
    "as %s: the release answers its pages, and its administrator gets in with the password of the secret, to change it",
    async (_form, Distribution) => {
      const release = next();
      const { status, steps, errors } = await install(release, { Distribution });
      expect([errors, status, steps]).toEqual([[], "Success", whole]);
      expect(await tables()).not.toContain("xcart_hosting_install");
      expect(JSON.parse((await cloud.read(cloud.bucket, releaseKeys(release).description)) ?? "")).toMatchObject({
        ...{ version: 1, release, kind: "install", from: Distribution },
      });
      const at = await node(release);
      const { login, password } = await administrator();
      expect([login, password]).toEqual([owner, expect.stringMatching(/^[A-Za-z0-9]{24}$/)]);
      await serve(at, async (get) => {
        const home = await get("/");
        expect([logsOf(at), home.status, (await home.text()).trim()]).toEqual(["", 200, expect.stringMatching(/Kettle[\s\S]*<\/html>$/)]);
        const signedIn = await get("/admin/", post({ target: "login", action: "login", login, password }));
        const cookie = signedIn.headers
          .getSetCookie()
          .flatMap((line) => line.split(";")[0] ?? [])
          .toReversed()
          .join("; ");
        expect((await get("/admin/", { headers: { cookie } })).headers.get("location")).toBe("/admin/?target=force_change_password");
        await get("/admin/", post({ target: "force_change_password", action: "update", password: "mine" }, cookie));
        expect(await (await get("/admin/", { headers: { cookie } })).text()).toContain("Dashboard");
      });
    },
  );

  test("a release has nothing in it that only the builder or a node may know", async () => {
    const release = next();
    await install(release);
    const at = await node(release);
    expect(existsSync(join(at, ".env.local"))).toBe(false);
    expect(existsSync(join(at, "config/local/xcart-hosting.yaml"))).toBe(false);
    expect(existsSync(join(at, "config/jwt/private.pem"))).toBe(false);
    expect(existsSync(join(at, "public/images/product/kettle.png"))).toBe(true);
    const found = spawnSync("grep", ["-rlE", `Abc123|${standInLicence}|anAppSecret|aSharedSecret`, at], { encoding: "utf8" });
    expect([found.status, found.stdout]).toEqual([1, ""]);
  });

  test("no secret is printed, and the administrator's password is no process's argument", async () => {
    const changed = join(folder, "loud/xcart");
    mkdirSync(join(folder, "loud"));
    cpSync(standIn(mkdtempSync(join(folder, "plain-"))), changed, { recursive: true });
    const script = join(changed, "bin/install.sh");
    writeFileSync(script, readFileSync(script, "utf8").replace('cd "$(dirname', 'echo "arguments: $*"\ncd "$(dirname'));
    const archive = join(folder, "loud.tgz");
    execFileSync("tar", ["czf", archive, "-C", join(folder, "loud"), "xcart"]);
    await pushed("7", archive);
    const { status, said } = await install(next(), { Distribution: "5.5.0.29-7" });
    expect(status).toBe("Success");
    expect(said).toContain(`arguments: -p -a ${owner}:*** -k ***`);
    const { password } = await administrator();
    for (const hidden of [password, standInLicence, "Abc123", "aSharedSecret", "anAppSecret"]) expect(said).not.toContain(hidden);
  });
});

describe("nothing of anyone's is touched", () => {
  const expectRefused = async (sentence: string | RegExp, parameters: Readonly<Record<string, string>> = {}) => {
    const there = await tables();
    const { status, errors, steps } = await install(next(), parameters);
    expect([status, steps.includes("Upload")]).toEqual(["Failed", false]);
    expect(errors[0]).toMatch(sentence);
    expect(errors[0]?.trim().split("\n")).toHaveLength(1);
    expect([await tables(), await hasAdministrator()]).toEqual([there, []]);
  };

  test("a database that is not empty", async () => {
    await rows("CREATE TABLE anything (id INT)");
    await expectRefused(/^the database is not empty: it has 1 tables, anything among them; .*bring-a-store\.md\)$/m);
  });

  test("a database in which someone has worked since an installation was interrupted", async () => {
    await install(next(), {}, { dies: "fixtures" });
    await rows("UPDATE xcart_hosting_install SET began = began - INTERVAL 9 MINUTE, alive = alive - INTERVAL 8 MINUTE");
    await expectRefused(/was interrupted, and \d+ tables were made or changed since, .* nothing is deleted/);
  });

  test("another installation that is under way", async () => {
    await database.root.query("SELECT GET_LOCK('xcart-hosting.install', 0)");
    try {
      await expectRefused("another installation of this store is under way");
    } finally {
      await database.root.query("SELECT RELEASE_LOCK('xcart-hosting.install')");
    }
  });

  test("what has no licence fetches nothing; without a distribution, or with a taken name, no builder is started", async () => {
    await withoutLicence();
    const { steps, errors } = await install(next());
    expect(steps).toEqual([...before, "LaunchBuilder", "WaitForBuilder", "Fetch!", "TerminateBuilder"]);
    expect(errors[0]).toContain("the licence key of X-Cart is missing: npx store release licence shop-staging puts it");
    expect((await install(next(), { Distribution: "5.5.0.99" })).steps).toEqual(["RefuseTakenName", "RequireDistribution!"]);
    expect((await install("5.6.0.11-1")).steps).toEqual(["RefuseTakenName!"]);
    expect(await tables()).toBe("[]");
  });

  test("a licence that is none, a release of another version, users that are not there yet", async () => {
    await secrets.send(new PutSecretValueCommand({ SecretId: arns.licence, SecretString: "no key at all" }));
    await expectRefused("the licence key of X-Cart is missing, or is none");
    await secrets.send(new PutSecretValueCommand({ SecretId: arns.database, SecretString: '{"waitingFor":"first rotation"}' }));
    await expectRefused("the database has no user for upgrades yet");
    expect((await install(next("5.5.0.30"))).errors[0]).toContain("the distribution is of X-Cart 5.5.0.29");
  });

  test("a licence that X-Cart refuses ends it, and the next run has a clean database", async () => {
    await secrets.send(new PutSecretValueCommand({ SecretId: arns.licence, SecretString: "refused-by-x-cart" }));
    const release = next();
    const { errors, said } = await install(release);
    expect([errors[0], said]).toEqual([
      expect.stringContaining("bin/install.sh ended with 1"),
      expect.stringContaining("the license key is not valid"),
    ]);
    // Which leaves a version without a stage, that of the first key.
    await secrets.send(new PutSecretValueCommand({ SecretId: arns.licence, SecretString: standInLicence }));
    expect((await install(release)).status).toBe("Success");
  });
});

test("a release's folder has nothing that a distribution has not, but what X-Cart makes", async () => {
  const release = next();
  await install(release);
  const top = readdirSync(await node(release)).filter((name) => !existsSync(join(standIn(mkdtempSync(join(folder, "plain-"))), name)));
  expect(top).toEqual(["var"]);
});
