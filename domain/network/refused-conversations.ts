import { dataPorts, submissionPorts } from "../defaults/ports.ts";
import type { Participant, Row, StoreFacts } from "./conversations.ts";

const data = ["database", "cache", "sessions", "files", "restored", "copy"] as const satisfies readonly Participant[];

/** Ports that something may listen on, or that an attacker would try. */
const tried = [22, 80, 443, 2049, 3306, 3389, 6379, 65535];

const each = (who: Participant, to: readonly Participant[], ports: readonly number[], why: string): Row[] =>
  to.flatMap((is) => ports.map((port): Row => ({ who, to: { is }, port, why })));

const onlyPort = (of: Participant): number =>
  of === "cache" || of === "sessions" ? dataPorts.cache : of === "files" ? dataPorts.files : dataPorts.database;

const but = (...open: readonly number[]): number[] => tried.filter((port) => !open.includes(port));

const out = (who: Participant, host: string, ports: readonly number[], why: string): Row[] =>
  ports.map((port) => ({ who, to: { host }, port, why }));

/** Every conversation that must fail, whatever else changes. */
export const refusedConversations = (facts: StoreFacts): Row[] => [...fromTheEdge(), ...withData(), ...insideOnly(), ...outward(facts)];

const fromTheEdge = (): Row[] => [
  ...each(
    "shopper",
    ["nodes", "builder", "function canary", "function database-users", "function restore-validation", ...data],
    tried,
    "Only the load balancer is reached from outside",
  ),
  ...each("shopper", ["load balancer"], but(80, 443), "The shop, and nothing else"),
  ...each("load balancer", data, tried, "The edge has no way to data"),
  ...each("load balancer", ["nodes"], but(443), "Nodes answer on HTTPS alone"),
];

const withData = (): Row[] => [
  ...data.flatMap((who) => each(who, ["nodes", "builder", "load balancer"], tried, "The data tier opens no connections")),
  ...(["database", "cache", "sessions", "files"] as const).flatMap((to) => each("nodes", [to], but(onlyPort(to)), "One port each")),
  ...each("nodes", ["restored", "copy"], tried, "Others' copies"),
  ...each("builder", ["database"], but(dataPorts.database), "One port"),
  ...each("builder", ["cache", "sessions", "files", "restored", "nodes"], tried, "The database and its copy, never what nodes share"),
  ...each("function canary", [...data, "nodes"], tried, "The canary calls the public name only"),
  ...each("function database-users", ["database"], but(dataPorts.database), "One port"),
  ...each("function database-users", ["cache", "sessions", "files", "restored", "copy", "nodes"], tried, "The database only"),
  ...each("function restore-validation", ["database", "cache", "sessions", "files", "copy", "nodes"], tried, "Restored copies only"),
];

const insideOnly = (): Row[] =>
  (["nodes", "builder", "function canary"] as const).flatMap((who) =>
    each(who, ["nodes"], [22, 80, 443], "Only the load balancer calls nodes"),
  );

function outward({ region, mail, hosts }: StoreFacts): Row[] {
  const [host = "my.x-cart.com"] = hosts;
  const closed = [...tried, ...submissionPorts].filter((port) => port !== 443 && port !== mail?.port);
  const bucket = (who: Participant, to: Extract<Row["to"], { readonly bucket: string }>, why: string): Row => ({ who, to, port: 443, why });
  return [
    ...data.flatMap((who) => out(who, host, tried, "The data tier has no egress")),
    ...out("function restore-validation", host, tried, "Reads customers' data: no egress"),
    ...out("function database-users", host, tried, "Knows the master user's password: no egress"),
    ...out("nodes", host, closed, "HTTPS and the port of the settings' mail"),
    ...(["nodes", "builder", "function canary"] as const).flatMap((who) =>
      out(who, "exfiltration.invalid", [443], "A name that no list has"),
    ),
    ...(["nodes", "builder", "function restore-validation"] as const).flatMap((who) => [
      ...(["unsigned", "stranger", "intruder"] as const).flatMap((as) =>
        ([undefined, "path", "address"] as const).map((by) =>
          bucket(who, { bucket: "mallory", action: "s3:PutObject", as, ...(by && { by }) }, "Another account's bucket"),
        ),
      ),
      bucket(who, { bucket: `aws-patch-manager-${region}-mallory`, action: "s3:GetObject", as: "unsigned", by: "path" }, "A look-alike"),
    ]),
  ];
}
