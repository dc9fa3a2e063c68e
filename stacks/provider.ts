import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity.js";
import { Provider } from "@pulumi/aws/provider.js";
import type { ComponentResourceOptions, Input, InvokeOutputOptions } from "@pulumi/pulumi";
import { Provider as RandomProvider } from "@pulumi/random/provider.js";
import { Provider as TlsProvider } from "@pulumi/tls/provider.js";
import type { Region } from "../components/defaults/regions.ts";

/** Where a stack lives. */
export interface Home {
  readonly region: Region;
  readonly accountId?: string | undefined;
}

/** The providers of a stack, and what its components are handed. */
export interface Providers {
  readonly aws: Provider;
  readonly accountId: Input<string>;
  /** Options of every component: whatever is below takes its providers from here. */
  readonly opts: ComponentResourceOptions;
}

/** The stack's own providers, since there are no default ones (Pulumi.yaml); AWS's knows Region and account, and tags all it makes. */
export function createProviders({ region, accountId }: Home, tags: Readonly<Record<string, string>>): Providers {
  const aws = new Provider("aws", { region, ...(accountId && { allowedAccountIds: [accountId] }), defaultTags: { tags: { ...tags } } });
  return {
    aws,
    accountId: accountId ?? getCallerIdentityOutput({}, lookup(aws)).accountId,
    opts: { providers: [aws, new TlsProvider("tls"), new RandomProvider("random")] },
  };
}

/** Options of a lookup: it waits for the provider, so that where there is none yet, as in an offline preview, its result is unknown. */
export const lookup = (provider: Provider): InvokeOutputOptions => ({ provider, dependsOn: [provider] });
