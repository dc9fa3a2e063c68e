import type { AlarmPlan } from "./plan.ts";

/** Arguments for a function's alarms. */
export interface FunctionAlarmArgs {
  /** The component's name; the alarm is `<name>-errors`. */
  readonly name: string;
  /** The function's name in AWS. */
  readonly functionName: AlarmPlan["dimensions"][string];
  /** The consequence of a failure, for the email's first line. */
  readonly meaning: string;
  readonly runbook: string;
  /** The alarm that fires when it is not run at all. @default - none: only events call it, and none may come */
  readonly heldBy?: string;
}

/** The alarm of a function that fails or is throttled. */
export function functionAlarms({ name, functionName, meaning, runbook, heldBy }: FunctionAlarmArgs): AlarmPlan[] {
  const on = {
    namespace: "AWS/Lambda",
    dimensions: { FunctionName: functionName },
    statistic: "Sum",
    comparison: "above",
    threshold: 0,
    values: 1,
    // A run without a fault counts 0: until there is one, the fault stands.
    silence: heldBy === undefined ? "none" : { heldBy },
    meaning,
    runbook,
  } as const;
  return [
    { ...on, name: `${name}-errors`, metric: "Errors" },
    { ...on, name: `${name}-throttles`, metric: "Throttles" },
  ];
}
