import { dataPorts, submissionPorts } from "../defaults/ports.ts";
import type { Participant, Row, StoreFacts } from "./conversations.ts";

const data = ["database", "cache", "sessions", "files", "restored", "copy"] as const satisfies readonly Participant[];

/** Ports that something may listen on, or that an attacker would try. */
const tried = [22, 80, 443, 2049, 3306, 3389, 6379, 65535];

const each = (who: Participant, to: readonly Participant[], ports: readonly number[], why: string): Row[] =>
  to.flatMap((is) => ports.map((port): Row => ({ who, to: { is }, port, why })));

const onlyPort = (of: Participant): number =>
  of === "cache" || of === "sessions" ? dataPorts.cache : of === "files" ? dataPorts.files : dataPorts.database;

/** Every conversation that must fail, whatever else changes. */
export function refusedConversations({ region, mail, hosts }: StoreFacts): Row[] {
  const inner = ["nodes", "builder", "function canary", "function restore-validation", ...data] as const;
  const open = [443, ...(mail ? [mail.port] : [])];
  const [host = "example.com"] = hosts;
  return [
    ...each("shopper", inner, tried, "Only the load balancer is reached from outside"),
    ...each(
      "shopper",
      ["load balancer"],
      tried.filter((port) => port !== 80 && port !== 443),
      "The shop, and nothing else",
    ),
    ...each("load balancer", data, [...tried, ...Object.values(dataPorts)], "The edge has no way to data"),
    ...each(
      "load balancer",
      ["nodes"],
      tried.filter((port) => port !== 443),
      "Nodes answer on HTTPS alone",
    ),
    ...data.flatMap((who) => tried.map((port): Row => ({ who, to: { host }, port, why: "Data has no way out" }))),
    ...data.flatMap((who) => each(who, ["nodes", "builder", "load balancer"], tried, "Data calls nobody")),
    ...data.flatMap((to) =>
      each(
        "nodes",
        [to],
        tried.filter((port) => port !== onlyPort(to) || to === "restored" || to === "copy"),
        "One port each",
      ),
    ),
    ...each("function canary", [...data, "nodes"], tried, "The canary calls the public name only"),
    ...each("function restore-validation", ["database", "cache", "sessions", "files", "copy", "nodes"], tried, "Restored copies only"),
    ...each("builder", ["database", "cache", "sessions", "files", "restored", "nodes"], tried, "A copy, never the store's data"),
    ...[...tried, ...submissionPorts]
      .filter((port) => !open.includes(port))
      .map((port): Row => ({ who: "nodes", to: { host }, port, why: "HTTPS and the port of the settings' mail" })),
    ...tried.map((port): Row => ({ who: "function restore-validation", to: { host }, port, why: "Reads customers' data: no way out" })),
    ...(["nodes", "builder", "function canary"] as const).flatMap((who) => [
      { who, to: { host: "exfiltration.example.net" }, port: 443, why: "A name that no list has" },
      ...each(who, ["nodes"], [22, 80, 443], "Nobody but the load balancer calls nodes"),
    ]),
    ...(["nodes", "builder", "function restore-validation"] as const).flatMap((who): Row[] => [
      { who, to: { bucket: "mallory", action: "s3:PutObject", as: "nobody" }, port: 443, why: "Another account's bucket" },
      { who, to: { bucket: "mallory", action: "s3:PutObject", as: "stranger" }, port: 443, why: "Another account's bucket" },
      { who, to: { bucket: `aws-patch-manager-${region}-mallory`, action: "s3:GetObject", as: "nobody" }, port: 443, why: "A look-alike" },
    ]),
  ];
}
