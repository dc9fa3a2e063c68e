import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { compareVersions, versionOf } from "../../domain/defaults/xcart-versions.ts";
import { daysBehind } from "../../functions/canary/days-behind.ts";
import { releaseFaults, sumFault } from "../../stacks/settings/checks/release.ts";
import { type ReleaseSettings, releaseSource, xcartAge } from "../../stacks/settings/resolve/release.ts";
import { build, release, releaseName, releasesFrom, securityBuild } from "../../stacks/settings/schema/release.ts";
import { parseSettings } from "../../stacks/settings.ts";
import { settingsOf } from "./graphs.ts";

const store: ReleaseSettings = { stack: "shop-prod", store: "shop", environment: "prod", xcart: { line: "5.6" }, web: {} };

const pinned = (name: string) => ({ name, sha256: "5e1f".repeat(16) });

describe("a release", () => {
  test.each(["5.6.0.12-1", "5.6.12.1-30"])("may be %s with its checksum", (name) => {
    expect(release.parse(pinned(name))).toEqual(pinned(name));
  });
  const form = "expected { name, sha256 } of a release, which `npx store release list STACK` prints as a line to paste";
  const sum = "expected the SHA-256 of the release's archive, 64 hex digits in quotes, as `npx store release list STACK` prints it";
  test.each<[unknown, string]>([
    ["5.6.0.12-1", `web.release: got "5.6.0.12-1", ${form}`],
    [["5.6.0.12-1"], `web.release: got ["5.6.0.12-1"], ${form}`],
    [{ name: "5.6.0.12-1" }, `web.release.sha256: missing; ${sum}`],
    [{ name: "5.6.0.12-1", sha256: "5E1F".repeat(16) }, `web.release.sha256: got "${"5E1F".repeat(16)}", ${sum}`],
    [{ name: "5.6.0.12-1", sha256: "5e1f" }, `web.release.sha256: got "5e1f", ${sum}`],
    [{ name: "5.6.0.12-1", sha256: 12 }, `web.release.sha256: got 12, ${sum}`],
    [{ ...pinned("5.6.0.12-1"), sha: "" }, "web.release.sha: unknown key, expected one of name, sha256"],
  ])("that is %j in the settings is refused in a sentence", (value, fault) => {
    expect(parseSettings("demo-prod", { ...settingsOf("demo-prod"), web: { release: value } }).faults).toEqual([fault]);
  });
});

