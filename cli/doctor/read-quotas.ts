import { DescribeResourcePoliciesCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
  DescribeAddressesCommand,
  DescribeInstanceTypesCommand,
  paginateDescribeInstances,
  paginateDescribeVpcs,
  type Tag,
} from "@aws-sdk/client-ec2";
import { GetAccountSettingsCommand, GetFunctionConcurrencyCommand } from "@aws-sdk/client-lambda";
import { paginateDescribeDBInstances, paginateDescribeEventSubscriptions } from "@aws-sdk/client-rds";
import { GetServiceQuotaCommand } from "@aws-sdk/client-service-quotas";
import { type AccountLimit, type AccountLimitName, accountLimits, limitNames } from "../../domain/defaults/limits.ts";
import { type Answer, ask, knownOf, look } from "./ask.ts";
import type { Clients } from "./clients.ts";
import type { Quota, Runs } from "./facts.ts";
import type { Needs } from "./needs.ts";

/** Reads each quota that the stack takes of, and what others have of it where that can be counted. */
export async function readQuotas(stack: string, needs: Needs, clients: Clients): Promise<Partial<Record<AccountLimitName, Quota>>> {
  const others: Partial<Record<AccountLimitName, () => Promise<Answer<number>>>> = {
    vpcs: () => ask("ec2:DescribeVpcs", () => vpcsOfOthers(stack, clients)),
    addresses: () => ask("ec2:DescribeAddresses", () => addressesOfOthers(stack, clients)),
    vcpus: () => ask("ec2:DescribeInstances", () => vcpusOfOthers(stack, clients)),
    databases: () => ask("rds:DescribeDBInstances", () => databasesOfOthers(stack, clients)),
    eventSubscriptions: () => ask("rds:DescribeEventSubscriptions", () => subscriptionsOfOthers(stack, clients)),
    logPolicies: () => ask("logs:DescribeResourcePolicies", () => logPoliciesOfOthers(stack, clients)),
  };
  const names = limitNames.filter((name) => name !== "runs" && (needs.counts[name] > 0 || (name === "vcpus" && needs.nodes)));
  const read = await Promise.all(
    names.map(async (name) => {
      const [allowed, used] = await Promise.all([quotaOf(accountLimits[name], clients), others[name]?.()]);
      return [name, { allowed, ...(used && { others: used }) }] as const;
    }),
  );
  return Object.fromEntries(read);
}

async function quotaOf({ quota, region }: AccountLimit, { quotas, globalQuotas }: Clients): Promise<Answer<number | undefined>> {
  if (!quota) return { known: undefined };
  const client = region === "us-east-1" ? globalQuotas : quotas;
  return await look("servicequotas:GetServiceQuota", /NoSuchResource/, async () => {
    const { Quota: found } = await client.send(new GetServiceQuotaCommand({ ServiceCode: quota.service, QuotaCode: quota.code }));
    return found?.Value;
  });
}

const isOthers = (stack: string, tags: readonly Tag[] | undefined) => !tags?.some(({ Key, Value }) => Key === "stack" && Value === stack);

async function vpcsOfOthers(stack: string, { ec2: client }: Clients): Promise<number> {
  let count = 0;
  for await (const { Vpcs = [] } of paginateDescribeVpcs({ client }, {})) count += Vpcs.filter(({ Tags }) => isOthers(stack, Tags)).length;
  return count;
}

async function addressesOfOthers(stack: string, { ec2 }: Clients): Promise<number> {
  const { Addresses = [] } = await ec2.send(new DescribeAddressesCommand({}));
  return Addresses.filter(({ Tags }) => isOthers(stack, Tags)).length;
}

/** Families that the quota of standard instances is about (docs.aws.amazon.com/ec2/latest/instancetypes/ec2-instance-quotas.html). */
const standard = /^[acdhimrtz]\d/;

async function vcpusOfOthers(stack: string, { ec2: client }: Clients): Promise<number> {
  let count = 0;
  const Filters = [{ Name: "instance-state-name", Values: ["pending", "running"] }];
  for await (const { Reservations = [] } of paginateDescribeInstances({ client }, { Filters }))
    for (const { InstanceType: type = "", InstanceLifecycle, CpuOptions, Tags } of Reservations.flatMap(({ Instances = [] }) => Instances))
      if (standard.test(type) && InstanceLifecycle === undefined && isOthers(stack, Tags))
        count += (CpuOptions?.CoreCount ?? 0) * (CpuOptions?.ThreadsPerCore ?? 1);
  return count;
}

async function databasesOfOthers(stack: string, { rds: client }: Clients): Promise<number> {
  let count = 0;
  for await (const { DBInstances = [] } of paginateDescribeDBInstances({ client }, {}))
    count += DBInstances.filter(({ TagList }) => isOthers(stack, TagList)).length;
  return count;
}

/** Whether a resource is not the stack's, by its name, since the answer has no tags. */
const isNamedOtherwise = (stack: string, name: string | undefined) => !name?.startsWith(`${stack}-`);

async function subscriptionsOfOthers(stack: string, { rds: client }: Clients): Promise<number> {
  let count = 0;
  for await (const { EventSubscriptionsList = [] } of paginateDescribeEventSubscriptions({ client }, {}))
    count += EventSubscriptionsList.filter(({ CustSubscriptionId }) => isNamedOtherwise(stack, CustSubscriptionId)).length;
  return count;
}

async function logPoliciesOfOthers(stack: string, { globalLogs }: Clients): Promise<number> {
  const { resourcePolicies = [] } = await globalLogs.send(new DescribeResourcePoliciesCommand({}));
  return resourcePolicies.filter(({ policyName }) => isNamedOtherwise(stack, policyName)).length;
}

/** Lambda's runs: what the account may have, and what the stack's functions have reserved already. */
export async function readRuns({ reserved }: Needs, { lambda }: Clients): Promise<Answer<Runs>> {
  const settings = await ask("lambda:GetAccountSettings", () => lambda.send(new GetAccountSettingsCommand({})));
  if (!("known" in settings)) return settings;
  const { ConcurrentExecutions: limit, UnreservedConcurrentExecutions: unreserved } = settings.known.AccountLimit ?? {};
  if (limit === undefined || unreserved === undefined)
    return { why: "lambda:GetAccountSettings was not answered with the account's limits" };
  const own = await Promise.all(
    Object.keys(reserved).map(async (FunctionName) => {
      const answer = await look("lambda:GetFunctionConcurrency", /ResourceNotFound/, () =>
        lambda.send(new GetFunctionConcurrencyCommand({ FunctionName })),
      );
      return knownOf(answer)?.ReservedConcurrentExecutions ?? 0;
    }),
  );
  return { known: { limit, unreserved, own: own.reduce((sum, one) => sum + one, 0) } };
}

/** vCPUs of one node. */
export async function readNodeVcpus(type: string, { ec2 }: Clients): Promise<Answer<number>> {
  return await ask("ec2:DescribeInstanceTypes", async () => {
    const { InstanceTypes: [found] = [] } = await ec2.send(
      new DescribeInstanceTypesCommand({ Filters: [{ Name: "instance-type", Values: [type] }] }),
    );
    const count = found?.VCpuInfo?.DefaultVCpus;
    if (count === undefined) throw new Error(`${type} is not offered in this Region`);
    return count;
  });
}
