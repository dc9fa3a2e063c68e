import { messageOf, UserError } from "../offline/faults.ts";

/** Wording of a command's calls where AWS refuses them. */
export interface CallsOptions {
  /** The permission that the credentials need, such as `restore`. */
  readonly may: string;
  /** Remedy without credentials, after a comma. @default - none */
  readonly otherwise?: string;
}

/** Calls to AWS whose faults are for people: each a UserError of one sentence that begins with what was asked. */
export function awsCalls(options: CallsOptions) {
  return { tell, ask, pages };

  /** The answer of a call; every failure is a UserError that begins with `what`. */
  async function tell<T>(what: string, call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      // Someone has said it better already.
      if (error instanceof UserError) throw error;
      throw new UserError(reasonOf(what, error, options), { cause: error });
    }
  }

  /** The same, but undefined where AWS says that there is no such thing. */
  function ask<T>(what: string, call: () => Promise<T>): Promise<T | undefined> {
    return tell(what, () => call().catch((error: unknown) => (isMissing(error) ? undefined : Promise.reject(error))));
  }

  /** All pages of a listing. */
  async function pages<Page, Item>(
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
}

const nameOf = (error: unknown) => (error instanceof Error ? error.name : "");
const isMissing = (error: unknown) => /NotFound(Fault|Exception)?$|^FileSystemNotFound$/.test(nameOf(error));

function reasonOf(what: string, error: unknown, { may, otherwise }: CallsOptions): string {
  const name = nameOf(error);
  if (/^(CredentialsProviderError|TokenProviderError)$/.test(name))
    return `${what}: got no AWS credentials, expected those of the store's account (AWS_PROFILE, \`aws sso login\`)${otherwise ? `, ${otherwise}` : ""}`;
  if (/^(ExpiredToken|UnrecognizedClient|InvalidClientTokenId|InvalidSignature|SignatureDoesNotMatch)/.test(name))
    return `${what}: got AWS credentials that have expired or are wrong (${messageOf(error)}), expected those of the store's account`;
  if (/^AccessDenied|^NotAuthorized|^Unauthorized/.test(name))
    return `${what}: AWS refuses the call to these credentials (${messageOf(error)}), expected credentials that may ${may}`;
  const [detail] = (error instanceof AggregateError ? error.errors.map(messageOf).join("; ") : messageOf(error)).split("\n");
  return `${what}: the call failed (${[name, detail].filter(Boolean).join(": ")})`;
}
