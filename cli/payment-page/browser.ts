import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import type { Browser } from "playwright-core";
import { messageOf, UserError } from "../offline/faults.ts";

/** What Chromium's program is called, by Debian, Fedora, Google and on a Mac. */
const names = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** Starts the machine's Chromium, to be closed by who starts it. `asked` is its path. @default asked - the first one of the usual names */
export async function startBrowser(asked: string | undefined): Promise<Browser> {
  const executablePath = asked ?? names.flatMap((name) => candidates(name)).find(isProgram);
  if (executablePath === undefined)
    throw new UserError(
      `Chromium: not found, expected ${names.slice(0, 3).join(", ")} on the path (apt-get install chromium), or its path by --browser`,
    );
  if (!isProgram(executablePath))
    throw new UserError(`${executablePath}: no program that can be run, expected Chromium's path by --browser`);
  const { chromium } = await import("playwright-core");
  try {
    return await chromium.launch({ executablePath, args: ["--disable-blink-features=AutomationControlled"] });
  } catch (error) {
    throw new UserError(
      `${executablePath}: did not start as Chromium (${messageOf(error).split("\n", 1)[0]}), expected Chromium's path by --browser`,
    );
  }
}

const candidates = (name: string): string[] =>
  name.startsWith("/")
    ? [name]
    : (process.env.PATH ?? "").split(delimiter).flatMap((folder) => (folder === "" ? [] : [join(folder, name)]));

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
