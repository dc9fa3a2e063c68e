import { ACMServiceException, GetAcmeExternalAccountBindingCredentialsCommand } from "@aws-sdk/client-acm";
import { GetSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import * as z from "zod/mini";
import type { Authority, CertificateRequest } from "../../domain/contracts/certificate.ts";
import { newKey } from "./keys.ts";
import type { Account, Memory } from "./memory.ts";
import { AuthorityError } from "./problem.ts";
import type { World } from "./run.ts";
import { type Directory, readDirectory, Session, type Signer } from "./session.ts";
import type { Vault } from "./vault.ts";

type Asked = Pick<CertificateRequest, "authorities" | "contacts">;

/** A conversation with an authority by its account, which is made if there is none. */
export async function signedIn(world: World, vault: Vault, authority: Authority, contacts: readonly string[]): Promise<Session> {
  const directory = await readDirectory(authority.directoryUrl);
  const account = await registered(world, vault, authority, directory, contacts);
  return await Session.open(directory, authority.directoryUrl, account);
}

/** Makes the accounts that are missing; an authority that does not answer has none for now. */
export async function register(world: World, vault: Vault, { authorities, contacts }: Asked): Promise<void> {
  for (const authority of authorities) {
    if (known(vault.memory, authority)?.url) continue;
    try {
      await signedIn(world, vault, authority, contacts);
    } catch (error) {
      if (!(error instanceof AuthorityError)) throw error;
      world.log("WARN", "no-account", { authority: authority.name, why: error.message });
    }
  }
}

/** The URLs of the accounts that there are, by the authority's name. */
export const accountUrls = (memory: Memory, authorities: readonly Authority[]): Record<string, string> =>
  Object.fromEntries(
    authorities.flatMap((authority) => {
      const url = known(memory, authority)?.url;
      return url ? [[authority.name, url]] : [];
    }),
  );

/** Forgets an account's URL: its key finds it again, or makes another (RFC 8555 7.3). */
export function forgetUrl(vault: Vault, authority: Authority): void {
  const account = known(vault.memory, authority);
  if (account) vault.note({ accounts: { ...vault.memory.accounts, [authority.name]: { ...account, url: undefined } } });
}

/** An account at another directory, such as the one for trials, is another account. */
function known({ accounts }: Memory, { name, directoryUrl }: Authority): Account | undefined {
  const account = accounts[name];
  return account?.directoryUrl === directoryUrl ? account : undefined;
}

async function registered(
  world: World,
  vault: Vault,
  authority: Authority,
  directory: Directory,
  contacts: readonly string[],
): Promise<Account> {
  const remember = (account: Account) => ({ accounts: { ...vault.memory.accounts, [authority.name]: account } });
  const contact = contacts.map((address) => `mailto:${address}`);
  const found = known(vault.memory, authority);
  if (found?.url) {
    if (found.contacts?.join() === contacts.join()) return found;
    const session = await Session.open(directory, authority.directoryUrl, found);
    await session.post(found.url, { contact });
    const updated = { ...found, contacts: [...contacts] };
    vault.note(remember(updated));
    return updated;
  }
  const account = found ?? { directoryUrl: authority.directoryUrl, key: await newKey("ecdsa-p256") };
  // The key first: a run that is killed right after registering finds its account again by it.
  if (!found) await vault.write(remember(account));
  const session = await Session.open(directory, authority.directoryUrl, await withBinding(world, authority, account));
  const { location } = await session.post(directory.newAccount, { termsOfServiceAgreed: true, contact });
  if (!location) throw new AuthorityError("it gave no account URL");
  const made = { ...account, url: location, contacts: [...contacts] };
  await vault.write(remember(made));
  return made;
}

const bindingSecret = z.object({ kid: z.string(), hmacKey: z.string() });

async function withBinding(world: World, { eabSecretArn, bindingArn }: Authority, { key }: Account): Promise<Signer> {
  if (bindingArn) return { key, binding: await bindingInAcm(world, bindingArn) };
  return eabSecretArn ? { key, binding: await bindingIn(world, eabSecretArn) } : { key };
}

type Binding = NonNullable<Signer["binding"]>;

/** Read when an account is made and kept nowhere: the account's own key is all that is needed from then on. */
async function bindingInAcm({ acm }: World, bindingArn: string): Promise<Binding> {
  try {
    const asked = new GetAcmeExternalAccountBindingCredentialsCommand({ AcmeExternalAccountBindingArn: bindingArn });
    const { KeyId, MacKey } = await acm.send(asked);
    return bindingSecret.parse({ kid: KeyId, hmacKey: MacKey });
  } catch (cause) {
    // An error of what was read could quote the key.
    throw new AuthorityError(
      `${bindingArn}: ACM gives no credentials (${cause instanceof ACMServiceException ? cause.name : "not two texts"})`,
    );
  }
}

async function bindingIn({ secrets }: World, eabSecretArn: string): Promise<Binding> {
  try {
    const { SecretString = "" } = await secrets.send(new GetSecretValueCommand({ SecretId: eabSecretArn }));
    return bindingSecret.parse(JSON.parse(SecretString));
  } catch {
    // Neither the secret's text nor an error that quotes it may reach the log.
    throw new AuthorityError(`${eabSecretArn}: cannot be read, expected {"kid": "…", "hmacKey": "…"} from the authority's site`);
  }
}
