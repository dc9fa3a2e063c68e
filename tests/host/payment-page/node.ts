import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { nodeFiles } from "../../../host/files.ts";
import type { NodeSettings } from "../../../host/node.ts";

/** A line that a script writes of a node. */
export type Said = Readonly<Record<string, string>>;

/** A node's files in a folder, in which its scripts run; what they say goes to a file in place of AWS. */
export interface Stand {
  write(path: string, content: string): void;
  read(path: string): string;
  /** Runs one of the node's commands; what it said of the node, in order. */
  run(command: string): { readonly status: number | null; readonly said: readonly Said[]; readonly stderr: string };
  remove(): void;
}

/** In place of report.sh, which asks AWS: tests/host/boot has the real one. */
const report = `export LC_ALL=C
metadata() { echo i-0123456789abcdef0; }
event() {
  local name=$1 outcome=$2
  shift 2
  jq --null-input --compact-output '[$ARGS.positional[] | capture("^(?<key>[^=]*)=(?<value>.*)$")] | from_entries' \\
    --args "event=$name" "outcome=$outcome" "$@" >> /var/log/said
}
`;

/** Stands up what of a node's files the payment page's scripts need. */
export function stand(settings: NodeSettings): Stand {
  const folder = mkdtempSync(join(tmpdir(), "xcart-stand-"));
  const moved = (text: string) => text.replaceAll(/(?<![\w.}$])\/(etc|srv|var|usr\/local)(?=\/)/g, `${folder}/$1`);
  const write = (path: string, content: string, mode = 0o644) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content, { mode });
  };
  const wanted = /payment-page|xcart-(blocked|scripts)$|node\.json$/;
  // Programs are told where things are by the commands that run them.
  for (const { path, content, mode } of nodeFiles(settings)) {
    if (wanted.test(path)) write(path, path.includes("/sbin/") ? moved(content) : content, mode);
  }
  write("/usr/local/lib/xcart/report.sh", moved(report));
  for (const state of ["blocked", "scripts"]) mkdirSync(join(folder, `var/lib/xcart-${state}`), { recursive: true });
  return {
    write,
    read: (path) => readFileSync(join(folder, path), "utf8"),
    run: (command) => {
      write("/var/log/said", "");
      const { status, stderr } = spawnSync(join(folder, command), { encoding: "utf8", timeout: 60_000 });
      const said = readFileSync(join(folder, "var/log/said"), "utf8").split("\n").filter(Boolean);
      return { status, stderr, said: said.map((line): Said => JSON.parse(line)) };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
