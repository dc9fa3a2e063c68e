import { paginateListHostedZones, Route53Client } from "@aws-sdk/client-route-53";
import type { StoreSettings } from "../../stacks/settings/resolve.ts";
import { messageOf, UserError } from "../offline/faults.ts";

/** The id of the store's zone: as the settings have it, or as Route 53 says by its name. */
export async function zoneIdOf({ stack, dns, region }: StoreSettings): Promise<string> {
  if (dns.zoneId) return dns.zoneId;
  const client = new Route53Client({ region });
  const found: string[] = [];
  await asking(stack, async () => {
    for await (const { HostedZones = [] } of paginateListHostedZones({ client }, {}))
      for (const { Id = "", Name, Config } of HostedZones)
        if (Name === `${dns.zone}.` && !Config?.PrivateZone) found.push(Id.replace("/hostedzone/", ""));
  });
  const [id, ...others] = found;
  if (id && others.length === 0) return id;
  const got = found.length === 0 ? "no public zone of that name" : `${found.length} public zones of that name (${found.join(", ")})`;
  throw new UserError(
    `${stack}: dns.zone: got ${got} in this account, expected one${found.length === 0 ? `: ${dns.zone}` : ", or dns.zoneId"}`,
  );
}

/** Asks AWS; what it refuses, or why it cannot be asked, is a UserError of one sentence. */
export async function asking<T>(stack: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw new UserError(`${stack}: ${explained(error)}`, { cause: error });
  }
}

/** Why AWS could not be asked, or what it refused, in a sentence. */
function explained(error: unknown): string {
  const name = error instanceof Error ? error.name : "";
  if (name === "CredentialsProviderError")
    return "got no AWS credentials, expected those of the store's account (AWS_PROFILE, or `aws sso login`)";
  if (/^(ExpiredToken|InvalidClientTokenId|UnrecognizedClient|InvalidSignature)/.test(name))
    return `got AWS credentials that are refused (${name}), expected those of the store's account`;
  // Node says with several errors that none of a host's addresses answers.
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  // What AWS says is often a sentence without a subject; its name tells more.
  return error instanceof Error && "$metadata" in error ? `${messageOf(first)} (${name})` : messageOf(first) || name;
}
