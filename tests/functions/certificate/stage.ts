import { X509Certificate } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { ACMClient, GetCertificateCommand, ImportCertificateCommand } from "@aws-sdk/client-acm";
import { ChangeResourceRecordSetsCommand, CreateHostedZoneCommand, Route53Client } from "@aws-sdk/client-route-53";
import { CreateSecretCommand, GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { type Memory, parseMemory } from "../../../functions/certificate/memory.ts";
import { renew } from "../../../functions/certificate/renew.ts";
import type { Authority, CertificateOutcome, CertificateRequest } from "../../../functions/certificate/request.ts";
import { theWorld, type World } from "../../../functions/certificate/run.ts";
import { emulatedAws } from "../../support/emulators/aws.ts";
import { type ChallengeServer, startChallengeServer } from "../../support/emulators/challenge-server.ts";
import { DnsBridge } from "../../support/emulators/dns-bridge.ts";
import { type Gateway, gateway } from "../../support/emulators/gateway.ts";
import { type Loopback, loopbackCertificate, type Pebble, type PebbleOptions, startPebble } from "../../support/emulators/pebble.ts";

/** What suites share: DNS, and one authority of each kind that was asked for. */
export interface Backdrop {
  readonly loopback: Loopback;
  readonly dns: ChallengeServer;
  pebble(options?: PebbleOptions): Promise<Pebble>;
  stop(): Promise<void>;
}

export async function backdrop(): Promise<Backdrop> {
  const loopback = loopbackCertificate();
  const dns = await startChallengeServer();
  const pebbles: Pebble[] = [];
  return {
    loopback,
    dns,
    pebble: async (options) => {
      const pebble = await startPebble(loopback, dns.dns, options);
      pebbles.push(pebble);
      return pebble;
    },
    stop: async () => {
      await Promise.all([...pebbles.map((pebble) => pebble.stop()), dns.stop()]);
    },
  };
}

/** A store's zone, secret and bootstrap certificate in an account of its own, and what may be done to them. */
export interface Stage {
  readonly aws: Gateway;
  readonly authorities: readonly Gateway[];
  readonly zone: string;
  readonly zoneId: string;
  readonly bridge: DnsBridge;
  readonly request: CertificateRequest;
  readonly environment: Readonly<Record<string, string>>;
  /** Lines that runs printed, parsed. */
  readonly printed: Record<string, unknown>[];
  world(overrides?: Partial<World>): World;
  run(request?: Partial<CertificateRequest>, world?: Partial<World>): Promise<CertificateOutcome>;
  /** What ACM holds. */
  standing(): Promise<X509Certificate>;
  /** The names of what ACM holds. */
  names(): Promise<string[]>;
  /** TXT values by name. */
  txt(): Promise<Record<string, string[]>>;
  memory(): Promise<Memory>;
  /** Writes TXT or CNAME records as somebody else would. */
  record(type: "TXT" | "CNAME", name: string, value: string, zoneId?: string): Promise<void>;
  addZone(name: string): Promise<string>;
  stop(): Promise<void>;
}

let stages = 0;

/** Sets a stage in front of authorities, asked in their order as `ca0`, `ca1` …; `www` of the zone is the usual name. */
export async function stage(backdrop: Backdrop, pebbles: readonly Pebble[]): Promise<Stage> {
  const zone = `shop${++stages}-${process.pid}.example`;
  const account = await emulatedAws();
  const aws = await gateway({ target: account.endpoint, operationOf: awsOperation });
  const authorities = await Promise.all(
    pebbles.map((pebble) => gateway({ target: pebble.origin, operationOf: acmeOperation, tls: backdrop.loopback })),
  );
  const direct = clients(account.client);
  const zones: string[] = [];
  const bridge = new DnsBridge(direct.route53, backdrop.dns, zones);
  aws.hooks.after = carrying(bridge);
  const zoneId = await addZone(zone);
  const request = await set(direct, {
    zone,
    zoneId,
    authorities: authorities.map(({ url }, at) => ({ name: `ca${at}`, directoryUrl: `${url}/dir` })),
  });
  const printed: Record<string, unknown>[] = [];
  const world = (overrides: Partial<World> = {}) =>
    theWorld({
      ...clients({ ...account.client, endpoint: aws.url }),
      print: (line) => void printed.push(JSON.parse(line)),
      deadline: Date.now() + 30_000,
      ...overrides,
    });

  async function addZone(name: string): Promise<string> {
    const { HostedZone } = await direct.route53.send(new CreateHostedZoneCommand({ Name: name, CallerReference: name }));
    const id = HostedZone?.Id?.replace("/hostedzone/", "") ?? "";
    zones.push(id);
    return id;
  }

  async function standing(): Promise<X509Certificate> {
    const { Certificate = "" } = await direct.acm.send(new GetCertificateCommand({ CertificateArn: request.certificateArn }));
    return new X509Certificate(Certificate);
  }

  return {
    aws,
    authorities,
    zone,
    zoneId,
    bridge,
    request,
    environment: { ...account.environment, AWS_ENDPOINT_URL: aws.url },
    printed,
    world,
    run: async (changes, overrides) => await renew(world(overrides), { ...request, ...changes }),
    standing,
    names: async () => ((await standing()).subjectAltName ?? "").replaceAll("DNS:", "").split(", ").sort(),
    txt: async () => await bridge.values(),
    memory: async () => {
      const { SecretString = "" } = await direct.secrets.send(new GetSecretValueCommand({ SecretId: request.secretArn }));
      return parseMemory(SecretString);
    },
    record: async (Type, Name, Value, id = zoneId) => {
      const ResourceRecordSet = { Name, Type, TTL: 300, ResourceRecords: [{ Value }] };
      const ChangeBatch = { Changes: [{ Action: "CREATE" as const, ResourceRecordSet }] };
      await direct.route53.send(new ChangeResourceRecordSetsCommand({ HostedZoneId: id, ChangeBatch }));
      await bridge.carry();
    },
    addZone,
    stop: async () => void (await Promise.all([aws.stop(), ...authorities.map((authority) => authority.stop())])),
  };
}

type Client = Awaited<ReturnType<typeof emulatedAws>>["client"];

// Faults come back at once here, so that repeating them takes no time worth waiting for.
const clients = (client: Client) => ({
  acm: new ACMClient({ ...client, maxAttempts: 6 }),
  route53: new Route53Client({ ...client, maxAttempts: 6 }),
  secrets: new SecretsManagerClient({ ...client, maxAttempts: 6 }),
});

type Place = { readonly zone: string; readonly zoneId: string; readonly authorities: readonly Authority[] };

async function set({ acm, secrets }: ReturnType<typeof clients>, { zone, zoneId, authorities }: Place): Promise<CertificateRequest> {
  const bootstrap = loopbackCertificate();
  const imported = await acm.send(
    new ImportCertificateCommand({ Certificate: Buffer.from(bootstrap.cert), PrivateKey: Buffer.from(bootstrap.key) }),
  );
  const secret = await secrets.send(new CreateSecretCommand({ Name: `${zone}/certificate` }));
  return {
    stack: "demo-test",
    domains: [`www.${zone}`],
    zoneId,
    certificateArn: imported.CertificateArn ?? "",
    secretArn: secret.ARN ?? "",
    keyType: "ecdsa-p256",
    authorities,
    freezes: [],
    contacts: ["ops@shop.example"],
    onFailure: "throw",
  };
}

/** Once a change took effect in the zone, DNS answers by it. */
export const carrying =
  (bridge: DnsBridge): Gateway["hooks"]["after"] =>
  async ({ operation }) => {
    if (operation === "ChangeResourceRecordSets") await bridge.carry();
    return undefined;
  };

function awsOperation({ method, url = "", headers }: IncomingMessage): string {
  const target = headers["x-amz-target"];
  if (typeof target === "string") return target.replace(/^.*\./, "");
  if (url.includes("/rrset")) return method === "POST" ? "ChangeResourceRecordSets" : "ListResourceRecordSets";
  return url.includes("/change/") ? "GetChange" : "GetHostedZone";
}

const acmeOperation = ({ url = "" }: IncomingMessage): string => url.split("/")[1] ?? "";
