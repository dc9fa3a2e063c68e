import { X509Certificate } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { ACMClient, GetCertificateCommand, ImportCertificateCommand } from "@aws-sdk/client-acm";
import { ChangeResourceRecordSetsCommand, CreateHostedZoneCommand, Route53Client } from "@aws-sdk/client-route-53";
import { CreateSecretCommand, GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { endOf, split } from "../../../functions/certificate/chain.ts";
import { type Memory, parseMemory } from "../../../functions/certificate/memory.ts";
import { renew } from "../../../functions/certificate/renew.ts";
import type { Authority, CertificateOutcome, CertificateRequest } from "../../../functions/certificate/request.ts";
import { theWorld, type World } from "../../../functions/certificate/run.ts";
import { emulatedAws } from "../../support/emulators/aws.ts";
import { type ChallengeServer, startChallengeServer } from "../../support/emulators/challenge-server.ts";
import { DnsBridge } from "../../support/emulators/dns-bridge.ts";
import { type Gateway, gateway, type Passing, type Reply } from "../../support/emulators/gateway.ts";
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
  /** Common name of the issuer that the chain in ACM ends at. */
  chainEnd(): Promise<string>;
  /** The names of what ACM holds. */
  names(): Promise<string[]>;
  /** TXT values by name. */
  txt(): Promise<Record<string, string[]>>;
  memory(): Promise<Memory>;
  /** Writes TXT or CNAME records as somebody else would. */
  record(type: "TXT" | "CNAME", name: string, value: string, zoneId?: string): Promise<void>;
  addZone(name: string): Promise<string>;
  /** Another secret of the account; gives its ARN. */
  secret(value: string): Promise<string>;
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

  async function chainEnd(): Promise<string> {
    const { CertificateChain = "" } = await direct.acm.send(new GetCertificateCommand({ CertificateArn: request.certificateArn }));
    // moto adds Amazon's root to every chain.
    return endOf(split(CertificateChain).slice(0, -1));
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
    chainEnd,
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
    secret: async (SecretString) => (await direct.secrets.send(new CreateSecretCommand({ Name: `${zone}/other`, SecretString }))).ARN ?? "",
    stop: async () => void (await Promise.all([aws.stop(), ...authorities.map((authority) => authority.stop())])),
  };
}

type Client = Awaited<ReturnType<typeof emulatedAws>>["client"];

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

/** What an ACME request says (RFC 8555 6.2). */
export function payloadOf({ body }: Passing): Record<string, unknown> {
  const { payload }: { payload: string } = JSON.parse(body);
  return payload ? JSON.parse(Buffer.from(payload, "base64url").toString()) : {};
}

/** Answers as AWS does when it refuses. */
export const refusal = (code: string, status = 400): Reply => ({
  status,
  headers: { "content-type": "application/x-amz-json-1.1", "x-amzn-errortype": code },
  body: JSON.stringify({ __type: code, message: `made up: ${code}` }),
});

/** The same in Route 53's words. */
export const route53Refusal = (code: string, status = 400): Reply => ({
  status,
  headers: { "content-type": "text/xml" },
  body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>made up: ${code}</Message></Error></ErrorResponse>`,
});

/** Answers as an authority does when it refuses (RFC 8555 6.7). */
export const problem = (
  type: string,
  detail: string,
  { status = 400, headers = {} }: Partial<Pick<Reply, "status" | "headers">> = {},
): Reply => ({
  status,
  headers: { "content-type": "application/problem+json", ...headers },
  body: JSON.stringify({ type: `urn:ietf:params:acme:error:${type}`, detail }),
});

function awsOperation({ method, url = "", headers }: IncomingMessage): string {
  const target = headers["x-amz-target"];
  if (typeof target === "string") return target.replace(/^.*\./, "");
  if (url.includes("/rrset")) return method === "POST" ? "ChangeResourceRecordSets" : "ListResourceRecordSets";
  return url.includes("/change/") ? "GetChange" : "GetHostedZone";
}

const acmeOperation = ({ url = "" }: IncomingMessage): string => url.split("/")[1] ?? "";
