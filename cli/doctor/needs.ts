import { type AccountLimit, type AccountLimitName, accountLimits } from "../../domain/defaults/limits.ts";
import type { GraphResource } from "../offline/graph.ts";

/** Quotas that a stack uses of an account. */
export interface Needs {
  /** Numbers of each limit; vCPUs are counted apart. */
  readonly counts: Readonly<Record<AccountLimitName, number>>;
  /** Names of functions for which runs are reserved, with their number. */
  readonly reserved: Readonly<Record<string, number>>;
  /** Nodes: their type, how many there are at least and at most. @default - none */
  readonly nodes?: { readonly type: string; readonly minimum: number; readonly maximum: number };
}

/** Counts what a stack's graph takes. */
export function needsOf(graph: readonly GraphResource[], nodes?: Needs["nodes"]): Needs {
  const reserved = Object.fromEntries(
    graph
      .filter(({ type }) => type === "aws:lambda/function:Function")
      .flatMap(({ inputs = {} }) =>
        typeof inputs.reservedConcurrentExecutions === "number" ? [[String(inputs.name), inputs.reservedConcurrentExecutions]] : [],
      ),
  );
  const runs = Object.values(reserved).reduce((sum, one) => sum + one, 0);
  const count = (limit: AccountLimit) => graph.filter((one) => limit.types.includes(one.type) && isInterface(one)).length;
  return {
    counts: {
      vpcs: count(accountLimits.vpcs),
      addresses: count(accountLimits.addresses),
      interfaceEndpoints: count(accountLimits.interfaceEndpoints),
      vcpus: 0,
      databases: count(accountLimits.databases),
      eventSubscriptions: count(accountLimits.eventSubscriptions),
      loadBalancers: count(accountLimits.loadBalancers),
      logPolicies: count(accountLimits.logPolicies),
      zones: count(accountLimits.zones),
      eventRules: count(accountLimits.eventRules),
      roles: count(accountLimits.roles),
      policies: count(accountLimits.policies),
      runs,
    },
    reserved,
    ...(nodes && { nodes }),
  };
}

/** Gateway endpoints are counted apart, and there is one. */
const isInterface = ({ type, inputs }: GraphResource) =>
  type !== "aws:ec2/vpcEndpoint:VpcEndpoint" || inputs?.vpcEndpointType === "Interface";
