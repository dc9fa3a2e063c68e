import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity.js";
import { Provider } from "@pulumi/aws/provider.js";
import {
  type ComponentResourceOptions,
  type Input,
  type InvokeOutputOptions,
  interpolate,
  type Output,
  type ResourceTransformation,
} from "@pulumi/pulumi";
import { Provider as RandomProvider } from "@pulumi/random/provider.js";
import { Provider as TlsProvider } from "@pulumi/tls/provider.js";
import type { Region } from "../domain/defaults/regions.ts";

/** Where a stack lives. */
export interface Home {
  readonly region: Region;
  readonly accountId?: string | undefined;
  /** Name of the account's policy that bounds each role that is made here. @default - none */
  readonly permissionsBoundary?: string | undefined;
}

/** The providers of a stack, and what its components are handed. */
export interface Providers {
  readonly aws: Provider;
  readonly accountId: Input<string>;
  /** Options of every component: whatever is below takes its providers from here. */
  readonly opts: ComponentResourceOptions;
}

/** The stack's own providers, since there are no default ones (Pulumi.yaml); AWS's knows Region and account, and tags all it makes. */
export function createProviders({ region, accountId, permissionsBoundary }: Home, tags: Readonly<Record<string, string>>): Providers {
  const aws = new Provider("aws", { region, ...(accountId && { allowedAccountIds: [accountId] }), defaultTags: { tags: { ...tags } } });
  const account = accountId ?? getCallerIdentityOutput({}, lookup(aws)).accountId;
  const providers = [aws, new TlsProvider("tls"), new RandomProvider("random")];
  const transformations = permissionsBoundary ? [bounded(interpolate`arn:aws:iam::${account}:policy/${permissionsBoundary}`)] : [];
  return { aws, accountId: account, opts: { providers, transformations } };
}

/** Gives every role below a component the boundary; which components make roles need nobody know. */
const bounded =
  (boundaryArn: Output<string>): ResourceTransformation =>
  ({ type, props, opts }) =>
    type === "aws:iam/role:Role" ? { props: { ...props, permissionsBoundary: boundaryArn }, opts } : undefined;

/** Options of a lookup: it waits for the provider, so that where there is none yet, as in an offline preview, its result is unknown. */
export const lookup = (provider: Provider): InvokeOutputOptions => ({ provider, dependsOn: [provider] });
