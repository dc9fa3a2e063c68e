import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Answer, ask } from "../../../cli/doctor/ask.ts";
import { createClients } from "../../../cli/doctor/clients.ts";
import { prepare } from "../../../cli/doctor/command.ts";
import { type Examined, examine } from "../../../cli/doctor/examine.ts";
import type { Line } from "../../../cli/doctor/line.ts";
import { ownProject } from "../../../cli/offline/project.ts";
import { isRecord } from "../../../domain/values.ts";
import { settingsOf } from "../../stacks/graphs.ts";

/** The demo stacks with another account's number, in a folder of their own, prepared for the doctor. */
export async function demoIn(accountId: string, stack: string): Promise<Examined> {
  const folder = mkdtempSync(join(tmpdir(), "doctor-"));
  for (const name of ["demo-prod", "demo-staging", "demo-dev", "demo-account"]) {
    const settings = { ...settingsOf(name), accountId };
    writeFileSync(join(folder, `Pulumi.${name}.yaml`), JSON.stringify({ config: { "xcart-hosting:settings": settings } }));
  }
  return await prepare(ownProject(folder), stack);
}

/** Every command that clients send from now on, as `Client Command`. */
export function recorded(clients: ReturnType<typeof createClients>): Set<string> {
  const sent = new Set<string>();
  const note = (content: unknown) => {
    if (isRecord(content)) sent.add(`${content.clientName} ${content.commandName}`);
  };
  const logger = { trace: note, debug: note, info: note, warn: note, error: note };
  for (const client of Object.values(clients)) client.config.logger = logger;
  return sent;
}

/** A resolver that has been told what the world says. */
export const world = (servers: readonly string[]) => async (): Promise<Answer<readonly string[]>> =>
  await ask("route53:GetHostedZone", async () => servers);

/** The doctor's lines about a stack, by check. */
export async function linesOf(examined: Examined, servers: readonly string[] = []) {
  const clients = createClients(examined.settings.region);
  const sent = recorded(clients);
  const report = await examine(examined, { clients, nameServers: world(servers), texts: async () => ({ known: [] }) });
  const by = Object.fromEntries(report.lines.map((line): [string, Line] => [line.check, line]));
  return { report, by, sent };
}
