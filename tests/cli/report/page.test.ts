import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import axe, { type AxeResults } from "axe-core";
import type { Browser, Page } from "playwright-core";
import type { StackReport } from "../../../cli/report/model.ts";
import { pageOf } from "../../../cli/report/page.ts";
import { startBrowser } from "../../support/browser.ts";
import { startSession } from "../session.ts";
import type { Ran } from "../terminal.ts";

const stacks = ["demo-account", "demo-dev", "demo-prod", "demo-staging"] as const;
const folder = mkdtempSync(join(tmpdir(), "store-report-"));
const runs = new Map<string, Ran>();
const session = startSession();
let browser: Browser;

beforeAll(async () => {
  browser = await startBrowser();
  for (const stack of stacks) runs.set(stack, await session.run(["report", stack, "--json", "--html", fileOf(stack)]));
}, 600_000);
afterAll(async () => {
  await session.end();
  await browser.close();
  rmSync(folder, { recursive: true });
});

const phone = [360, "dark"] as const;
const tablet = [800, "light"] as const;
const screen = [1280, "light"] as const;

const fileOf = (stack: string): string => join(folder, `${stack}.html`);

const reportOf = (stack: string): StackReport => JSON.parse(runs.get(stack)?.stdout ?? "");

/** A page as a person opens it, and what it tried or complained of beside its own file. */
async function open(file: string, width = 1280, colorScheme: "light" | "dark" = "light", bypassCSP = false) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, bypassCSP });
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on("console", (message) => troubles.push(message.text()));
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("dialog", (dialog) => troubles.push(`dialog ${dialog.message()}`));
  page.on("request", (request) => {
    if (request.url() !== pathToFileURL(file).href) troubles.push(`request of ${request.url()}`);
  });
  await page.goto(pathToFileURL(file).href);
  return { page, troubles, close: () => context.close() };
}

const openAll = (page: Page) => page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");

/** What stands at a path of the JSON such as `pci.counts.in place`. */
const at = (report: unknown, path: string): unknown => path.split(".").reduce<unknown>((value, key) => Object(value)[key], report);

describe.each(stacks)("the page of %s", (stack) => {
  test("is written with nothing to say, and loads and asks for nothing", async () => {
    const { status, stderr } = runs.get(stack) ?? {};
    expect([status, stderr]).toEqual([0, ""]);
    const { page, troubles, close } = await open(fileOf(stack));
    expect(await page.title()).toContain(`${stack}: report of`);
    expect(await page.locator("script, img, link, iframe, form, [style]").count()).toBe(0);
    expect(troubles).toEqual([]);
    await close();
  });

  test("has no number that is not in the JSON", async () => {
    const { page, close } = await open(fileOf(stack));
    const figures = await page.$$eval("data", (all) =>
      all.map((one) => [one.getAttribute("data-of") ?? "", one.getAttribute("value") ?? ""]),
    );
    await close();
    expect(figures.length).toBeGreaterThan(15);
    const report = reportOf(stack);
    expect(figures.map(([of, value]) => [of, value])).toEqual(figures.map(([of = ""]) => [of, String(at(report, of))]));
    for (const part of ["counts.resources", "verdict.violations.length", "cost.cost.usd.from", "calendar.events.length"])
      expect(figures.map(([of]) => of)).toContain(part);
  });

  test("has every requirement of PCI DSS, and every event", async () => {
    const { page, close } = await open(fileOf(stack));
    const report = reportOf(stack);
    const { pci, calendar } = report;
    expect(await page.locator("#pci details table tbody tr").count()).toBe(pci.requirements.length);
    expect(await page.locator("#calendar .folded table").first().locator("tbody tr").count()).toBe(calendar.events.length);
    expect(await page.locator("table.calendar tbody tr").count()).toBe(12);
    await close();
  });

  // A phone has most that can go wrong; what is wide differs between a store and an account only.
  test.each(stack === "demo-account" ? [phone, screen, tablet] : stack === "demo-prod" ? [phone, screen] : [phone])(
    "passes axe-core at %i pixels in %s, all of it open, and needs no sideways scrolling",
    async (width, scheme) => {
      const { page, close } = await open(fileOf(stack), width, scheme, true);
      await openAll(page);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate<AxeResults>("axe.run(document, { resultTypes: ['violations'] })");
      expect(
        violations.map(({ id, nodes }) => [id, nodes.slice(0, 3).map(({ html, failureSummary }) => `${html} ${failureSummary}`)]),
      ).toEqual([]);
      await close();
    },
  );
});

