import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { at, graphWith, nameOf, ofType } from "./graphs.ts";
import { faultsOf, prod } from "./settings-fixture.ts";

const root = join(import.meta.dirname, "../..");
const runbooksUrl = "https://git.example.com/shop/hosting/src/main/docs/operations";
const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";
const targetType = "aws:cloudwatch/eventTarget:EventTarget";
const functionType = "aws:lambda/function:Function";
/** Functions that write mails with a page in them. */
const writers = { "demo-prod": ["login-guard"], "demo-account": ["findings"] } as const;

/** What the mails of a stack say: each alarm's description, each event's text, what functions are told of their page. */
async function mailsOf(stack: string, alarms: Readonly<Record<string, unknown>>) {
  const graph = await graphWith(stack, { alarms });
  const told = ofType(graph, functionType).map((one) => [nameOf(one), JSON.stringify(at(one, "inputs", "environment"))] as const);
  const texts = [
    ...told,
    ...ofType(graph, alarmType).map((one) => [nameOf(one), String(at(one, "inputs", "alarmDescription"))] as const),
    ...ofType(graph, targetType).map((one) => [nameOf(one), String(at(one, "inputs", "inputTransformer", "inputTemplate"))] as const),
  ];
  return texts.filter(([, text]) => text.includes("docs/operations"));
}

describe.each(["demo-prod", "demo-account"] as const)("the mails of %s", (stack) => {
  test("are those of functions too", async () => {
    const graph = await graphWith(stack, { alarms: { runbooksUrl } });
    const linked = ofType(graph, functionType).filter((one) =>
      JSON.stringify(at(one, "inputs", "environment")).includes(`${runbooksUrl}/`),
    );
    expect(linked.map(nameOf)).toEqual(writers[stack]);
  });

  test.each([runbooksUrl, `${runbooksUrl}/`])("lead to the page by its address below %s", async (url) => {
    const mails = await mailsOf(stack, { runbooksUrl: url });
    expect(mails.length).toBeGreaterThan(15);
    const links = mails.map(([name, text]) => [name, /"?(\S*docs\/operations\S*\.md)/.exec(text)?.[1]?.replace(/^.*"/, "")]);
    expect(links.filter(([, link]) => !link?.startsWith(`${runbooksUrl}/`) || /[^:]\/\//.test(link))).toEqual([]);
  });

  test("name the page's path where no address is set", async () => {
    const mails = await mailsOf(stack, {});
    expect(
      mails.filter(([, text]) => !/(What to do: |"whatToDo": "|"(?:GUARD|FINDING)_RUNBOOK":")docs\/operations\/[\w-]+\.md/.test(text)),
    ).toEqual([]);
  });
});

test.each([
  "http://git.example.com/docs/operations",
  "docs/operations",
  "https://jane:secret@git.example.com/docs/operations",
  "https://git.example.com/docs/operations?token=1",
  "https://git.example.com/docs/operations#first",
  "https://git.example.com/docs operations",
])("%s is no address of the pages", (url) => {
  expect(faultsOf({ ...prod, alarms: { runbooksUrl: url } })).toEqual([
    expect.stringMatching(/^alarms\.runbooksUrl: got .*, expected an https address of the folder docs\/operations, such as https:/),
  ]);
});

test.each(["demo-prod", "demo-account"] as const)(
  "each alarm of %s is named by the page that its email leads to, and by the list of pages",
  async (stack) => {
    const named = (page: string) =>
      [...readFileSync(join(root, page), "utf8").matchAll(/`([a-zA-Z0-9…-]+)`/g)].map(([, name = ""]) => name);
    const listed = named("docs/operations/README.md");
    const missing = ofType(await graphWith(stack, {}), alarmType).flatMap((one) => {
      const page = /docs\/operations\/[\w-]+\.md/.exec(String(at(one, "inputs", "alarmDescription")))?.[0] ?? "";
      const isNamed = (name: string) => matches(name, nameOf(one));
      const lacks = [page, "docs/operations/README.md"].filter((file) => !(file === page ? named(page) : listed).some(isNamed));
      return lacks.map((file) => `${file}: does not name ${nameOf(one)}`);
    });
    expect(missing).toEqual([]);
  },
);

/** Whether a page's word is an alarm's name: a number or an N stands for a node or a zone, and … for anything. */
function matches(word: string, alarm: string): boolean {
  const pattern = word
    .split("…")
    .map((part) => part.replaceAll(/-(?:\d+|N)(?=-|$)/g, "-\\d+"))
    .join(".*");
  return new RegExp(`(^|-)${pattern}$`).test(alarm);
}
