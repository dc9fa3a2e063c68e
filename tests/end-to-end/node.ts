import { chownSync, mkdirSync, readdirSync, readFileSync, rmdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { sharedOwner } from "../../domain/defaults/files.ts";
import { nodePackages } from "../../host/boot/packages.ts";
import { renderUserData } from "../../host/boot/user-data.ts";
import { nginxFiles } from "../../host/nginx/files.ts";
import { nginxPlace } from "../../host/nginx/place.ts";
import { type HostFile, type NodeSettings, type NodeValues, nodePaths } from "../../host/node.ts";
import { type Box, box, userData } from "../host/boot/box.ts";
import type { EmulatedAws } from "../support/emulators/aws.ts";
import { workerUser } from "../support/emulators/nginx.ts";
import { program } from "../support/emulators/programs.ts";
import { freePort } from "../support/emulators/server.ts";
import { nodeIni } from "../support/shop/php.ts";
import { machinery } from "./machinery.ts";

/** What a node of a store finds where it starts. */
export interface Environment {
  readonly settings: NodeSettings;
  readonly values: NodeValues;
  readonly aws: EmulatedAws;
  /** Folder that plays the store's EFS, with `xcart` of its access point inside. */
  readonly fileSystem: string;
  /** Authorities of the database, and of the caches, as PEM. */
  readonly databaseAuthority: string;
  readonly systemAuthorities: string;
  readonly databasePort: number;
}

/** A node that boot has made: nginx and PHP-FPM answer, cron and worker run. */
export interface StoreNode {
  readonly box: Box;
  readonly port: number;
  /** Runs commands as Systems Manager's agent does: as root, on the node. Throws with what they say on standard error. */
  command(text: string): Promise<string>;
  /** What X-Cart has logged under a name. */
  logged(name: string): string;
  stop(): Promise<void>;
}

/** Where on this machine a path of the node is, as box.ts has it. */
const placed = (folder: string) => (text: string) =>
  text.replaceAll(/(?<![\w.}$])\/(etc|run|srv|var|usr\/local|opt)(?=\/)/g, `${folder}/$1`);

/** Starts a node by its user data, as EC2 does. Throws with the end of its boot's log where it gives itself back. */
export async function storeNode(around: Environment): Promise<StoreNode> {
  const { settings, values, aws, fileSystem } = around;
  const [nginx, phpFpm, port] = [await program("nginx"), await program("php-fpm"), await freePort()];
  const { stack, region } = settings;
  const script = renderUserData({ stack, region, archive: "", packages: nodePackages("8.3") });
  const made = await box(settings, {
    ...{ aws, script, bucket: values.releasesBucket, values: JSON.stringify(values), hasRelease: true },
    file: (file, folder) => fitted(file, folder, port, around),
  });
  const { folder } = made;
  rmdirSync(join(folder, "efs"));
  symlinkSync(join(fileSystem, "xcart"), join(folder, "efs"));
  for (const path of ["/var/lib/nginx/tmp", "/var/log/nginx", "/run"]) mkdirSync(join(folder, path), { recursive: true });
  made.write("/etc/pki/tls/certs/ca-bundle.crt", around.systemAuthorities);
  made.write("/opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl", made.read("/stubs/amazon-cloudwatch-agent-ctl"), 0o755);
  for (const name of ["curl", "mount", "systemctl"]) made.write(`/stubs/${name}-of-box`, made.read(`/stubs/${name}`), 0o755);
  const commands = machinery({
    ...{ folder, nginx, phpFpm, port, fileSystem },
    databasePort: around.databasePort,
    ini: nodeIni(placed(folder)),
  });
  for (const [name, text] of Object.entries(commands)) made.write(`/stubs/${name}`, text, 0o755);
  const node = { box: made, port, ...working(made) };
  if ((await made.run(userData)) === 0) return node;
  const log = made.read("/var/log/xcart/boot.log");
  await node.stop();
  throw new Error(`a node of ${settings.release?.name} does not come up:\n${log.slice(-3000)}`);
}

/** A file with this machine's users, authorities and ports in it. */
function fitted(file: HostFile, folder: string, port: number, around: Environment): string {
  const { path, content } = file;
  if (path === nodePaths.databaseAuthorities) return around.databaseAuthority;
  if (path === "/etc/php-fpm.d/xcart.conf")
    return content
      .replace("user = xcart", `user = ${sharedOwner.uid}`)
      .replace("group = xcart", `group = ${sharedOwner.gid}`)
      .replaceAll("= nginx", `= ${workerUser}`);
  if (!path.startsWith("/etc/nginx/")) return content;
  const real = nginxPlace(around.settings);
  const entries = Object.entries(real).map(([name, value]) => [name, value.startsWith("/") ? join(folder, value) : value]);
  const place = { ...real, ...Object.fromEntries(entries), listen: `127.0.0.1:${port}`, user: workerUser };
  return nginxFiles(around.settings, place).find((one) => one.path === join(folder, path))?.content ?? "";
}

let commands = 0;

function working(made: Box): Pick<StoreNode, "command" | "logged" | "stop"> {
  const { folder } = made;
  const command = async (text: string) => {
    const path = `/var/lib/command-${++commands}`;
    const said = join(folder, `${path}.out`);
    made.write(path, `#!/bin/bash\nexec > ${said} 2>&1\n${placed(folder)(text)}\n`, 0o755);
    const status = await made.run(path);
    const printed = readFileSync(said, "utf8");
    if (status !== 0) throw new Error(printed);
    return printed;
  };
  return {
    command,
    logged: (name) => {
      const logs = join(folder, "var/log/xcart/app");
      const files = readdirSync(logs, { recursive: true, encoding: "utf8" }).filter((path) => path.includes(`/${name}.`));
      return files.map((path) => readFileSync(join(logs, path), "utf8")).join("");
    },
    stop: async () => {
      // As it goes when an instance is terminated: anyone who holds a lease would be waited for.
      await command(
        `for job in ${folder}/units/xcart-{cron,worker}; do kill -KILL -- "-$(cat "$job")"; done; systemctl stop nginx php-fpm`,
      ).catch(() => undefined);
      await made.remove();
    },
  };
}

/** A folder that plays an empty EFS with the store's access point. */
export function makeFileSystem(at: string): string {
  mkdirSync(join(at, "xcart"), { recursive: true });
  chownSync(join(at, "xcart"), sharedOwner.uid, sharedOwner.gid);
  return at;
}

/** Waits until something is so; throws with what it is that has not become so. */
export async function eventually(what: string, look: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!(await look())) {
    if (Date.now() > deadline) throw new Error(`within a minute it has not come about that ${what}`);
    await sleep(100);
  }
}
