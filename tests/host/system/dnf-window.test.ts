import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { nodeFiles } from "../../../host/files.ts";
import { settings } from "../settings.ts";

/** The plugin where dnf looks for it, beside as much of dnf as it asks for. */
const stub = `class Plugin:
    def __init__(self, base):
        self.base = base


class exceptions:
    class Error(Exception):
        pass
`;

/** dnf, once it knows what it would change: `packages` of the command line. */
const run = `import sys, types
import dnf, xcart_window

window = xcart_window.Window(types.SimpleNamespace(transaction=sys.argv[1:]))
try:
    window.resolved()
    print("changed")
except dnf.exceptions.Error as refused:
    print(refused)
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "xcart-dnf-"));
  const plugin = nodeFiles(settings).find(({ path }) => path.endsWith("/xcart_window.py"))?.content ?? "";
  mkdirSync(join(folder, "dnf"));
  for (const [name, content] of Object.entries({ "dnf/__init__.py": stub, "xcart_window.py": plugin, "run.py": run }))
    writeFileSync(join(folder, name), content);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What dnf says as the child of a shell, which is a program of this name's, `/name (with) words` too. */
function dnf(ancestor: string, ...packages: readonly string[]): string {
  const command = `exec -a "$1" bash --norc -c '"$@"; exit' "$1" sh -c '"$@"; exit' sh python3 "\${@:2}"`;
  const { stdout, stderr } = spawnSync("bash", ["--norc", "-c", command, "bash", ancestor, join(folder, "run.py"), ...packages], {
    encoding: "utf8",
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1" },
  });
  return stdout.trim() || stderr;
}

const refused = "packages change in the patch windows only, see docs/node.md";

test.each([
  ["Patch Manager, in its window", "/usr/bin/ssm-document-worker", "changed"],
  ["Patch Manager by a longer name", "/usr/bin/ssm-document-worker 0123 i-1", "changed"],
  ["someone in a session", "/usr/bin/ssm-session-worker", refused],
  ["cron, outside of any window", "/usr/sbin/crond", refused],
  ["a name in odd letters", "/tmp/a) (b\nc", refused],
])("packages that %s changes", (_who, ancestor, said) => {
  expect(dnf(ancestor, "nginx", "php")).toBe(said);
});

test("a look that changes nothing is anyone's", () => {
  expect(dnf("/usr/sbin/crond")).toBe("changed");
});
