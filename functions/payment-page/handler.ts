import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { synthetics } from "@aws/synthetics-playwright";
import { S3Client } from "@aws-sdk/client-s3";
import { SNSClient } from "@aws-sdk/client-sns";
import { SSMClient } from "@aws-sdk/client-ssm";
import { WAFV2Client } from "@aws-sdk/client-wafv2";
import { type VisitRequest, watchEnvironment, watchRequest } from "../../domain/contracts/payment-page.ts";
import { runbookVariable, watchVariable } from "../../domain/defaults/payment-page.ts";
import { printLine } from "../emf.ts";
import { settingsIn, variable } from "../variables.ts";
import { visit } from "./visit.ts";
import { run } from "./watch/run.ts";

const clients = { s3: new S3Client(), sns: new SNSClient(), ssm: new SSMClient() };
const waf = new WAFV2Client();

/** The canary's entry: a run of visits. What it finds is counted and told, and no failure of the canary; one that could not be done is. */
export async function handler(): Promise<void> {
  await run({
    request: watchRequest.parse(JSON.parse(readFileSync(new URL("request.json", import.meta.url), "utf8"))),
    environment: watchEnvironment.parse(settingsIn(watchVariable)),
    runbook: variable(runbookVariable),
    pass: { waf, sleep },
    ...clients,
    visit: visitOnce,
    print: printLine,
    now: () => new Date(),
  });
}

/** A browser for each visit: the next one finds no cookie, cache or worker of the last. */
async function visitOnce(request: VisitRequest) {
  const browser = await synthetics.launch();
  try {
    return await visit(browser, request);
  } finally {
    await synthetics.close();
  }
}
