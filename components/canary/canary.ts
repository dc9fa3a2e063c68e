import { ComponentResource, type ComponentResourceOptions, type Input, jsonStringify, type Output } from "@pulumi/pulumi";
import type { CanaryRequest } from "../../domain/contracts/canary.ts";
import type { Region } from "../../domain/defaults/regions.ts";
import { StoreFunction } from "../function/function.ts";
import { FunctionSchedule } from "../function/function-schedule.ts";
import type { InputsOf } from "../function/inputs.ts";
import { typeToken } from "../naming.ts";

/** Arguments for {@link Canary}. */
export interface CanaryArgs {
  /** Topic that hears when calls get lost. */
  readonly topicArn: Input<string>;
  readonly region: Region;
  readonly accountId: Input<string>;
  /** Minutes from one walk to the next. */
  readonly everyMinutes: number;
  /** The request of each visit. */
  readonly request: InputsOf<CanaryRequest>;
  /** Where it runs: behind the store's NAT, whose addresses the firewall knows. */
  readonly subnetIds: readonly Input<string>[];
  readonly securityGroupId: Input<string>;
  readonly logKeyArn: Input<string>;
  readonly logRetentionDays: number;
}

/** Timeout of a visit: nine pages of 30 seconds, the settings' maximum, and some. */
const MAX_WALK_SECONDS = 300;

/**
 * A function that visits the store's pages every few minutes, as a shopper would, and counts failures. Its alarm rolls back bad nodes.
 * @see docs/decisions/0022-canary.md
 */
export class Canary extends ComponentResource {
  readonly functionName: Output<string>;

  constructor(name: string, args: CanaryArgs, opts?: ComponentResourceOptions) {
    super(typeToken("Canary"), name, {}, opts);
    const description = "Walks the store as a shopper does";

    const lambda = new StoreFunction(
      name,
      {
        source: "canary",
        description,
        // It asks AWS for nothing.
        statements: [],
        environment: {},
        timeoutSeconds: MAX_WALK_SECONDS,
        memoryMiB: 256,
        network: { subnetIds: args.subnetIds, securityGroupIds: [args.securityGroupId] },
        logKeyArn: args.logKeyArn,
        logRetentionDays: args.logRetentionDays,
      },
      { parent: this },
    );
    // Not the function's own name: each has a role that is called as it is.
    new FunctionSchedule(
      `${name}-schedule`,
      {
        region: args.region,
        accountId: args.accountId,
        function: name,
        functionArn: lambda.functionArn,
        description,
        topicArn: args.topicArn,
        expression: `rate(${args.everyMinutes} ${args.everyMinutes === 1 ? "minute" : "minutes"})`,
        input: jsonStringify(args.request),
      },
      { parent: this },
    );

    this.functionName = lambda.functionName;
    this.registerOutputs({ functionName: this.functionName });
  }
}
