import { X509Certificate } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { ACMClient, GetCertificateCommand, ImportCertificateCommand } from "@aws-sdk/client-acm";
import { ChangeResourceRecordSetsCommand, CreateHostedZoneCommand, Route53Client } from "@aws-sdk/client-route-53";
import { CreateSecretCommand, GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { challengeRecords } from "../../../components/certificate/plan.ts";
import { certificateStatements } from "../../../components/certificate/policy.ts";
import type { CertificateOutcome, CertificateRequest } from "../../../domain/contracts/certificate.ts";
import { endOf, split } from "../../../functions/certificate/chain.ts";
import { type Memory, parseMemory } from "../../../functions/certificate/memory.ts";
import { renew } from "../../../functions/certificate/renew.ts";
import { theWorld, type World } from "../../../functions/certificate/run.ts";
import { findModels } from "../../support/aws/model.ts";
import { emulatedAws } from "../../support/emulators/aws.ts";
import { type ChallengeServer, startChallengeServer } from "../../support/emulators/challenge-server.ts";
import { DnsBridge } from "../../support/emulators/dns-bridge.ts";
import { type EnforcedAws, enforced } from "../../support/emulators/enforced.ts";
import { type Gateway, gateway } from "../../support/emulators/gateway.ts";
import { type Loopback, loopbackCertificate, type Pebble, type PebbleOptions, startPebble } from "../../support/emulators/pebble.ts";
import { carrying } from "./replies.ts";

/** What suites share: DNS, and one authority of each kind that was asked for. */
export interface Backdrop {
  readonly loopback: Loopback;
  readonly dns: ChallengeServer;
  pebble(options?: PebbleOptions): Promise<Pebble>;
  /** What has to end with it. */
  readonly ends: (() => Promise<void>)[];
  stop(): Promise<void>;
}

/** Raises it. */
export async function backdrop(): Promise<Backdrop> {
  const loopback = loopbackCertificate();
  const dns = await startChallengeServer();
  const ends = [dns.stop];
  return {
    loopback,
    dns,
    ends,
    pebble: async (options) => {
      const pebble = await startPebble(loopback, dns.dns, options);
      ends.push(pebble.stop);
      return pebble;
    },
    stop: async () => void (await Promise.all(ends.map((end) => end()))),
  };
}

type Client = Awaited<ReturnType<typeof emulatedAws>>["client"];
type Clients = ReturnType<typeof clients>;

const clients = (client: Client) => ({
  acm: new ACMClient({ ...client, maxAttempts: 6 }),
  route53: new Route53Client({ ...client, maxAttempts: 6 }),
  secrets: new SecretsManagerClient({ ...client, maxAttempts: 6 }),
});

/** What is known before a stage's zone stands. */
interface Ground {
  readonly zone: string;
  readonly account: Awaited<ReturnType<typeof emulatedAws>>;
  readonly aws: Gateway;
  /** In front of the gateway, for the function alone. */
  readonly iam: EnforcedAws;
  readonly authorities: readonly Gateway[];
  readonly dns: ChallengeServer;
}

/** A store's zone, secret and bootstrap certificate in an account of its own, and what may be done to them. */
export class Stage {
  readonly aws: Gateway;
  readonly authorities: readonly Gateway[];
  readonly zone: string;
  readonly bridge: DnsBridge;
  /** What the AWS SDK reads to get to the account through the gateway. */
  readonly environment: Readonly<Record<string, string>>;
  /** The same with the function's role, which may do less. */
  readonly functionEnvironment: Readonly<Record<string, string>>;
  /** Lines that runs printed, parsed. */
  readonly printed: Record<string, unknown>[] = [];
  readonly #direct: Clients;
  readonly #gated: Clients;
  readonly #zones: string[] = [];
  readonly #iam: EnforcedAws;
  #request: CertificateRequest | undefined;

  constructor({ zone, account, aws, iam, authorities, dns }: Ground) {
    this.aws = aws;
    this.#iam = iam;
    this.authorities = authorities;
    this.zone = zone;
    this.environment = { ...account.environment, AWS_ENDPOINT_URL: aws.url };
    this.functionEnvironment = { ...account.environment, AWS_ENDPOINT_URL: iam.url };
    this.#direct = clients(account.client);
    this.#gated = clients({ ...account.client, endpoint: iam.url });
    this.bridge = new DnsBridge(this.#direct.route53, dns, this.#zones);
    aws.hooks.after = carrying(this.bridge);
  }

  /** What the function is asked; its authorities are `ca0`, `ca1` …, its only name `www` of the zone. */
  get request(): CertificateRequest {
    if (!this.#request) throw new Error("the stage is not furnished yet");
    return this.#request;
  }

  get zoneId(): string {
    return this.request.zoneId;
  }

  async furnish(): Promise<void> {
    await findModels();
    const bootstrap = loopbackCertificate();
    const certificate = { Certificate: Buffer.from(bootstrap.cert), PrivateKey: Buffer.from(bootstrap.key) };
    const { CertificateArn = "" } = await this.#direct.acm.send(new ImportCertificateCommand(certificate));
    const { ARN = "" } = await this.#direct.secrets.send(new CreateSecretCommand({ Name: `${this.zone}/certificate` }));
    this.#request = {
      stack: "demo-test",
      domains: [`www.${this.zone}`],
      zoneId: await this.addZone(this.zone),
      certificateArn: CertificateArn,
      secretArn: ARN,
      keyType: "ecdsa-p256",
      authorities: this.authorities.map(({ url }, at) => ({ name: `ca${at}`, directoryUrl: `${url}/dir` })),
      freezes: [],
      contacts: ["ops@shop.example"],
      onFailure: "throw",
    };
    await this.grant(this.#request);
  }

  /** Grants what the component does for a request. */
  async grant(request: CertificateRequest): Promise<void> {
    const { domains, authorities, delegations = [] } = request;
    await this.#iam.grant(
      certificateStatements({
        ...request,
        region: "us-east-1",
        zone: this.zone,
        records: challengeRecords(domains),
        delegations,
        eabSecretArns: authorities.flatMap(({ eabSecretArn }) => eabSecretArn ?? []),
        bindingArns: authorities.flatMap(({ bindingArn }) => bindingArn ?? []),
        challenged: true,
        dataKeyArn: "arn:aws:kms:us-east-1:111111111111:key/data",
      }),
    );
  }

  world(overrides: Partial<World> = {}): World {
    const print = (line: string) => void this.printed.push(JSON.parse(line));
    return theWorld({ ...this.#gated, print, deadline: Date.now() + 90_000, ...overrides });
  }

  async run(changes?: Partial<CertificateRequest>, overrides?: Partial<World>): Promise<CertificateOutcome> {
    const request = { ...this.request, ...changes };
    await this.grant(request);
    return await renew(this.world(overrides), request);
  }

  /** What ACM holds. */
  async standing(): Promise<X509Certificate> {
    const { Certificate = "" } = await this.#inAcm();
    return new X509Certificate(Certificate);
  }

  /** The names of what ACM holds. */
  async names(): Promise<string[]> {
    return ((await this.standing()).subjectAltName ?? "").replaceAll("DNS:", "").split(", ").sort();
  }

  /** Common name of the issuer that the chain in ACM ends at. */
  async chainEnd(): Promise<string> {
    const { CertificateChain = "" } = await this.#inAcm();
    // moto adds Amazon's root to every chain.
    return endOf(split(CertificateChain).slice(0, -1));
  }

  /** TXT values by name. */
  async txt(): Promise<Record<string, string[]>> {
    return await this.bridge.values();
  }

  async memory(): Promise<Memory> {
    const { SecretString = "" } = await this.#direct.secrets.send(new GetSecretValueCommand({ SecretId: this.request.secretArn }));
    return parseMemory(SecretString);
  }

  /** Writes records as someone else would. */
  async record(type: "TXT" | "CNAME" | "A", values: Readonly<Record<string, string>>): Promise<void> {
    const Changes = Object.entries(values).map(([Name, Value]) => ({
      Action: "CREATE" as const,
      ResourceRecordSet: { Name, Type: type, TTL: 300, ResourceRecords: [{ Value }] },
    }));
    await this.#direct.route53.send(new ChangeResourceRecordSetsCommand({ HostedZoneId: this.zoneId, ChangeBatch: { Changes } }));
    await this.bridge.carry();
  }

  /** Another zone of the account; gives its id. */
  async addZone(name: string): Promise<string> {
    const { HostedZone } = await this.#direct.route53.send(new CreateHostedZoneCommand({ Name: name, CallerReference: name }));
    const id = HostedZone?.Id?.replace("/hostedzone/", "") ?? "";
    this.#zones.push(id);
    return id;
  }

  /** Another secret of the account; gives its ARN. */
  async secret(SecretString: string): Promise<string> {
    const { ARN = "" } = await this.#direct.secrets.send(new CreateSecretCommand({ Name: `${this.zone}/other`, SecretString }));
    return ARN;
  }

  async stop(): Promise<void> {
    await Promise.all([this.aws, ...this.authorities].map((each) => each.stop()));
    await this.#iam.stop();
  }

  async #inAcm() {
    return await this.#direct.acm.send(new GetCertificateCommand({ CertificateArn: this.request.certificateArn }));
  }
}

let stages = 0;

/** Sets a stage in front of authorities, which are asked in their order; it ends with the backdrop. */
export async function stage({ loopback, dns, ends }: Backdrop, pebbles: readonly Pebble[]): Promise<Stage> {
  const account = await emulatedAws();
  const aws = await gateway({ target: account.endpoint, operationOf: awsOperation });
  const iam = await enforced(aws.url, account.accountId);
  const authorities = await Promise.all(
    pebbles.map(({ origin }) => gateway({ target: origin, operationOf: acmeOperation, tls: loopback })),
  );
  const set = new Stage({ zone: `shop${++stages}-${process.pid}.example`, account, aws, iam, authorities, dns });
  ends.push(async () => await set.stop());
  await set.furnish();
  return set;
}

function awsOperation({ method, url = "", headers }: IncomingMessage): string {
  const target = headers["x-amz-target"];
  if (typeof target === "string") return target.replace(/^.*\./, "");
  if (url.includes("/rrset")) return method === "POST" ? "ChangeResourceRecordSets" : "ListResourceRecordSets";
  return url.includes("/change/") ? "GetChange" : "GetHostedZone";
}

const acmeOperation = ({ url = "" }: IncomingMessage): string => url.split("/")[1] ?? "";
