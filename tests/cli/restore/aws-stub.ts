import { createServer, type IncomingMessage, type Server } from "node:http";
import { freePort } from "../../support/emulators/server.ts";

/** A recovery point as AWS Backup lists it. */
export interface ListedPoint {
  readonly RecoveryPointArn: string;
  readonly ResourceArn: string;
  /** Seconds since 1970. */
  readonly CreationDate: number;
  readonly Status?: string;
  readonly BackupSizeInBytes?: number;
}

/** What the emulated AWS does not know, to be set by a test. */
export interface Stubbed {
  /** By vault and type: `shop-prod-backup EFS`. */
  points: Record<string, ListedPoint[]>;
  jobs: Record<string, unknown>[];
  /** RDS's own backups: identifier, id, from and to (ISO 8601), status. */
  windows: { identifier: string; resourceId: string; from: string; to: string; status: string }[];
  metadata: Record<string, string>;
  /** Bodies of StartRestoreJob. */
  started: Record<string, unknown>[];
  /** Of jobs that are started. */
  status: "COMPLETED" | "RUNNING";
  /** What StartRestoreJob answers instead, if it fails. */
  refusal?: { readonly status: number; readonly type: string; readonly message: string };
}

/** A server before the emulated AWS. */
export interface AwsStub {
  readonly endpoint: string;
  readonly state: Stubbed;
  close(): Promise<void>;
}

/**
 * Passes every call on to the emulated AWS (moto 5.2) but those that it lacks: of AWS Backup ListRecoveryPointsByBackupVault,
 * GetRecoveryPointRestoreMetadata, ListRestoreJobs, StartRestoreJob and DescribeRestoreJob; of RDS what
 * DescribeDBInstanceAutomatedBackups says of ids and times.
 */
export async function stubAws(behind: string): Promise<AwsStub> {
  const state: Stubbed = { points: {}, jobs: [], windows: [], metadata: {}, started: [], status: "COMPLETED" };
  const port = await freePort();
  const server = createServer((request, response) => {
    answer(request, behind, state).then(
      ({ status, headers, body }) => response.writeHead(status, headers).end(body),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return { endpoint: `http://127.0.0.1:${port}`, state, close: () => closeServer(server) };
}

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string | Buffer;
}

const closeServer = (server: Server) =>
  new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

async function answer(request: IncomingMessage, behind: string, state: Stubbed): Promise<Answer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const url = new URL(request.url ?? "/", behind);
  return backup(request.method ?? "GET", url, body, state) ?? rds(body, state) ?? (await passOn(request, url, body));
}

function backup(method: string, url: URL, body: Buffer, state: Stubbed): Answer | undefined {
  const path = decodeURIComponent(url.pathname);
  const vault = /^\/backup-vaults\/([^/]+)\/recovery-points\/?$/.exec(path)?.[1];
  if (vault) return json({ RecoveryPoints: state.points[`${vault} ${url.searchParams.get("resourceType")}`] ?? [] });
  if (path.endsWith("/restore-metadata")) return json({ RestoreMetadata: state.metadata });
  if (method === "GET" && /^\/restore-jobs\/?$/.test(path)) return json({ RestoreJobs: state.jobs });
  if (method === "PUT" && /^\/restore-jobs\/?$/.test(path)) return startJob(JSON.parse(body.toString()), state);
  const id = /^\/restore-jobs\/([^/]+)$/.exec(path)?.[1];
  return id ? json(state.jobs.find(({ RestoreJobId }) => RestoreJobId === id) ?? {}) : undefined;
}

function startJob(asked: Record<string, unknown>, state: Stubbed): Answer {
  const { refusal } = state;
  if (refusal) return { ...json({ message: refusal.message, __type: refusal.type }), status: refusal.status };
  state.started.push(asked);
  const RestoreJobId = `job-${state.started.length}`;
  const { RecoveryPointArn, ResourceType } = asked;
  state.jobs.push({
    RestoreJobId,
    RecoveryPointArn,
    ResourceType,
    Status: state.status,
    CreationDate: Date.now() / 1000,
    PercentDone: "40.00%",
  });
  return json({ RestoreJobId });
}

function rds(body: Buffer, { windows }: Stubbed): Answer | undefined {
  if (!body.includes("Action=DescribeDBInstanceAutomatedBackups&")) return undefined;
  const listed = windows.map(
    ({ identifier, resourceId, from, to, status }) =>
      `<DBInstanceAutomatedBackup><DBInstanceIdentifier>${identifier}</DBInstanceIdentifier><DbiResourceId>${resourceId}</DbiResourceId><RestoreWindow><EarliestTime>${from}</EarliestTime><LatestTime>${to}</LatestTime></RestoreWindow><Status>${status}</Status><AllocatedStorage>100</AllocatedStorage></DBInstanceAutomatedBackup>`,
  );
  const name = "DescribeDBInstanceAutomatedBackups";
  const xml = `<${name}Response xmlns="http://rds.amazonaws.com/doc/2014-10-31/"><${name}Result><DBInstanceAutomatedBackups>${listed.join("")}</DBInstanceAutomatedBackups></${name}Result></${name}Response>`;
  return { status: 200, headers: { "content-type": "text/xml" }, body: xml };
}

const json = (value: unknown): Answer => ({ status: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(value) });

async function passOn(request: IncomingMessage, url: URL, body: Buffer): Promise<Answer> {
  const headers = Object.fromEntries(
    ["authorization", "content-type", "x-amz-date", "x-amz-security-token"].flatMap((name) => {
      const value = request.headers[name];
      return typeof value === "string" ? [[name, value]] : [];
    }),
  );
  const method = request.method ?? "GET";
  const response = await fetch(url, { method, headers, ...(method === "GET" ? {} : { body: new Uint8Array(body) }) });
  const type = response.headers.get("content-type") ?? "text/plain";
  const errorType = response.headers.get("x-amzn-errortype");
  return {
    status: response.status,
    headers: { "content-type": type, ...(errorType && { "x-amzn-errortype": errorType }) },
    body: Buffer.from(await response.arrayBuffer()),
  };
}
