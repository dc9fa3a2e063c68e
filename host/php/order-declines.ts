import { browserCheck } from "../../domain/defaults/firewall-visitors.ts";
import { type HostFile, type NodeSettings, nodePaths } from "../node.ts";
import { source } from "../source.ts";
import { asPhp } from "./values.ts";

/** The rate of declined payments: its code, and its settings as PHP that is compiled once. */
export function declinesFiles({ stack, domain, orderDeclines }: NodeSettings): HostFile[] {
  const file = (name: string, content: string): HostFile => ({ path: `${nodePaths.host}/${name}`, mode: 0o644, content });
  const settings = { stack, checkoutPage: `https://${domain}/?target=checkout&${browserCheck}=1`, ...orderDeclines };
  return [
    ...["order-declines.php", "order-declines.lua"].map((name) => file(name, source(import.meta.url, name))),
    file("order-declines-settings.php", `<?php\n// Written by boot.\nreturn ${asPhp(settings)};\n`),
  ];
}
