import { browserCheck } from "../../domain/defaults/firewall-visitors.ts";
import { type HostFile, type NodeSettings, nodePaths } from "../node.ts";
import { source } from "../source.ts";
import { asPhp } from "./values.ts";

/** The lock of the logins: its code, and its settings as PHP that is compiled once. */
export function lockFiles({ stack, domain, loginLock }: NodeSettings): HostFile[] {
  const file = (name: string, content: string): HostFile => ({ path: `${nodePaths.host}/${name}`, mode: 0o644, content });
  return [
    ...["login-lock.php", "login-lock-answers.php", "login-lock-subjects.php", "login-lock.lua"].map((name) =>
      file(name, source(import.meta.url, name)),
    ),
    file(
      "login-lock-settings.php",
      `<?php\n// Written by boot.\nreturn ${asPhp({ stack, loginPage: `https://${domain}/?target=login&${browserCheck}=1`, ...loginLock })};\n`,
    ),
  ];
}
