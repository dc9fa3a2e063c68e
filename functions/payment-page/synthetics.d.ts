/** The used part of CloudWatch Synthetics' module, which exists only in its runtime (CloudWatch_Synthetics_Canaries_Nodejs_Playwright.html). */
declare module "@aws/synthetics-playwright" {
  import type { Browser } from "playwright-core";

  export const synthetics: {
    /** Starts the runtime's Chromium; an earlier one is closed before. */
    launch(): Promise<Browser>;
    close(): Promise<void>;
  };
}
