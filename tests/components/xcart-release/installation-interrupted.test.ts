import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { releaseKeys } from "../../../components/xcart-release/automation.ts";
import { standIn } from "../../support/xcart/stand-in.ts";
import { cloud, folder, hasAdministrator, install, next, pushed, rows, type Trouble, tables } from "./installation-stage.ts";

describe("what was interrupted is begun anew by the next run", () => {
  test("X-Cart's own installation, killed after each of its steps in turn", async () => {
    const release = next();
    const left = `what the interrupted installation of ${release} left is deleted`;
    for (const [times, dies] of ["schema", "fixtures", "license", "administrator", "classes", "installed"].entries()) {
      const { steps, errors, said } = await install(release, {}, { dies });
      expect([dies, steps.slice(-2), errors[0]]).toEqual([
        dies,
        ["Install!", "TerminateBuilder"],
        expect.stringContaining("bin/install.sh ended with"),
      ]);
      // Each gets further than the one before, from an empty database.
      expect([dies, said.includes(left)]).toEqual([dies, times > 0]);
      expect(await hasAdministrator()).toEqual([]);
      expect(await tables()).toContain("xcart_hosting_install");
    }
    const again = await install(release);
    expect([again.errors, again.status]).toEqual([[], "Success"]);
    expect(again.said).toContain(left);
    expect(await hasAdministrator()).toHaveLength(1);
  });

  test("the builder, at its smoke test, right after, and at the upload", async () => {
    const release = next();
    for (const trouble of [{ step: "SmokeTest" }, { after: "SmokeTest" }, { step: "Upload" }] satisfies Trouble[])
      expect([trouble, (await install(release, {}, trouble)).status]).toEqual([trouble, "Failed"]);
    expect((await install(release)).status).toBe("Success");
  });

  test("the program that installs, with all below it", async () => {
    const at = mkdtempSync(join(folder, "killer-"));
    const store = standIn(at);
    const script = join(store, "bin/install.sh");
    writeFileSync(script, readFileSync(script, "utf8").replace("rm -rf", "kill -9 $PPID\nrm -rf"));
    execFileSync("tar", ["czf", join(at, "a.tgz"), "-C", at, "xcart"]);
    await pushed("8", join(at, "a.tgz"));
    const release = next();
    expect((await install(release, { Distribution: "5.5.0.29-8" })).steps.at(-2)).toBe("Install!");
    expect((await install(release)).status).toBe("Success");
  });

  test("a release without its description is no release: the archive alone is not taken for one", async () => {
    const [release, other] = [next(), next()];
    await install(release, {}, { step: "Upload" });
    await cloud.write(releaseKeys(release).archive, "half");
    expect((await install(release)).steps).toEqual(["RefuseTakenName!"]);
    expect((await install(other)).status).toBe("Success");
  });

  test("what has become a release is finished, and never deleted", async () => {
    const release = next();
    expect((await install(release, {}, { step: "Finish" })).status).toBe("Failed");
    expect(await tables()).toContain("xcart_hosting_install");
    const { errors } = await install(next());
    expect(errors[0]?.trim()).toBe(`the store is installed already, as ${release}: npx store release promote shop-staging ${release}`);
    expect(await tables()).not.toContain("xcart_hosting_install");
    expect(await rows("SELECT value AS version FROM service_data WHERE name = 'version'")).toEqual([{ version: "5.5.0.29" }]);
    expect((await install(next())).errors[0]).toContain("the database is not empty");
  });
});
