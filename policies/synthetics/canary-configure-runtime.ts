import { watchRuntime } from "../../domain/defaults/payment-page.ts";
import type { Policy } from "../model/policy.ts";
import { show } from "../model/values.ts";
import { canaryType } from "./types.ts";

/** `syn-nodejs-playwright-9.0` and the like. */
const playwright = /^syn-nodejs-playwright-(\d+)\.(\d+)$/;
const newest = numberOf(watchRuntime.version);

export const syntheticsCanaryConfigureRuntime: Policy = {
  name: "aws-synthetics-canary-configure-runtime",
  description:
    "A canary's browser has the fixes of the newest reviewed runtime: AWS publishes fixes as new versions and never updates existing ones.",
  severity: "medium",
  controls: [
    {
      key: "CW-05",
      service: "CloudWatch",
      control: "Canaries run on a runtime of Playwright that is no older than the reviewed one",
      pci: ["6.3.3"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: `Set runtimeVersion to ${watchRuntime.version} or a newer one.`,
  url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Library_nodejs_playwright.html",
  types: [canaryType],
  check: (canary) => {
    const version = canary.text("runtimeVersion") ?? "";
    if (!playwright.test(version)) return [`runtimeVersion is ${show(version)}; set ${watchRuntime.version}, whose browser is patched`];
    return numberOf(version) < newest ? [`runtimeVersion is ${version}; set ${watchRuntime.version} or a newer one`] : [];
  },
};

function numberOf(version: string): number {
  const [, major = "0", minor = "0"] = playwright.exec(version) ?? [];
  return 100 * Number(major) + Number(minor);
}
