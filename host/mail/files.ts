import { configurationSetName } from "../../domain/defaults/mail.ts";
import { type HostFile, type NodeSettings, nodePaths, nodeUsers } from "../node.ts";
import { source } from "../source.ts";
import { mailUnits } from "./units.ts";

const from = (name: string): string => source(import.meta.url, name);

/** The node's mail: a sendmail for PHP, and what sends by the provider that the settings name (docs/decisions/0051). */
export function mailFiles({ stack, region, mail }: NodeSettings): HostFile[] {
  const settings = { ...mail, stack, region, configurationSet: configurationSetName(stack) };
  const modules = ["message", "waiting", "ways"].map((name) => ({
    path: `/usr/local/lib/xcart/mail/${name}.py`,
    mode: 0o644,
    content: from(`${name}.py`),
  }));
  return [
    { path: nodePaths.sendmail, mode: 0o755, content: from("sendmail.py") },
    { path: "/usr/local/lib/xcart/mail/relay.py", mode: 0o644, content: from("relay.py") },
    ...modules,
    { path: "/usr/local/sbin/xcart-mail-credentials", mode: 0o700, content: from("credentials.sh") },
    { path: "/etc/xcart/mail.json", mode: 0o644, content: `${JSON.stringify(settings, null, 2)}\n` },
    { path: "/etc/tmpfiles.d/xcart-mail.conf", mode: 0o644, content: `d ${nodePaths.mail} 0770 root ${nodeUsers.php}\n` },
    ...mailUnits(),
  ];
}
