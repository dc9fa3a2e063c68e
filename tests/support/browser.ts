import { type Browser, chromium } from "playwright-core";
import { program } from "./emulators/programs.ts";

/** Starts Debian's Chromium without a window, to be closed by who starts it; `args` are switches of its own. */
export const startBrowser = async (args: readonly string[] = []): Promise<Browser> =>
  await chromium.launch({ executablePath: await program("chromium"), args: [...args] });
