import type { HostFile, NodeSettings } from "../node.ts";
import { clientPart } from "./client.ts";
import { closedMap, closedPart } from "./closed.ts";
import { defaultServer } from "./default-server.ts";
import { fastcgiPart, scriptPart } from "./fastcgi.ts";
import { headerParts } from "./headers.ts";
import { logPart } from "./log.ts";
import { mainFile } from "./main.ts";
import { policyPart } from "./payment-page.ts";
import { type NginxPlace, nginxPlace, nodePatience, type Patience } from "./place.ts";
import { requestPart } from "./request.ts";
import { apiPart, healthPart, refusedPart, reportPart, shopPart, shopServer } from "./shop.ts";
import { staticPart } from "./static.ts";

/** All that nginx reads. Throws where a setting is not of the form that fits into its files; settings of a stack always are. */
export function nginxFiles(
  settings: NodeSettings,
  place: NginxPlace = nginxPlace(settings),
  patience: Patience = nodePatience,
): HostFile[] {
  const parts: Readonly<Record<string, string>> = {
    client: clientPart(settings),
    request: [requestPart(settings), closedMap, policyPart(settings)].join("\n"),
    log: logPart(place),
    fastcgi: fastcgiPart(place),
    index: scriptPart("index"),
    service: scriptPart("service"),
    api: apiPart,
    shop: shopPart,
    refused: refusedPart,
    closed: closedPart(place),
    health: healthPart(place),
    report: reportPart(place),
    static: staticPart(place),
    ...headerParts(settings),
  };
  return [
    file(`${place.folder}/nginx.conf`, mainFile({ settings, place, patience, servers: servers(settings, place) })),
    ...Object.entries(parts).map(([name, content]) => file(`${place.folder}/xcart/${name}.conf`, content)),
  ];
}

const file = (path: string, content: string): HostFile => ({ path, mode: 0o644, content });

function servers(settings: NodeSettings, place: NginxPlace): string[] {
  const { domain, aliases, adminHost } = settings;
  const names = [...new Set([domain, ...aliases])];
  const shop = names.filter((name) => name !== adminHost);
  return [
    defaultServer(place),
    shopServer(settings, place, shop, adminHost === undefined),
    ...(adminHost === undefined ? [] : [shopServer(settings, place, [adminHost], true)]),
  ];
}
