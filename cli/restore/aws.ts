import { BackupClient } from "@aws-sdk/client-backup";
import { EFSClient } from "@aws-sdk/client-efs";
import { RDSClient } from "@aws-sdk/client-rds";
import { messageOf, UserError } from "../offline/faults.ts";

/** The clients of one Region. They take endpoint and credentials from the SDK's standard environment. */
export interface Aws {
  readonly region: string;
  readonly backup: BackupClient;
  readonly rds: RDSClient;
  readonly efs: EFSClient;
}

/** Clients for a Region. */
export function awsIn(region: string): Aws {
  return { region, backup: new BackupClient({ region }), rds: new RDSClient({ region }), efs: new EFSClient({ region }) };
}

/** What a call answers; whatever goes wrong is a UserError that begins with `what`. */
export async function tell<T>(what: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw new UserError(reasonOf(what, error));
  }
}

/** The same, but undefined where AWS says that there is no such thing. */
export function ask<T>(what: string, call: () => Promise<T>): Promise<T | undefined> {
  return tell(what, () => call().catch((error: unknown) => (isMissing(error) ? undefined : Promise.reject(error))));
}

/** All pages of a listing. */
export async function pages<Page, Item>(
  what: string,
  paginator: AsyncIterable<Page>,
  items: (page: Page) => readonly Item[] | undefined,
): Promise<Item[]> {
  const all: Item[] = [];
  await tell(what, async () => {
    for await (const page of paginator) all.push(...(items(page) ?? []));
  });
  return all;
}

const nameOf = (error: unknown) => (error instanceof Error ? error.name : "");
const isMissing = (error: unknown) => /NotFound(Fault|Exception)?$|^FileSystemNotFound$/.test(nameOf(error));

function reasonOf(what: string, error: unknown): string {
  const name = nameOf(error);
  if (/^(CredentialsProviderError|TokenProviderError)$/.test(name))
    return `${what}: got no AWS credentials, expected those of the store's account (AWS_PROFILE, \`aws sso login\`), or --dry-run, which asks nobody`;
  if (/^(ExpiredToken|UnrecognizedClient|InvalidClientTokenId|InvalidSignature|SignatureDoesNotMatch)/.test(name))
    return `${what}: got AWS credentials that have expired or are wrong (${messageOf(error)}), expected those of the store's account`;
  if (/^AccessDenied|^NotAuthorized|^Unauthorized/.test(name))
    return `${what}: AWS refuses it to these credentials (${messageOf(error)}), expected those of somebody who may restore`;
  const [detail] = (error instanceof AggregateError ? error.errors.map(messageOf).join("; ") : messageOf(error)).split("\n");
  return `${what}: AWS did not do it (${[name, detail].filter(Boolean).join(": ")})`;
}
