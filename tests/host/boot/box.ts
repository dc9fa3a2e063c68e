import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { packFiles } from "../../../host/archive.ts";
import { renderUserData } from "../../../host/boot/user-data.ts";
import { nodeFiles } from "../../../host/files.ts";
import { type HostFile, type NodeSettings, nodeCommands } from "../../../host/node.ts";
import { program } from "../../support/emulators/programs.ts";
import { stubs } from "./stubs.ts";

/** A line of JSON that a node wrote about itself. */
export type Line = Readonly<Record<string, string>>;

/** A folder that plays a node's file system, in which scripts of host/ run with commands that only note that they were called. */
export interface Box {
  readonly folder: string;
  /** Runs a script of the node by its path on the node; returns its exit code. */
  readonly run: (path: string, changes?: BoxChanges, args?: readonly string[]) => number;
  /** What was called since the last run began, in order, a line each. */
  readonly calls: () => string[];
  /** What the node said of itself since the last run began. */
  readonly lines: () => Line[];
  readonly read: (path: string) => string;
  readonly write: (path: string, content: string, mode?: number) => void;
  readonly has: (path: string) => boolean;
  readonly remove: () => void;
}

/** How a run differs from one in which all goes well. */
export interface BoxChanges {
  /** What calls fail, as a pattern of the shell's `case`. */
  readonly failing?: string;
  /** What a failing call says last. */
  readonly saying?: string;
  /** States that auto scaling tells, one after the other; the last one stays. */
  readonly states?: readonly string[];
}

/** The path of the user data in a box. */
export const userData = "/var/lib/cloud/user-data";

/** A node that has just started: user data, and what it fetches from AWS. */
export async function box(settings: NodeSettings): Promise<Box> {
  // Real ones; all else is played.
  for (const name of ["jq", "zstd"] as const) await program(name);
  const folder = mkdtempSync(join(tmpdir(), "xcart-node-"));
  const moved = (text: string) =>
    text
      .replaceAll(/(?<![\w.}$])\/(etc|srv|var|usr\/local|opt)(?=\/)/g, `${folder}/$1`)
      .replaceAll("--directory / ", `--directory ${folder} `);
  const write = (path: string, content: string | Buffer, mode = 0o644) => {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    chmodSync(file, mode);
  };
  const archive = await packFiles(nodeFiles(settings).map((file) => ({ ...file, content: moved(played(file).content) })));
  const script = renderUserData({ stack: settings.stack, region: settings.region, archive: archive.sha256, packages: ["aide", "nginx"] });
  write(userData, moved(script), 0o755);
  write("/s3/archive", archive.bytes);
  addRelease(folder, write);
  write("/values.json", JSON.stringify({ releasesBucket: "releases", fileSystemId: "fs-1", accessPointId: "fsap-1" }));
  write("/etc/fstab", "");
  mkdirSync(join(folder, "etc/pki/ca-trust/source/anchors"), { recursive: true });
  for (const [name, content] of Object.entries(stubs(folder))) write(join("/stubs", name), content, 0o755);
  return { folder, ...inside(folder), write };
}

/** What another room's script does is tested there. */
const played = (file: HostFile): HostFile =>
  file.path === nodeCommands.environment ? { ...file, content: "#!/bin/bash\nnote environment\n" } : file;

function inside(folder: string): Omit<Box, "folder" | "write"> {
  const read = (path: string) => readFileSync(join(folder, path), "utf8");
  const has = (path: string) => existsSync(join(folder, path));
  const noted = (name: string) => (has(name) ? read(name).split("\n").filter(Boolean) : []);
  return {
    run: (path, { failing = "", saying = "it is broken", states = [] } = {}, args = []) => {
      for (const name of ["/calls", "/lines", "/states"]) rmSync(join(folder, name), { force: true });
      writeFileSync(join(folder, "states"), states.map((state) => `${state}\n`).join(""));
      const env = { PATH: `${join(folder, "stubs")}:${process.env.PATH}`, FAILING: failing, SAYING: saying };
      const { status, stderr } = spawnSync(join(folder, path), args, { env, encoding: "utf8", timeout: 60_000 });
      if (status === null) throw new Error(`${path}: did not end: ${stderr}`);
      return status;
    },
    calls: () => noted("/calls"),
    lines: () => noted("/lines").map((line) => JSON.parse(JSON.parse(line)[0].message)),
    read,
    has,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A release in the bucket: code, compiled classes, an image, a cache. */
function addRelease(folder: string, write: (path: string, content: string | Buffer) => void): void {
  const files = { "public/index.php": "<?php", "var/run/classes/A.php": "<?php", "public/images/logo.png": "png", "var/cache/old": "old" };
  for (const [path, content] of Object.entries(files)) write(join("/release", path), content);
  const archive = execFileSync("tar", ["--create", "--zstd", "--directory", join(folder, "release"), "."]);
  write("/s3/release.tar.zst", archive);
  write("/s3/release.json", JSON.stringify({ sha256: createHash("sha256").update(archive).digest("hex") }));
}
