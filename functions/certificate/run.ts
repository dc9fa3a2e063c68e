import { Resolver } from "node:dns/promises";
import { ACMClient } from "@aws-sdk/client-acm";
import { Route53Client } from "@aws-sdk/client-route-53";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { printLine } from "../emf.ts";
import { type Log, logTo, type Print } from "./log.ts";

/** Dependencies of a run. */
export interface World {
  readonly acm: ACMClient;
  readonly route53: Route53Client;
  readonly secrets: SecretsManagerClient;
  readonly dns: Pick<Resolver, "resolveCname" | "resolveNs">;
  readonly now: () => Date;
  readonly print: Print;
  readonly log: Log;
  /** Time by which the run has to end, in milliseconds of `Date.now()`. */
  readonly deadline: number;
}

// Route 53 admits five requests a second in an account, and others ask too.
const patient = { maxAttempts: 6 };

/** AWS as the SDK's environment variables have it, the machine's resolver, the clock, and stdout. */
export function theWorld(given: Partial<World> & Pick<World, "deadline">): World {
  const print = given.print ?? printLine;
  return {
    acm: new ACMClient(patient),
    route53: new Route53Client(patient),
    secrets: new SecretsManagerClient(patient),
    dns: new Resolver(),
    now: () => new Date(),
    print,
    log: logTo(print),
    ...given,
  };
}
