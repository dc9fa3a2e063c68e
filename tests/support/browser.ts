import { type Browser, chromium } from "playwright-core";
import { program } from "./emulators/programs.ts";

/** Starts Debian's Chromium without a window, to be closed by who starts it. */
export const startBrowser = async (): Promise<Browser> => await chromium.launch({ executablePath: await program("chromium") });