describe("a release's name", () => {
  test.each(["latest", "5.6.0.12", "5.6.0.12-", "v5.6.0.12-1", "5.6.0.12-1/..", "5.6.0.12-1\n", 5.6])("may not be %j", (name) => {
    expect(releaseName.safeParse(name).error?.issues[0]?.message).toMatch(/^a release's name such as 5\.6\.0\.12-1/);
  });
  test("may be missing", () =>
    expect([release.parse(undefined), build.parse(undefined), releasesFrom.parse(undefined)]).toEqual([undefined, undefined, undefined]));
});

describe("settings that are refused", () => {
  test.each<[Partial<ReleaseSettings>, string]>([
    [{ xcart: { line: "5.6", php: "8.2" } }, 'xcart.php: got "8.2", expected 8.4 or 8.3, which X-Cart 5.6 runs on (xcart.line)'],
    [{ xcart: { line: "5.5", php: "8.4" } }, 'xcart.php: got "8.4", expected 8.3 or 8.2, which X-Cart 5.5 runs on (xcart.line)'],
    [{ web: { release: pinned("5.5.0.29-1") } }, 'web.release.name: got "5.5.0.29-1", expected one of X-Cart 5.6 (xcart.line)'],
    [{ xcart: { line: "5.6", build: "5.60.0.1" } }, 'xcart.build: got "5.60.0.1", expected one of X-Cart 5.6 (xcart.line)'],
    [
      { xcart: { line: "5.6", securityBuild: { version: "5.5.0.30", published: "2026-01-01" } } },
      'xcart.securityBuild.version: got "5.5.0.30", expected one of X-Cart 5.6 (xcart.line)',
    ],
    [
      { xcart: { line: "5.6", build: "5.6.0.11" }, web: { release: pinned("5.6.0.12-1") } },
      'xcart.build: got "5.6.0.11", expected 5.6.0.12, as in web.release, or no value',
    ],
    [
      { web: { releasesFrom: "shop-prod" } },
      'web.releasesFrom: got "shop-prod", expected the name of another stack of this account, such as shop-staging',
    ],
  ])("%j", (more, fault) => expect(releaseFaults({ ...store, ...more })).toEqual([fault]));

  test("none of a store that says nothing, or all of it rightly", () => {
    expect(releaseFaults(store)).toEqual([]);
    const told: ReleaseSettings["xcart"] = {
      line: "5.6",
      php: "8.3",
      build: "5.6.0.12",
      securityBuild: { version: "5.6.0.13", published: "2026-11-01" },
    };
    expect(releaseFaults({ ...store, xcart: told, web: { release: pinned("5.6.0.12-2"), releasesFrom: "shop-staging" } })).toEqual([]);
  });

  test("a security build without its day", () => {
    expect(securityBuild.safeParse({ version: "5.6.0.12" }).success).toBe(false);
  });
});

test("a checksum that S3 has of another archive is a fault of the settings; none, or one of parts, is left to the nodes", () => {
  const base64 = (hex: string) => Buffer.from(hex, "hex").toString("base64");
  const [release, other] = [pinned("5.6.0.12-1"), "c0de".repeat(16)];
  expect(sumFault(release, base64(other))).toBe(
    `web.release.sha256: got "${release.sha256}", expected ${other}, the checksum of the archive of 5.6.0.12-1 in the bucket: a release never changes`,
  );
  for (const checksum of [base64(release.sha256), "", `${base64(other)}-3`]) expect(sumFault(release, checksum)).toBeUndefined();
});

test("production takes releases from staging, others build their own", () => {
  expect(releaseSource(store)).toBe("shop-staging");
  expect(releaseSource({ ...store, environment: "staging" })).toBeUndefined();
  expect(releaseSource({ ...store, web: { releasesFrom: "lab-staging" } })).toBe("lab-staging");
});

describe("days behind a security build", () => {
  const published = "2026-11-01";
  const now = Date.parse("2026-12-02T12:00:00Z");
  const told = { version: "5.6.0.12", published };

  test("are counted for a store that has an older one, or says none", () => {
    expect(daysBehind({ build: "5.6.0.9", securityBuild: told }, now)).toBe(31);
    expect(daysBehind({ securityBuild: told }, now)).toBe(31);
  });

  test("are none for one that has it or a later one, and before it is published", () => {
    expect(daysBehind({ build: "5.6.0.12", securityBuild: told }, now)).toBe(0);
    expect(daysBehind({ build: "5.6.1.0", securityBuild: told }, now)).toBe(0);
    expect(daysBehind({ securityBuild: told }, Date.parse("2026-10-30"))).toBe(0);
  });

  test("go by what the release says where the settings name no build", () => {
    const xcart: ReleaseSettings["xcart"] = { line: "5.6", securityBuild: told };
    expect(xcartAge({ xcart, web: { release: pinned("5.6.0.11-4") } })).toEqual({ build: "5.6.0.11", securityBuild: told });
    expect(xcartAge({ xcart, web: {} })).toEqual({ securityBuild: told });
    expect(xcartAge({ xcart: { line: "5.6" }, web: { release: pinned("5.6.0.11-4") } })).toBeUndefined();
  });
});

const part = fc.nat(9999);
const version = fc.tuple(part, part, part, part);
test("versions are compared as numbers, whatever they are", () => {
  fc.assert(
    fc.property(version, version, (a, b) => {
      const [first, second] = [a.join("."), b.join(".")];
      const at = a.findIndex((value, i) => value !== b[i]);
      const expected = at < 0 ? 0 : Math.sign((a[at] ?? 0) - (b[at] ?? 0));
      expect(Math.sign(compareVersions(first, second))).toBe(expected);
      expect(compareVersions(versionOf(`${first}-3`), first)).toBe(0);
    }),
  );
});