test("the network's picture draws each tier and an arrow for each pair that talks, and the table says the same", async () => {
  const { page, close } = await open(fileOf("demo-prod"));
  const { network } = reportOf("demo-prod");
  if (typeof network !== "object") throw new Error("demo-prod has no network");
  expect(await page.locator("svg .band-name").allTextContents()).toEqual(["public", "egress", "application", "data"]);
  expect(await page.locator("svg .zone-name").count()).toBe(4 * network.zones.length);
  expect(await page.locator("#network details table").first().locator("tbody tr").count()).toBe(network.talks.length);
  const arrows = await page.locator("svg .arrow title").allTextContents();
  expect(arrows).toEqual(
    expect.arrayContaining(["shoppers to load balancer, port 80, 443", "nodes to database, port 3306", "builder to copy, port 3306"]),
  );
  expect(arrows.filter((arrow) => /^(?:database|cache|sessions|files|copy|restored) to/.test(arrow))).toEqual([]);
  expect(arrows.filter((arrow) => arrow.startsWith("nodes to restored"))).toEqual([]);
  await close();
});

test("a keyboard is enough: the first stop skips to the report, and folded parts open", async () => {
  const { page, close } = await open(fileOf("demo-dev"));
  await page.keyboard.press("Tab");
  expect(await page.evaluate("document.activeElement?.textContent")).toBe("Skip to the report");
  await page.keyboard.press("Enter");
  expect(await page.evaluate("document.activeElement?.id")).toBe("content");
  const summary = page.locator("#network summary").first();
  await summary.focus();
  await page.keyboard.press("Enter");
  expect(await page.locator("#network details").first().getAttribute("open")).toBe("");
  const outline = await page.evaluate("getComputedStyle(document.activeElement).outlineStyle");
  expect(outline).toBe("solid");
  await close();
});

test("on paper everything is open and light, and it fits A4", async () => {
  const { page, close } = await open(fileOf("demo-prod"), 1280, "dark");
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  const hidden = await page.$$eval("details > .folded", (all) => all.filter((one) => one.getBoundingClientRect().height === 0).length);
  expect(hidden).toBe(0);
  expect(await page.evaluate("getComputedStyle(document.body).backgroundColor")).toBe("rgb(255, 255, 255)");
  const pdf = await page.pdf({ preferCSSPageSize: true });
  expect(pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThan(5);
  expect(pdf.toString("latin1")).toMatch(/\/MediaBox\s*\[0 0 59[45](?:\.\d+)? 84[12](?:\.\d+)?\]/);
  await close();
});

test("what settings and programs say is text, whatever it looks like", async () => {
  const nasty = `"><img src=x onerror=alert(1)><script>alert(2)</script><a href='javascript:alert(3)'>&amp;`;
  const named = JSON.stringify(nasty).slice(1, -1);
  // Each sentence, name and reason, but what words of the program's own are compared with.
  const json = JSON.stringify(reportOf("demo-prod")).replace(
    /("(?:reason|what|why|detail|title|message|setting|note|givesUp|notes?|urn|to|owner|asks|shown)":\s*")/g,
    (key) => key + named,
  );
  const report: StackReport = JSON.parse(json);
  const file = join(folder, "nasty.html");
  writeFileSync(file, pageOf({ ...report, stack: nasty, about: [[nasty, nasty]], relaxations: [nasty] }));
  const { page, troubles, close } = await open(file);
  expect(await page.locator("img, script, a[href^=javascript]").count()).toBe(0);
  expect(await page.locator("h1").textContent()).toBe(nasty);
  expect(troubles).toEqual([]);
  expect(readFileSync(file, "utf8")).not.toContain("<img");
  await close();
});
