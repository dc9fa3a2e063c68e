import { execFileSync, spawn } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { sharedOwner } from "../../../domain/defaults/files.ts";
import { packFiles } from "../../../host/archive.ts";
import { renderUserData } from "../../../host/boot/user-data.ts";
import { nodeFiles } from "../../../host/files.ts";
import { type HostFile, type NodeSettings, nodeCommands, releaseFolder } from "../../../host/node.ts";
import type { EmulatedAws } from "../../support/emulators/aws.ts";
import { program } from "../../support/emulators/programs.ts";
import { type MountNamespace, mountNamespace } from "../../support/mount-namespace.ts";
import { type Account, account } from "./account.ts";
import { stubs } from "./stubs.ts";

/** A line of JSON that a node wrote about itself. */
export type Line = Readonly<Record<string, string>>;

/** A folder that plays a node's file system, in which scripts of host/ run with commands that only note that they were called. */
export interface Box {
  readonly folder: string;
  /** The account that the node is in. */
  readonly account: Account;
  /** The release of the settings: its path on the node once it is unpacked, and its archive, which is empty where the bucket has had it before. */
  readonly release: { readonly path: string; readonly sha256: string; readonly archive: Buffer };
  /** Where this process finds a path of the node, with what is mounted there. */
  readonly at: (path: string) => string;
  /** Runs a program of this machine on the node as PHP's user, and returns what it prints. */
  readonly asPhp: (command: string, ...args: readonly string[]) => string;
  /** Takes away what is mounted, as a start of the system does before it mounts again. */
  readonly reboot: () => Promise<void>;
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
  /**
   * A file of the node as this machine needs it, given as it is in the box's folder.
   *
   * @default - as it is
   */
  readonly file?: (file: HostFile, folder: string) => string;
  /** Whether the bucket has the release already. @default - it gets {@link released} */
  readonly hasRelease?: true;
}

/** A bucket's name is all accounts'. */
function usual() {
  const bucket = `releases-${randomUUID()}`;
  return { bucket, values: JSON.stringify({ releasesBucket: bucket, fileSystemId: "fs-1", accessPointId: "fsap-1" }) };
}

/** A node that has just started: user data, and what it fetches from AWS. With an origin, nothing but commands of the system is played. */
export async function box(asked: NodeSettings, origin?: Origin): Promise<Box> {
  // Real ones; all else is played.
  for (const name of ["jq", "zstd", "systemd-analyze"] as const) await program(name);
  const folder = mkdtempSync(join(tmpdir(), "xcart-node-"));
  // PHP's user looks in.
  chmodSync(folder, 0o755);
  const moved = (text: string) =>
    text
      .replaceAll(/(?<![\w.}$])\/(etc|run|srv|var|usr\/local|opt)(?=\/)/g, `${folder}/$1`)
      .replaceAll("--directory / ", `--directory ${folder} `);
  const write = (path: string, content: string | Buffer, mode = 0o644) => {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    chmodSync(file, mode);
  };
  // The settings name the very archive that is in the bucket.
  const made = asked.release && !origin?.hasRelease ? release(folder, asked.release.name, write) : undefined;
  const settings = made && asked.release ? { ...asked, release: { ...asked.release, sha256: made.sha256 } } : asked;
  const files = nodeFiles(settings).map((file) => (origin ? file : played(file)));
  const here = files.map((file) => ({ ...file, content: moved(file.content) }));
  const archive = await packFiles(origin?.file ? here.map((file) => ({ ...file, content: origin.file?.(file, folder) ?? "" })) : here);
  const { stack, region } = settings;
  const script = origin?.script ?? renderUserData({ stack, region, archive: "", packages: ["aide", "nginx"] });
  // The archive of files that have moved is another.
  write(userData, moved(script.replace(/^ARCHIVE='[0-9a-f]*'$/m, `ARCHIVE='${archive.sha256}'`)), 0o755);
  const { bucket, values } = origin ?? usual();
  const objects = {
    [`host/${archive.sha256}.tar.gz`]: archive.bytes,
    ...made?.objects,
  };
  const within = await account(folder, { stack, region, bucket, values, objects }, origin?.aws);
  write("/etc/fstab", "");
  for (const path of ofTheImage) mkdirSync(join(folder, path), { recursive: true });
  // EFS: an access point has one owner.
  mkdirSync(join(folder, "efs"));
  chownSync(join(folder, "efs"), sharedOwner.uid, sharedOwner.gid);
  const commands = stubs(folder, { aws: within.cli, instance: within.instance });
  for (const [name, content] of Object.entries(commands)) write(join("/stubs", name), content, 0o755);
  const { name = "", sha256 = "" } = settings.release ?? {};
  const unpacked = { path: `/srv/xcart/releases/${releaseFolder({ name, sha256 })}`, sha256, archive: made?.archive ?? Buffer.alloc(0) };
  return { folder, account: within, release: unpacked, ...inside(folder, within, await mountNamespace()), write };
}

