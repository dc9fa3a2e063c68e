import { execFileSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { statSync } from "node:fs";
import { join } from "node:path";
import { type ChangeAction, ChangeResourceRecordSetsCommand, GetChangeCommand } from "@aws-sdk/client-route-53";
import acme from "acme-client";
import { bundle } from "../components/function/bundle.ts";
import { rehearse } from "../functions/certificate/rehearse.ts";
import { backdrop, type Stage, stage } from "../tests/functions/certificate/stage.ts";
import { nameFolder } from "../tests/support/emulators/global-setup.ts";
import tearDown from "../tests/support/emulators/global-teardown.ts";

const root = join(import.meta.dirname, "..");

/** Prints how long the certificate's function takes against Pebble and moto, beside a plain acme-client order for the same names. */
export async function benchCertificate(rounds: number): Promise<void> {
  nameFolder();
  const shared = await backdrop();
  try {
    const pebble = await shared.pebble();
    const [plain, order, whole, late]: number[][] = [[], [], [], []];
    // One more than is counted: the first loads what the others find loaded.
    for (let round = 0; round <= rounds; round++) {
      const on = await stage(shared, [pebble]);
      const domains = [`shop.${on.zone}`, `www.${on.zone}`];
      await on.grant({ ...on.request, domains: [...domains, `late.${on.zone}`] });
      const counted = (times: number[] = [], time: number) => void (round && times.push(time));
      counted(plain, await timed(() => plainOrder(on, domains)));
      counted(order, await timed(() => rehearse({ ...on.request, domains }, { world: on.world() })));
      counted(whole, await timed(() => on.run({ domains })));
      counted(late, await lateness(on));
      await on.stop();
    }
    print({ plain, order, whole, late }, loading(rounds));
  } finally {
    await shared.stop();
    tearDown();
  }
}

type Times = Readonly<Record<"plain" | "order" | "whole" | "late", number[] | undefined>>;

function print({ plain = [], order = [], whole = [], late = [] }: Times, { size, cpu }: ReturnType<typeof loading>): void {
  const ratio = (times: number[]) => (median(times) / median(plain)).toFixed(2);
  console.log("\nThe certificate's function, against Pebble and moto; medians in milliseconds");
  console.log(`  plain acme-client order, two names      ${ms(plain)}`);
  console.log(`  our order (a rehearsal)                 ${ms(order)}   ${ratio(order)} times   target 1.3`);
  console.log(`  our whole run, with secret and ACM      ${ms(whole)}   ${ratio(whole)} times`);
  console.log(`  noticed after the authority was done    ${ms(late)}   target 500`);
  console.log(`  loading the bundle, processor time      ${ms(cpu)}   target 300`);
  console.log(`  the bundle, kB                          ${(size / 1000).toFixed(0).padStart(6)}   target 2000`);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** What acme-client's own recipe does, its records written and waited for as ours are. */
async function plainOrder(on: Stage, domains: readonly string[]): Promise<void> {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const accountKey = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const client = new acme.Client({ directoryUrl: on.request.authorities[0]?.directoryUrl ?? "", accountKey });
  const [, csr] = await acme.crypto.createCsr({ altNames: [...domains] }, await acme.crypto.createPrivateEcdsaKey());
  const { route53 } = on.world();
  const change = async (Action: ChangeAction, name: string, value: string) => {
    const ResourceRecords = [{ Value: `"${value}"` }];
    const ResourceRecordSet = { Name: `_acme-challenge.${name}`, Type: "TXT" as const, TTL: 60, ResourceRecords };
    const ChangeBatch = { Changes: [{ Action, ResourceRecordSet }] };
    return await route53.send(new ChangeResourceRecordSetsCommand({ HostedZoneId: on.zoneId, ChangeBatch }));
  };
  await client.auto({
    csr,
    termsOfServiceAgreed: true,
    challengePriority: ["dns-01"],
    skipChallengeVerification: true,
    challengeCreateFn: async ({ identifier }, _, value) => {
      const { ChangeInfo } = await change("UPSERT", identifier.value, value);
      await route53.send(new GetChangeCommand({ Id: ChangeInfo?.Id }));
    },
    challengeRemoveFn: async ({ identifier }, _, value) => void (await change("DELETE", identifier.value, value)),
  });
}

/** How long after the authority has validated a run asks and hears of it, where that takes 1.3 seconds. */
async function lateness(on: Stage): Promise<number> {
  let [asked, heard] = [0, 0];
  const done = () => asked + 1300;
  for (const { hooks } of on.authorities)
    hooks.after = ({ operation }, reply) => {
      if (operation === "chalZ") asked ||= performance.now();
      if (operation !== "my-order" || heard) return undefined;
      if (performance.now() < done()) return { ...reply, body: reply.body.replace('"status": "ready"', '"status": "pending"') };
      heard = performance.now();
      return undefined;
    };
  await on.run({ domains: [`late.${on.zone}`] });
  return heard - done();
}

/** Bytes of the bundle, and milliseconds of processor time that importing it takes in a fresh process. */
function loading(rounds: number) {
  const file = join(root, bundle("certificate"), "index.mjs");
  const program = `const before = process.cpuUsage(); await import(${JSON.stringify(file)});
    const { user, system } = process.cpuUsage(before); console.log((user + system) / 1000);`;
  const cpu = Array.from({ length: rounds }, () => Number(execFileSync(process.execPath, ["--input-type=module", "-e", program])));
  return { size: statSync(file).size, cpu };
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const ms = (values: readonly number[]) => median(values).toFixed(0).padStart(6);
