import { QueryDefinition } from "@pulumi/aws/cloudwatch/queryDefinition.js";
import { ComponentResource, type ComponentResourceOptions, getStack, type Input } from "@pulumi/pulumi";
import { typeToken } from "../naming.ts";
import type { QueriedLog, QueryPlan } from "./query-plan.ts";

/** Arguments for {@link SavedQueries}. */
export interface SavedQueriesArgs {
  readonly plan: readonly QueryPlan[];
  /** Names of the log groups; a query of a log that there is not is left out. */
  readonly logGroups: Readonly<Partial<Record<QueriedLog, Input<string>>>>;
}

/** CloudWatch Logs Insights queries of the runbooks, saved in a folder named after the stack. */
export class SavedQueries extends ComponentResource {
  /** Those that are there. */
  readonly plan: readonly QueryPlan[];

  constructor(name: string, args: SavedQueriesArgs, opts?: ComponentResourceOptions) {
    super(typeToken("SavedQueries"), name, {}, opts);

    const { logGroups } = args;
    this.plan = args.plan.filter(({ log }) => logGroups[log] !== undefined);
    for (const { name: part, title, log, text } of this.plan) {
      const logGroupNames = [logGroups[log]].filter((group) => group !== undefined);
      // Slashes make folders in the console. A name has at most 255 characters, a query 10,000.
      new QueryDefinition(`${name}-${part}`, { name: `${getStack()}/${title}`, logGroupNames, queryString: text }, { parent: this });
    }
    this.registerOutputs({});
  }
}
