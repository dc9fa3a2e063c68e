import { accessFiles } from "../../../host/system/access.ts";
import { firewallFile } from "../../../host/system/firewall.ts";
import { isAllowed, type Question, type RolePolicies } from "../judge.ts";
import { nodeSettings } from "../shop/stage.ts";
import { nodeHas } from "./programs.ts";
import { type SimpleCommand, simpleCommands } from "./simple-commands.ts";
import type { Told } from "./told.ts";

/** What a node's role is asked for, and about what. */
export interface NodeRights {
  readonly role: RolePolicies;
  readonly releasesBucketArn: string;
  readonly secretArns: readonly string[];
}

/** What only root may do, beside becoming another: of systemd what changes something, of chrony everything where it has no port. */
const ofRoot: Readonly<Record<string, RegExp>> = {
  aide: /./,
  auditctl: /./,
  ausearch: /./,
  chronyc: /./,
  // The kernel's messages and the system's journal are not shown to everyone: host/system/kernel.ts, systemd-journald(8).
  dmesg: /./,
  dnf: /./,
  journalctl: /./,
  mount: / /,
  nft: /./,
  "php-fpm": /./,
  restorecon: /./,
  runuser: /./,
  semanage: /./,
  systemctl: /^systemctl (?!status|list-|is-|show|cat)/,
  umount: /./,
};

/** Whether a user may do something as root by sudo; asked of the node's own file. */
function maySudo(user: string): boolean {
  const sudoers = accessFiles.find(({ path }) => path === "/etc/sudoers")?.content ?? "";
  return sudoers.split("\n").some((line) => line.split(/\s/)[0] === user || line.startsWith("%") || line.startsWith("ALL"));
}

/** Whether only root gets credentials of the node's role; asked of the node's own firewall. */
const metadataForRoot = firewallFile(nodeSettings).content.includes("ip daddr 169.254.169.254 meta skuid != 0 reject");

/** What is wrong with what is told to run on a node, a sentence each. */
export async function faultsOnNode({ where, as, script }: Told, rights: NodeRights): Promise<string[]> {
  const found = await Promise.all(simpleCommands(script).map(async (command) => await faultOf(command, as, rights)));
  return found.flatMap((fault) => (fault === undefined ? [] : [`${where}: ${fault}`]));
}

async function faultOf(command: SimpleCommand, as: Told["as"], rights: NodeRights): Promise<string | undefined> {
  const [name = ""] = command;
  const line = command.join(" ");
  if (!nodeHas(name)) return `${name}: no package of a node has it`;
  if (as === "session") return faultInSession(name, line);
  return name === "aws" ? await refusedToRole(command, rights) : undefined;
}

function faultInSession(name: string, line: string): string | undefined {
  if (name === "sudo" && !maySudo("ec2-user") && !maySudo("ssm-user")) return "sudo: sudoers make root of no one in a session";
  if ((name === "aws" || line.includes("169.254.169.254")) && metadataForRoot)
    return `${name}: only root gets the role's credentials, a session has none`;
  return ofRoot[name]?.test(line) || name.startsWith("xcart-") || name.startsWith("/usr/local/sbin/")
    ? `${name}: only root may, and a session is not`
    : undefined;
}

async function refusedToRole(command: SimpleCommand, rights: NodeRights): Promise<string | undefined> {
  const needed = needs(command, rights);
  if (!needed) return `aws ${command.slice(1, 3).join(" ")}: no one knows what it needs; add it to tests/support/node/judge.ts`;
  for (const question of needed)
    if (!(await isAllowed(rights.role, question))) return `the node's role may not ${question.action} on ${question.resource}`;
  return undefined;
}

/** What a command asks IAM for, on what it names; variables are taken for the store's own. */
function needs(command: SimpleCommand, { releasesBucketArn, secretArns }: NodeRights): Question[] | undefined {
  const [, service, operation, ...words] = command;
  const ask = (action: string, resource: string): Question => ({ action, resource, context: {} });
  const object = (path: string) => `${releasesBucketArn}/${path.replace(/^(s3:\/\/)?[^/]+\//, "").replace(/\/?$/, "/x0")}`;
  const [from = "", to = ""] = words.filter((word) => !word.startsWith("-"));
  const local = (path: string) => path.startsWith("/") || path.startsWith(".");
  switch (`${service} ${operation}`) {
    case "s3 sync":
    case "s3 cp":
      return [
        ...(local(from) ? [] : [ask("s3:GetObject", object(from))]),
        ...(local(to) ? [] : [ask("s3:PutObject", object(to))]),
        ...(operation === "sync" ? [ask("s3:ListBucket", releasesBucketArn)] : []),
      ];
    case "s3api list-objects-v2":
    case "s3 ls":
      return [ask("s3:ListBucket", releasesBucketArn)];
    case "s3api get-object":
      return [ask("s3:GetObject", `${releasesBucketArn}/x0`)];
    case "s3api put-object":
      return [ask("s3:PutObject", `${releasesBucketArn}/x0`)];
    case "secretsmanager get-secret-value":
      return secretArns.map((arn) => ask("secretsmanager:GetSecretValue", arn));
    case "secretsmanager put-secret-value":
      return secretArns.map((arn) => ask("secretsmanager:PutSecretValue", arn));
    default:
      return undefined;
  }
}
