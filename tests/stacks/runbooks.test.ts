import { execFileSync } from "node:child_process";
import { globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { parse } from "yaml";
import type { GraphResource } from "../../cli/offline/graph.ts";
import { isUnknown } from "../../domain/graph-values.ts";
import { storeSchema } from "../../stacks/settings/schema/store.ts";
import { parseSettings } from "../../stacks/settings.ts";
import { type StubbedAws, stubbedAws } from "../support/aws/stubbed.ts";
import { type EmulatedAws, emulatedAws } from "../support/emulators/aws.ts";
import { awsCli } from "../support/emulators/aws-cli.ts";
import { at, graphWith, nameOf, ofType, settingsOf } from "./graphs.ts";
import { askedNames, inShell, makingAll } from "./outputs-in-pages.ts";
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

describe("what the pages ask for by the name of an output", () => {
  const folder = mkdtempSync(join(tmpdir(), "xcart-out-"));
  let aws: EmulatedAws;
  let stub: StubbedAws;
  let cli: string;
  beforeAll(async () => {
    aws = await emulatedAws();
    const copies = [{ DestinationBackupVaultArn: `arn:aws:backup:us-west-2:${aws.accountId}:backup-vault:demo-prod-backup-copy` }];
    stub = await stubbedAws({ "backup:ListCopyJobs": () => ({ CopyJobs: copies }) }, aws.endpoint);
    cli = await awsCli(folder, aws, stub.endpoint);
  });
  afterAll(async () => {
    await stub.stop();
    rmSync(folder, { recursive: true });
  });
  const ask = (stack: string, names: readonly string[]) =>
    inShell(cli, stack, names.map((name) => `printf '%s\\t%s\\n' ${name} "$(out ${name})"`).join("\n"));

  test("AWS answers to all who may look, with what the program gives out", async () => {
    const [store, account] = [await graphWith("demo-prod"), await graphWith("demo-account")];
    const [certificate, key] = [join(folder, "certificate.pem"), join(folder, "key.pem")];
    const subject = ["-subj", "/CN=shop.example.com", "-addext", "subjectAltName=DNS:shop.example.com"];
    execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, ...subject], {
      stdio: "ignore",
    });
    const made = await inShell(cli, "demo-prod", makingAll(store, certificate, key));
    expect([made.status, made.stderr]).toEqual([0, ""]);
    const named = (graph: readonly GraphResource[], type: string, name: string) =>
      String(
        at(
          ofType(graph, type).find((one) => nameOf(one) === name),
          "inputs",
          "name",
        ),
      );
    const known = (graph: readonly GraphResource[]) =>
      Object.entries(Object(at(ofType(graph, "pulumi:pulumi:Stack")[0], "outputs"))).filter(([, value]) => !isUnknown(value));
    const expected = Object.fromEntries([
      ...known(account),
      ...known(store),
      ...Object.entries(made.values),
      ["trailArn", `arn:aws:cloudtrail:us-east-1:${aws.accountId}:trail/${named(account, "aws:cloudtrail/trail:Trail", "trail")}`],
      ["backupRoleArn", `arn:aws:iam::${aws.accountId}:role/${named(store, "aws:iam/role:Role", "backup-backup")}`],
    ]);
    const ofAccount = ["trailArn", "trailLog"];
    const names = askedNames();
    expect(names.length).toBeGreaterThan(20);
    const answers = {
      ...(
        await ask(
          "demo-prod",
          names.filter((name) => !ofAccount.includes(name)),
        )
      ).values,
      ...(await ask("demo-account", ofAccount)).values,
    };
    expect(answers).toEqual(Object.fromEntries(names.map((name) => [name, String(expected[name]).replace("123456789012", aws.accountId)])));
  });

  test("is missed by a sentence that says where it was looked for", async () => {
    const { stderr, values } = await ask("other-prod", ["webGroup", "applicationSecretArn", "nonsense"]);
    expect(values).toEqual({ webGroup: "", applicationSecretArn: "", nonsense: "" });
    expect(stderr.split("\n")).toEqual([
      ...["webGroup", "applicationSecretArn", "nonsense"].map(
        (name) => `out ${name}: nothing is called so in us-east-1 of the account ${aws.accountId} for the stack other-prod`,
      ),
      "",
    ]);
  });

  test("is never read from Pulumi's state, which opens for deployments alone", () => {
    const reading = globSync("docs/operations/*.md", { cwd: root }).filter((page) =>
      readFileSync(join(root, page), "utf8").includes("pulumi stack output"),
    );
    expect(reading).toEqual([]);
  });
});

test("each rule that can stop a shopper has a line on the page that unblocks a customer", async () => {
  const acl = ofType(await graphWith("demo-prod"), "aws:wafv2/webAcl:WebAcl")[0];
  const rules = at(acl, "inputs", "rules");
  const stopping = (Array.isArray(rules) ? rules : []).filter((rule) => !at(rule, "action", "count") && !at(rule, "action", "allow"));
  const table = readFileSync(join(root, "docs/operations/unblock-a-customer.md"), "utf8").match(/^\| `.*$/gm) ?? [];
  const named = table.flatMap((line) => [...(line.split("|")[1] ?? "").matchAll(/`([\w…-]+)`/g)].map(([, name = ""]) => name));
  expect(stopping.length).toBeGreaterThan(25);
  const names = stopping.map((rule) => String(at(rule, "name")));
  expect(names.filter((name) => !named.some((word) => word === name || (word === "…-rate" && name.endsWith("-rate"))))).toEqual([]);
  const known = Object.keys(storeSchema.shape.firewall.unwrap().shape.actions.unwrap().shape);
  expect(named.filter((word) => word !== "…-rate" && !known.includes(word))).toEqual([]);
});

test.each(["docs/first-deployment.md", "docs/operations/unblock-a-customer.md", "docs/policies.md"])(
  "the settings in %s are ones that a stack takes",
  (page) => {
    const blocks = [...readFileSync(join(root, page), "utf8").matchAll(/^ *```yaml\n([\s\S]*?)^ *```$/gm)].map(([, block = ""]) =>
      parse(block),
    );
    const sections = blocks.filter((block) => ["ci", "elsewhere", "firewall", "kind"].some((name) => name in Object(block)));
    expect(sections.length).toBeGreaterThan(0);
    const faults = sections.flatMap((section) => {
      const stack = "firewall" in section ? "demo-prod" : "demo-account";
      const whole = "kind" in section;
      return parseSettings(whole ? "vaults-account" : stack, whole ? section : { ...settingsOf(stack), ...section }).faults ?? [];
    });
    expect(faults).toEqual([]);
  },
);
