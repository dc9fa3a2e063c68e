import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity.js";
import { Provider } from "@pulumi/aws/provider.js";
import {
  type ComponentResourceOptions,
  type Input,
  type InvokeOutputOptions,
  interpolate,
  Output,
  type ResourceTransformation,
} from "@pulumi/pulumi";
import { Provider as RandomProvider } from "@pulumi/random/provider.js";
import { Provider as TlsProvider } from "@pulumi/tls/provider.js";
import { Alarms } from "../components/alarms/alarms.ts";
import { dashboardUrl } from "../components/dashboard/address.ts";
import type { Region } from "../domain/defaults/regions.ts";
import { isRecord } from "../domain/values.ts";

/** The account and Region of a stack. */
export interface Home {
  readonly stack: string;
  readonly region: Region;
  readonly accountId?: string | undefined;
  /** Name of the account's policy that bounds each role that is made here. @default - none */
  readonly permissionsBoundary?: string | undefined;
  readonly alarms: {
    /** Address of `docs/operations` for readers of the emails. @default - emails name the page's path in the repository */
    readonly runbooksUrl?: string | undefined;
  };
}

/** The providers of a stack, and what its components are handed. */
export interface Providers {
  readonly aws: Provider;
  readonly accountId: Input<string>;
  /** Options of every component: whatever is below takes its providers from here. */
  readonly opts: ComponentResourceOptions;
  /** All alarms below those components, as far as they are made. */
  readonly watching: readonly Alarms[];
}

/** The stack's own providers, since there are no default ones (Pulumi.yaml); AWS's knows Region and account, and tags all it makes. */
export function createProviders(
  { stack, region, accountId, permissionsBoundary, alarms }: Home,
  tags: Readonly<Record<string, string>>,
): Providers {
  const aws = new Provider("aws", { region, ...(accountId && { allowedAccountIds: [accountId] }), defaultTags: { tags: { ...tags } } });
  const account = accountId ?? getCallerIdentityOutput({}, lookup(aws)).accountId;
  const providers = [aws, new TlsProvider("tls"), new RandomProvider("random")];
  const watching: Alarms[] = [];
  const transformations = [
    noted(watching),
    pictured(dashboardUrl(region, stack)),
    ...(permissionsBoundary ? [bounded(interpolate`arn:aws:iam::${account}:policy/${permissionsBoundary}`)] : []),
    ...(alarms.runbooksUrl ? [linked(alarms.runbooksUrl)] : []),
  ];
  return { aws, accountId: account, opts: { providers, transformations }, watching };
}

/** Collects the alarms of every component for the dashboard, without a list of the components that make them. */
const noted =
  (watching: Alarms[]): ResourceTransformation =>
  ({ resource }) => {
    if (resource instanceof Alarms) watching.push(resource);
    return undefined;
  };

const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";

/** Ends every alarm's email with the address of the stack's dashboard. */
const pictured =
  (url: string): ResourceTransformation =>
  ({ type, props, opts }) =>
    type === alarmType ? { props: { ...props, alarmDescription: `${props.alarmDescription} Dashboard: ${url}` }, opts } : undefined;

/** Gives every role below a component the permissions boundary, without a list of the components that make roles. */
const bounded =
  (boundaryArn: Output<string>): ResourceTransformation =>
  ({ type, props, opts }) =>
    type === "aws:iam/role:Role" ? { props: { ...props, permissionsBoundary: boundaryArn }, opts } : undefined;

/** The property that holds the text of the email, by type of resource: alarms, event targets, functions and canaries. */
const mailed: Readonly<Record<string, string>> = {
  [alarmType]: "alarmDescription",
  "aws:cloudwatch/eventTarget:EventTarget": "inputTransformer",
  "aws:lambda/function:Function": "environment",
  "aws:synthetics/canary:Canary": "runConfig",
};

/** Turns the runbook that each alarm, notice and function names into its address, without a list of the components that make them. */
const linked =
  (runbooksUrl: string): ResourceTransformation =>
  ({ type, props, opts }) => {
    const property = mailed[type];
    const said: unknown = property === undefined ? undefined : props[property];
    if (property === undefined || said === undefined) return undefined;
    return { props: { ...props, [property]: withAddresses(said, runbooksUrl) }, opts };
  };

/** A value with each page's path as an address, in texts at any depth. What is not known yet stays so, and hides nothing beside it. */
function withAddresses(value: unknown, runbooksUrl: string): unknown {
  if (typeof value === "string") return value.replaceAll(/docs\/operations\/(?=[\w-]+\.md)/g, `${runbooksUrl.replace(/\/$/, "")}/`);
  if (Output.isInstance(value)) return value.apply((known) => withAddresses(known, runbooksUrl));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withAddresses(item, runbooksUrl)]));
}

/** Options of a lookup: it waits for the provider, so that where there is none yet, as in an offline preview, its result is unknown. */
export const lookup = (provider: Provider): InvokeOutputOptions => ({ provider, dependsOn: [provider] });
