import { type PatchRequest, patchRequest, wentWell } from "../../domain/contracts/patch-window.ts";
import { daysToEndOfLife } from "../../domain/defaults/lifecycle.ts";
import { printLine } from "../emf.ts";
import { awsWorld, type Clients, createClients } from "./aws/world.ts";
import { verdictOn } from "./choice.ts";
import { countsOf, lineOf } from "./metrics.ts";
import { type Tick, tick } from "./tick.ts";
import { lastLook } from "./window.ts";

const clients = createClients();

/** Lambda's entry, called every few minutes: does what is due in a store's patch window. Throws what AWS says, which alarms. */
export async function handler(event: unknown): Promise<void> {
  await runOnce(patchRequest.parse(event), clients, { now: () => new Date(), print: printLine });
}

/** One run: what is due, then one line of log for each record and one of metrics. */
export async function runOnce(
  request: PatchRequest,
  clients: Clients,
  { now, print }: { readonly now: () => Date; readonly print: (line: string) => void },
): Promise<Tick> {
  const world = awsWorld(request, clients, now);
  const done = await tick(request, world);
  for (const record of done.records) print(JSON.stringify({ level: wentWell(record.result) ? "INFO" : "WARN", ...record }));
  if (done.waits !== undefined) print(JSON.stringify({ level: "INFO", message: `waits ${done.waits}` }));
  const id = await world.currentImage();
  const image = id === undefined ? undefined : await verdictOn(id, world);
  const condition = {
    nodes: await world.nodePatches(lastLook(now())),
    image,
    daysToEndOfLife: daysToEndOfLife(now()),
  };
  for (const node of condition.nodes.unknown) print(JSON.stringify({ level: "WARN", unknown: node }));
  if (image && "why" in image) print(JSON.stringify({ level: "WARN", foreignImage: image.why }));
  print(lineOf(request.stack, countsOf(done.state, done.records, condition, now()), now()));
  return done;
}
