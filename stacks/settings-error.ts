import * as pulumi from "@pulumi/pulumi";
import { faultReport } from "./settings/faults.ts";
import { type PlacedFault, placedLine } from "./settings/places.ts";

/** A stack whose settings are wrong. Pulumi and `store` show the message alone, without a trace; `faults` is for programs. */
export class SettingsError extends pulumi.RunError {
  readonly faults: readonly PlacedFault[];

  constructor(stack: string, faults: readonly PlacedFault[]) {
    super(faultReport(stack, faults.map(placedLine)));
    this.faults = faults;
  }
}
