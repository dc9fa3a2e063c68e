import { createHash, type Hash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { watchRun, watchRuntime } from "../../domain/defaults/payment-page.ts";
import { kept } from "../../domain/kept.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Schedule of a canary; a rate of CloudWatch Synthetics is an hour at most. */
export const scheduleOf = (everyMinutes: number) => ({ expression: `rate(${everyMinutes} minutes)`, durationInSeconds: 0 });

/** Resources and environment of a run. */
export const runConfigOf = <Value>(environmentVariables: Readonly<Record<string, Value>>) => ({
  memoryInMb: watchRun.memoryMiB,
  timeoutInSeconds: watchRun.seconds,
  activeTracing: false,
  environmentVariables: { ...environmentVariables },
});

/**
 * The runtime's own settings: none of the pictures and files that it makes by itself, which hold what we take out
 * (docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Synthetics_WritingCanary_Nodejs_Playwright.html).
 */
const runtimeSettings = {
  step: { screenshotOnStepStart: false, screenshotOnStepSuccess: false, screenshotOnStepFailure: false },
  report: { includeRequestHeaders: false, includeResponseHeaders: false, includeUrlPassword: false, includeRequestBody: false },
  logging: { logRequest: false, logResponse: false, logRequestBody: false, logResponseBody: false },
  harFile: false,
};

/** The archive of a canary: its folder from the project's root, and the beginning of its SHA-256, by which it is stored. */
export interface WatchArchive {
  readonly folder: string;
  readonly hash: string;
}

/** Writes what a canary consists of into a folder: the bundle, what it is asked for, and the runtime's settings. `bundled` is from the root. */
export function writeArchive(stack: string, bundled: string, request: object): WatchArchive {
  const folder = join("dist/payment-page", stack);
  const { text, hash } = codeIn(bundled);
  const asked = JSON.stringify(request);
  const settings = JSON.stringify(runtimeSettings);
  mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, folder, "index.mjs"), text);
  writeFileSync(join(root, folder, "request.json"), asked);
  writeFileSync(join(root, folder, "synthetics.json"), settings);
  const whole = hash.copy().update(JSON.stringify([watchRuntime.version, asked, settings]));
  return { folder, hash: whole.digest("hex").slice(0, 16) };
}

/** A bundle's code and the hash of it, which the stacks of a fleet share: it is a megabyte. */
const codes = new Map<string, { readonly text: Buffer; readonly hash: Hash }>();

const codeIn = (bundled: string) =>
  kept(codes, bundled, () => {
    const text = readFileSync(join(root, bundled, "index.mjs"));
    return { text, hash: createHash("sha256").update(text) };
  });
