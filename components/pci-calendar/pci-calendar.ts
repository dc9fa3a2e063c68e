import { ComponentResource, type ComponentResourceOptions, type Input } from "@pulumi/pulumi";
import type { CalendarSettings } from "../../domain/contracts/pci-calendar.ts";
import { StoreFunction } from "../function/function.ts";
import { FunctionTrigger } from "../function/trigger.ts";
import { typeToken } from "../naming.ts";

/** Arguments for {@link PciCalendar}. */
export interface PciCalendarArgs {
  /** Topic that hears when calls get lost. */
  readonly topicArn: Input<string>;
  readonly calendar: CalendarSettings;
  readonly logKeyArn: Input<string>;
  readonly logRetentionDays: number;
}

/**
 * A daily function that counts the days until the next external vulnerability scan is due, and the results that are missing, for
 * alarms.
 * @see docs/decisions/0032-asv-calendar.md
 */
export class PciCalendar extends ComponentResource {
  readonly function: StoreFunction;

  constructor(name: string, args: PciCalendarArgs, opts?: ComponentResourceOptions) {
    super(typeToken("PciCalendar"), name, {}, opts);
    const { calendar, logKeyArn, logRetentionDays } = args;
    const description = "Counts the days until the next external PCI scan";
    this.function = new StoreFunction(
      name,
      {
        source: "pci-calendar",
        description,
        statements: [],
        environment: { PCI_CALENDAR: JSON.stringify(calendar) },
        timeoutSeconds: 10,
        memoryMiB: 128,
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
