import { execFileSync, spawn } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { packFiles } from "../../../host/archive.ts";
import { renderUserData } from "../../../host/boot/user-data.ts";
import { nodeFiles } from "../../../host/files.ts";
import { type HostFile, type NodeSettings, nodeCommands } from "../../../host/node.ts";
import type { EmulatedAws } from "../../support/emulators/aws.ts";
import { program } from "../../support/emulators/programs.ts";
import { type Account, account } from "./account.ts";
import { stubs } from "./stubs.ts";

/** A line of JSON that a node wrote about itself. */
export type Line = Readonly<Record<string, string>>;

/** A folder that plays a node's file system, in which scripts of host/ run with commands that only note that they were called. */
export interface Box {
  readonly folder: string;
  /** The account that the node is in. */
  readonly account: Account;
  /** Runs a script of the node by its path on the node; returns its exit code. */
  readonly run: (path: string, changes?: BoxChanges, args?: readonly string[]) => Promise<number>;
  /** What was called since the last run began, in order, a line each. */
  readonly calls: () => string[];
  /** What the node said of itself since the last run began. */
  readonly lines: () => Line[];
  readonly read: (path: string) => string;
  readonly write: (path: string, content: string, mode?: number) => void;
  readonly has: (path: string) => boolean;
  readonly remove: () => Promise<void>;
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

/** What a stack says of a node, where it is not what most tests say. */
export interface Origin {
  /** The launch template's user data, as the stack has it. */
  readonly script: string;
  readonly bucket: string;
  /** What the node's parameter says. */
  readonly values: string;
  /** The account, with the secrets that the parameter names. */
  readonly aws: EmulatedAws;
}

/** A bucket's name is all accounts'. */
function usual() {
  const bucket = `releases-${randomUUID()}`;
  return { bucket, values: JSON.stringify({ releasesBucket: bucket, fileSystemId: "fs-1", accessPointId: "fsap-1" }) };
}

/** A node that has just started: user data, and what it fetches from AWS. With an origin, nothing but commands of the system is played. */
export async function box(settings: NodeSettings, origin?: Origin): Promise<Box> {
  // Real ones; all else is played.
  for (const name of ["jq", "zstd"] as const) await program(name);
  const folder = mkdtempSync(join(tmpdir(), "xcart-node-"));
  const moved = (text: string) =>
    text
      .replaceAll(/(?<![\w.}$])\/(etc|srv|var|usr\/local|opt)(?=\/)/g, `${folder}/$1`)
      .replaceAll("/run/xcart", `${folder}/run/xcart`)
      .replaceAll("--directory / ", `--directory ${folder} `);
  const write = (path: string, content: string | Buffer, mode = 0o644) => {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    chmodSync(file, mode);
  };
  const files = nodeFiles(settings).map((file) => (origin ? file : played(file)));
  const archive = await packFiles(files.map((file) => ({ ...file, content: moved(file.content) })));
  const { stack, region } = settings;
  const script = origin?.script ?? renderUserData({ stack, region, archive: "", packages: ["aide", "nginx"] });
  // The archive of files that have moved is another.
  write(userData, moved(script.replace(/^ARCHIVE='[0-9a-f]*'$/m, `ARCHIVE='${archive.sha256}'`)), 0o755);
  const { bucket, values } = origin ?? usual();
  const objects = { [`host/${archive.sha256}.tar.gz`]: archive.bytes, ...(settings.release && release(folder, settings.release, write)) };
  const within = await account(folder, { stack, region, bucket, values, objects }, origin?.aws);
  write("/etc/fstab", "");
  mkdirSync(join(folder, "etc/pki/ca-trust/source/anchors"), { recursive: true });
  const commands = stubs(folder, { aws: within.cli.command, instance: within.instance });
  for (const [name, content] of Object.entries(commands)) write(join("/stubs", name), content, 0o755);
  return { folder, account: within, ...inside(folder, within), write };
}

/** What another room's script does is tested there. */
const played = (file: HostFile): HostFile =>
  file.path === nodeCommands.environment ? { ...file, content: "#!/bin/bash\nnote environment\n" } : file;

function inside(folder: string, within: Account): Omit<Box, "account" | "folder" | "write"> {
  const read = (path: string) => readFileSync(join(folder, path), "utf8");
  const has = (path: string) => existsSync(join(folder, path));
  const noted = (name: string) => (has(name) ? read(name).split("\n").filter(Boolean) : []);
  return {
    run: async (path, { failing = "", saying = "it is broken", states = [] } = {}, args = []) => {
      for (const name of ["/calls", "/lines", "/states"]) rmSync(join(folder, name), { force: true });
      writeFileSync(join(folder, "states"), states.map((state) => `${state}\n`).join(""));
      within.wait();
      const env = { PATH: `${join(folder, "stubs")}:${process.env.PATH}`, FAILING: failing, SAYING: saying };
      const child = spawn(join(folder, path), args, { env, stdio: ["ignore", "ignore", "pipe"], timeout: 150_000 });
      const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
      const [stderr, status] = await Promise.all([text(child.stderr), ended]);
      if (status === null) throw new Error(`${path}: did not end: ${stderr}`);
      return status;
    },
    calls: () => noted("/calls"),
    lines: () => noted("/lines").map((line) => JSON.parse(JSON.parse(line)[0].message)),
    read,
    has,
    remove: async () => {
      await within.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A release as the bucket has it: code, compiled classes, an image, a cache. */
function release(folder: string, name: string, write: (path: string, content: string | Buffer) => void): Record<string, Buffer> {
  const files = { "public/index.php": "<?php", "var/run/classes/A.php": "<?php", "public/images/logo.png": "png", "var/cache/old": "old" };
  for (const [path, content] of Object.entries(files)) write(join("/release", path), content);
  const archive = execFileSync("tar", ["--create", "--zstd", "--directory", join(folder, "release"), "."]);
  const description = JSON.stringify({ sha256: createHash("sha256").update(archive).digest("hex") });
  return { [`releases/${name}/release.tar.zst`]: archive, [`releases/${name}/release.json`]: Buffer.from(description) };
}
