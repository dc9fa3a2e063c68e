import { isRecord } from "../../values.ts";
import { exactly, numberIn, type Rule, textIn } from "../charge.ts";
import { runsIn } from "../runs.ts";

/** Seconds that a run of three visits takes: a shopper does not hurry, and WAF needs its time to know the pass. */
const RUN = 180;

/** Each run is billed, and the function beside it; a canary that is stopped costs nothing. */
const canary: Rule = ({ schedule, runConfig, startCanary }) => {
  if (startCanary !== true) return [];
  const runs = runsIn(textIn(isRecord(schedule) ? schedule.expression : ""));
  const gb = (numberIn(isRecord(runConfig) ? runConfig.memoryInMb : undefined) ?? 1024) / 1024;
  const count = runs === undefined ? null : exactly(runs);
  const use = { group: "protection", basis: "month", count, counted: "runs" } as const;
  return [
    { ...use, what: "of the watch of the payment page", price: "canary.run", units: 1 },
    { ...use, what: `of its function of ${gb * 1024} MB`, price: "lambda.gb-second", units: gb * RUN },
  ];
};

/** Rules for the watch of the payment page. */
export const paymentPageRules: Readonly<Record<string, Rule>> = { "aws:synthetics/canary:Canary": canary };
