import { appendFileSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { writtenFolders } from "../../../host/boot/mounts.ts";
import { program } from "../../support/emulators/programs.ts";
import { type Box, box, userData } from "../boot/box.ts";
import { settings } from "../settings.ts";

const command = "/usr/local/sbin/xcart-integrity";
let node: Box;
/** A file of the node, as a path on the machine that plays it. */
const at = (path: string) => join(node.folder, path);
const ofRelease = (path: string) => `${node.release.path}/${path}`;
const add = (path: string, content: string) => {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), content);
};
const said = async () => {
  await node.run(command, {}, ["check"]);
  return node.lines();
};

beforeAll(async () => {
  await program("aide");
  node = await box({ ...settings });
  node.write("/opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl", node.read("/stubs/note"), 0o755);
  await node.run(userData);
  // Nothing here is of a package.
  node.write("/stubs/rpm", "#!/bin/bash\nexit 1\n", 0o755);
  for (const folder of ["boot", "opt", "root"]) mkdirSync(at(folder), { recursive: true });
  // AIDE watches where a node has things, which here is below the box.
  writeFileSync(
    at("/etc/aide.conf"),
    node.read("/etc/aide.conf").replaceAll(/^(!?)(\/(?:boot|root|usr|etc|opt) )/gm, `$1${node.folder}$2`),
  );
  add(ofRelease("public/index.php"), "<?php // as released");
  add(ofRelease("public/old.php"), "<?php // as released");
});
afterAll(async () => await node.remove());

describe("the daily comparison of a node's files", () => {
  test("says so where there is nothing to compare with", async () => {
    expect(await said()).toEqual([expect.objectContaining({ event: "integrity", outcome: "broken", reason: "there is no baseline" })]);
  });

  test("finds nothing right after the baseline, whose checksum both lines have", async () => {
    expect(await node.run(command, {}, ["baseline"])).toBe(0);
    const [baseline] = node.lines();
    expect(baseline).toMatchObject({ event: "integrity", outcome: "baseline", release: "5.6.0.12-1" });
    expect(await said()).toEqual([expect.objectContaining({ outcome: "clean", baseline: baseline?.baseline, explained: "0" })]);
  });

  test("says nothing of what changes by itself: the environment, logs, caches", async () => {
    add("/etc/xcart/environment", "SECRET=2");
    for (const inside of writtenFolders) writeFileSync(node.at(`/srv/xcart/current/${inside}/a.php`), "<?php");
    add("/var/log/xcart/php.log", "a line");
    expect(await said()).toMatchObject([{ outcome: "clean" }]);
  });

  test("finds a file of the release that was changed, one that was added, one that is gone", async () => {
    appendFileSync(at(ofRelease("public/index.php")), "eval($_POST[1]);");
    add(ofRelease("public/shell.php"), "<?php");
    renameSync(at(ofRelease("public/old.php")), at("/var/log/old.php"));
    const [line] = await said();
    expect(line).toMatchObject({ outcome: "findings", count: "3" });
    const found = line?.files
      ?.split(" ")
      .filter(Boolean)
      .map((path) => path.slice(path.lastIndexOf("/") + 1));
    expect(found).toEqual(["index.php", "old.php", "shell.php"]);
  });

  test("leaves out what a signed package explains, and nothing else", async () => {
    const released = at(ofRelease("public/shell.php"));
    // A package that has the file as it is; one that has it otherwise.
    const package_ = (verified: string) => `#!/bin/bash
case "$*" in
  "--query --file ${released}") exit 0 ;;
  "--verify --file ${released}") printf '%s\\n' '${verified}' ;;
  *) exit 1 ;;
esac
`;
    node.write("/stubs/rpm", package_(""), 0o755);
    expect(await said()).toMatchObject([{ outcome: "findings", count: "2" }]);
    node.write("/stubs/rpm", package_(`S.5....T.    ${released}`), 0o755);
    expect(await said()).toMatchObject([{ outcome: "findings", count: "3" }]);
  });

  test("finds compiled classes that were changed, where X-Cart reads them from", async () => {
    appendFileSync(at(ofRelease(".run/classes/A.php")), "eval($_POST[1]);");
    expect(node.read("/srv/xcart/current/var/run/classes/A.php")).toContain("eval");
    expect((await said())[0]?.files).toContain("/.run/classes/A.php ");
  });

  test("says so where it cannot look", async () => {
    writeFileSync(at("/etc/aide.conf"), "no = settings of AIDE");
    expect(await said()).toEqual([expect.objectContaining({ outcome: "broken", reason: expect.stringMatching(/^aide ended with \d+$/) })]);
  });
});
