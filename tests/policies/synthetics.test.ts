import { syntheticsCanaryConfigureRuntime } from "../../policies/synthetics/canary-configure-runtime.ts";
import { cases } from "./policy-cases.ts";
import { resource } from "./support.ts";

const canary = (runtimeVersion: string) => resource("aws:synthetics/canary:Canary", "watch", { runtimeVersion });

cases(
  syntheticsCanaryConfigureRuntime,
  ["passes the reviewed runtime", "compliant", canary("syn-nodejs-playwright-9.0")],
  ["passes a newer one", "compliant", canary("syn-nodejs-playwright-10.1")],
  [
    "refuses an older one",
    ["runtimeVersion is syn-nodejs-playwright-8.0; set syn-nodejs-playwright-9.0 or a newer one"],
    canary("syn-nodejs-playwright-8.0"),
  ],
  [
    "refuses another family",
    ["runtimeVersion is syn-nodejs-puppeteer-16.1; set syn-nodejs-playwright-9.0, whose browser is patched"],
    canary("syn-nodejs-puppeteer-16.1"),
  ],
);
