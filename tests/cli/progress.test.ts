import { afterEach, beforeEach, expect, jest, test } from "@jest/globals";
import { main } from "../../cli/main.ts";
import { type Progress, startProgress } from "../../cli/preview/progress.ts";

const terminal = { isTTY: process.stderr.isTTY, columns: process.stderr.columns };
const environment = { ...process.env };
let written: string[];
let progress: Progress | undefined;

beforeEach(() => {
  jest.useFakeTimers();
  written = [];
  jest.spyOn(process.stderr, "write").mockImplementation((text) => written.push(String(text)) > 0);
  Object.assign(process.stderr, { isTTY: true, columns: 60 });
  process.env = { ...environment, TERM: "xterm" };
  for (const name of ["CI", "COLUMNS"]) delete process.env[name];
});
afterEach(() => {
  progress?.stop();
  Object.assign(process.stderr, terminal);
  process.env = environment;
  jest.restoreAllMocks();
  jest.useRealTimers();
});

const CLEAR = "\r\u001b[K";

test("a run of less than two seconds shows nothing", () => {
  progress = startProgress("previewing demo-dev");
  jest.advanceTimersByTime(1999);
  progress.update("asking 294 policies about demo-dev");
  progress.stop();
  jest.advanceTimersByTime(5000);
  expect(written).toEqual([]);
});

test("a longer one shows what it is at, phase after phase, and takes it away", () => {
  progress = startProgress("previewing demo-dev");
  progress.update("asking 294 policies about demo-dev");
  jest.advanceTimersByTime(2000);
  progress.update("previewing demo-prod (2 of 2)");
  progress.stop();
  expect(written).toEqual([`${CLEAR}asking 294 policies about demo-dev`, `${CLEAR}previewing demo-prod (2 of 2)`, CLEAR]);
});

test("a phase that begins after two seconds without a pause is shown at once, cut to the terminal's width", () => {
  progress = startProgress("reading");
  const later = performance.now() + 2001;
  jest.spyOn(performance, "now").mockReturnValue(later);
  progress.update(`reading ${"x".repeat(80)}`);
  expect(written).toEqual([`${CLEAR}reading ${"x".repeat(50)}…`]);
});

test("an interrupted run leaves nothing on the screen, and ends as interrupted", () => {
  const kill = jest.spyOn(process, "kill").mockReturnValue(true);
  const others = process.listeners("SIGINT");
  progress = startProgress("previewing demo-dev");
  jest.advanceTimersByTime(2000);
  for (const listener of process.listeners("SIGINT")) if (!others.includes(listener)) listener("SIGINT");
  expect([written.at(-1), kill.mock.calls, process.listeners("SIGINT")]).toEqual([CLEAR, [[process.pid, "SIGINT"]], others]);
});

test.each([
  ["a log of CI", { CI: "true" }, true],
  ["a dumb terminal", { TERM: "dumb" }, true],
  ["a pipe", {}, false],
])("nothing is shown in %s", (_, env, isTTY) => {
  Object.assign(process.env, env);
  Object.assign(process.stderr, { isTTY });
  progress = startProgress("previewing demo-dev");
  jest.advanceTimersByTime(5000);
  progress.update("asking");
  progress.stop();
  expect(written).toEqual([]);
});

// The last one: what is silenced stays so.
test("nothing is shown once a command prints JSON", async () => {
  jest.useRealTimers();
  const print = jest.spyOn(console, "log").mockImplementation(() => {});
  // Jest lets no module be put in another's place.
  await main(["pci", "demo-prod", "--json", "--engine", "sdk"]);
  process.exitCode = 0;
  expect(print).toHaveBeenCalledTimes(1);
  jest.useFakeTimers();
  progress = startProgress("previewing demo-dev");
  jest.advanceTimersByTime(5000);
  expect(written).toEqual([]);
});
