import type { Browser, BrowserContextOptions, CDPSession } from "playwright-core";
import type { VisitRequest } from "../../domain/contracts/payment-page.ts";

const platform = "Windows NT 10.0; Win64; x64";

/** A context as a shopper's browser is: nothing kept from before, a usual screen, the store's language and time. */
export function contextOptions(browser: Browser, { shopper }: VisitRequest): BrowserContextOptions {
  return {
    userAgent: userAgent(browser),
    locale: shopper.language,
    timezoneId: shopper.timeZone,
    viewport: { width: 1536, height: 730 },
    screen: { width: 1536, height: 864 },
    deviceScaleFactor: 1.25,
    acceptDownloads: false,
    ignoreHTTPSErrors: false,
  };
}

/** Chrome as it names itself since it leaves its minor version away (User-Agent Reduction). */
const userAgent = (browser: Browser): string =>
  `Mozilla/5.0 (${platform}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${major(browser)}.0.0.0 Safari/537.36`;

const major = (browser: Browser): string => browser.version().split(".", 1)[0] ?? "";

/** Takes from a page client hints that do not fit the agent. */
export async function disguise(session: CDPSession, browser: Browser, { shopper }: VisitRequest): Promise<void> {
  const brands = ["Chromium", "Google Chrome"].map((brand) => ({ brand, version: major(browser) }));
  await session.send("Emulation.setUserAgentOverride", {
    userAgent: userAgent(browser),
    acceptLanguage: shopper.language,
    platform: "Win32",
    userAgentMetadata: {
      brands: [{ brand: "Not:A-Brand", version: "24" }, ...brands],
      fullVersionList: brands.map(({ brand }) => ({ brand, version: browser.version() })),
      platform: "Windows",
      platformVersion: "15.0.0",
      architecture: "x86",
      bitness: "64",
      model: "",
      mobile: false,
      wow64: false,
    },
  });
}