/** What another room's script does is tested there. */
const played = (file: HostFile): HostFile =>
  file.path === nodeCommands.environment ? { ...file, content: "#!/bin/bash\nnote environment\n" } : file;

/** Folders that Amazon Linux and its packages bring. */
const ofTheImage = [
  ...["etc/pki/ca-trust/source/anchors", "etc/audit", "etc/pam.d", "etc/security", "usr/local", "var/log/audit"],
  "opt/aws/amazon-cloudwatch-agent/etc",
];

function inside(folder: string, within: Account, first: MountNamespace): Omit<Box, "account" | "folder" | "release" | "write"> {
  let mounts = first;
  // Seen from outside, the absolute link to the release would lead past what is mounted in it.
  const at = (path: string) => {
    const [, inside] = /^\/srv\/xcart\/current\/(.*)$/.exec(path) ?? [];
    return inside === undefined
      ? join(mounts.see(folder), path)
      : join(mounts.see(readlinkSync(join(folder, "srv/xcart/current"))), inside);
  };
  const read = (path: string) => readFileSync(at(path), "utf8");
  const has = (path: string) => existsSync(at(path));
  const noted = (name: string) => (has(name) ? read(name).split("\n").filter(Boolean) : []);
  return {
    at,
    asPhp: (command, ...args) => {
      const { uid, gid } = sharedOwner;
      const [enter, ...rest] = [...mounts.enter, "setpriv", `--reuid=${uid}`, `--regid=${gid}`, "--clear-groups", "--", command, ...args];
      return execFileSync(enter, rest, { encoding: "utf8", stdio: "pipe" });
    },
    reboot: async () => {
      await mounts.end();
      mounts = await mountNamespace();
    },
    run: async (path, { failing = "", saying = "it is broken", states = [] } = {}, args = []) => {
      for (const name of ["/calls", "/lines", "/states"]) rmSync(join(folder, name), { force: true });
      // PHP's user notes its calls too.
      writeFileSync(join(folder, "calls"), "");
      chmodSync(join(folder, "calls"), 0o666);
      writeFileSync(join(folder, "states"), states.map((state) => `${state}\n`).join(""));
      within.wait();
      const env = { PATH: `${join(folder, "stubs")}:${process.env.PATH}`, FAILING: failing, SAYING: saying };
      const [command, ...enter] = mounts.enter;
      const child = spawn(command, [...enter, join(folder, path), ...args], { env, stdio: ["ignore", "ignore", "pipe"], timeout: 150_000 });
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
      await Promise.all([within.stop(), mounts.end()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What the release of a box consists of: code, compiled classes, an image, caches. */
export const released: Readonly<Record<string, string>> = {
  "assets/shop.less": ".shop { color: @colour }",
  "bin/shop.php": readFileSync(join(import.meta.dirname, "shop/shop.php"), "utf8"),
  "public/index.php": "<?php",
  "public/images/logo.png": "png",
  "public/var/resources/default/old.css": "old",
  "public/var/theme/custom.css": "own",
  "var/.lessFiles.php": "old",
  "var/cache/old": "old",
  "var/data/feed.xml": "feed",
  "var/installed.yaml": "kept",
  "var/run/classes/A.php": "<?php return 'compiled';",
};

/** A release as the bucket has it, and the checksum by which settings name it. */
export function release(folder: string, name: string, write: Box["write"], files = released) {
  for (const [path, content] of Object.entries(files)) write(join("/release", name, path), content);
  const archive = execFileSync("tar", ["--create", "--zstd", "--directory", join(folder, "release", name), "."]);
  const sha256 = createHash("sha256").update(archive).digest("hex");
  const objects = {
    [`releases/${name}/release.tar.zst`]: archive,
    [`releases/${name}/release.json`]: Buffer.from(JSON.stringify({ sha256 })),
  };
  return { archive, objects, sha256 };
}
