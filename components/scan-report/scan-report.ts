import { ComponentResource, type ComponentResourceOptions, getStack, type Input, jsonStringify } from "@pulumi/pulumi";
import type { ScanReportSettings } from "../../domain/contracts/scan-report.ts";
import type { ArchivePlace } from "../buckets/archive-place.ts";
import { StoreFunction } from "../function/function.ts";
import type { InputsOf } from "../function/inputs.ts";
import { FunctionTrigger } from "../function/trigger.ts";
import { typeToken } from "../naming.ts";
import { reportStatements } from "./policy.ts";

/** Arguments for {@link ScanReport}. */
export interface ScanReportArgs {
  /** Topic that hears when calls get lost. */
  readonly topicArn: Input<string>;
  readonly accountId: Input<string>;
  readonly bucketName: Input<string>;
  readonly archive: ArchivePlace;
  readonly logKeyArn: Input<string>;
  readonly logRetentionDays: number;
}

/** A function that archives a monthly report of Inspector's findings (PCI DSS 11.3.1) and checks daily that it is there. */
export class ScanReport extends ComponentResource {
  readonly function: StoreFunction;

  constructor(name: string, args: ScanReportArgs, opts?: ComponentResourceOptions) {
    super(typeToken("ScanReport"), name, {}, opts);
    const { accountId, bucketName, archive, logKeyArn, logRetentionDays } = args;
    const settings: InputsOf<ScanReportSettings> = { stack: getStack(), bucket: bucketName, accountId };
    const description = "Puts a report of what Inspector finds into the archive each month";
    this.function = new StoreFunction(
      name,
      {
        source: "scan-report",
        description,
        statements: reportStatements(archive, getStack(), accountId),
        environment: { SCAN_REPORT: jsonStringify(settings) },
        timeoutSeconds: 300,
        memoryMiB: 512,
        logKeyArn,
        logRetentionDays,
      },
      { parent: this },
    );
    new FunctionTrigger(
      name,
      { topicArn: args.topicArn, calls: this.function, description, when: { schedule: "rate(1 day)" } },
      { parent: this },
    );
    this.registerOutputs({});
  }
}
