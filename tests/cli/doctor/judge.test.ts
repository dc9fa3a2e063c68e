import { beforeAll, describe, expect, test } from "@jest/globals";
import colors from "picocolors";
import type { Answer } from "../../../cli/doctor/ask.ts";
import { prepare } from "../../../cli/doctor/command.ts";
import type { Facts, Singletons, StoreFacts } from "../../../cli/doctor/facts.ts";
import { type Expected, judge } from "../../../cli/doctor/judge.ts";
import type { Status } from "../../../cli/doctor/line.ts";
import { needsOf } from "../../../cli/doctor/needs.ts";
import { reportOf } from "../../../cli/doctor/report.ts";
import { reportText } from "../../../cli/doctor/text.ts";
import { ownProject } from "../../../cli/offline/project.ts";
import { judgeImage } from "../../../domain/images.ts";

import { amazons } from "../../functions/patch-window/simulation.ts";

const known = <T>(value: T): Answer<T> => ({ known: value });
const denied = { why: "these credentials may not call x:Y" };
const none = known(undefined);
const servers = ["ns-1.awsdns-1.com", "ns-2.awsdns-2.net"];

const singletons: Singletons = {
  begun: known(false),
  detector: none,
  recorder: none,
  hub: none,
  configRole: none,
  tokens: none,
  sessions: none,
  monitor: none,
  analyzer: none,
  trail: none,
  administrators: { guardDuty: none, securityHub: none, inspector: none },
};
const store: StoreFacts = {
  archive: known("there"),
  boundary: known(true),
  zone: { id: known("Z1"), own: known(servers), outside: known(servers.map((one) => `${one.toUpperCase()}.`)) },
  image: known(judgeImage("ami-2", amazons("ami-2"))),
  releases: known(2),
};
const free = { allowed: known(100), others: known(0) };
const good: Facts = {
  caller: known({ accountId: "123456789012", arn: "arn:aws:sts::123456789012:assumed-role/admin/ada" }),
  region: known(true),
  quotas: { vpcs: free, addresses: free, logPolicies: { allowed: none, others: known(0) }, vcpus: free },
  runs: known({ limit: 1000, unreserved: 1000, own: 0 }),
  nodeVcpus: known(2),
  contacts: known({ "operations@example.com": true }),
  state: { backend: "s3://demo-state", sealed: true, bucket: known({ there: true, versioned: true }) },
  singletons,
  store,
};

const expected: Record<string, Expected> = {};
beforeAll(async () => {
  const project = ownProject();
  const prod = await prepare(project, "demo-prod");
  const account = await prepare(project, "demo-account");
  if (account.settings.kind !== "account") throw new Error("demo-account is no account");
  const nodes = { type: "m7g.large", minimum: 2, maximum: 8 };
  const accountStack = { settings: account.settings, graph: account.graph };
  expected.prod = { settings: prod.settings, needs: needsOf(prod.graph, nodes), account: accountStack };
});
const linesOf = (facts: Facts) => judge(facts, expected.prod as Expected);

test("where all is well, nothing is to do but a monitor of costs, which is no one's duty", () => {
  const open = linesOf(good).filter(({ status }) => status !== "ok");
  expect(open.map(({ check, blocks }) => [check, blocks])).toEqual([["anomaly monitor", false]]);
  expect(reportOf("demo-prod", linesOf(good)).status).toBe(0);
});

/** What is wrong, the check that says so, its status, whether it stops `pulumi up`, and a word of its help. */
const bad: readonly (readonly [string, Partial<Facts>, string, Status, boolean, string])[] = [
  ["another account", { caller: known({ accountId: "999999999999", arn: "a" }) }, "account", "to do", true, "AWS_PROFILE"],
  [
    "the root user",
    { caller: known({ accountId: "123456789012", arn: "arn:aws:iam::123456789012:root" }) },
    "credentials",
    "to do",
    false,
    "role",
  ],
  ["a Region that is off", { region: known(false) }, "Region", "to do", true, "enable-region"],
  ["a full quota", { quotas: { vpcs: { allowed: known(5), others: known(5) } } }, "VPCs", "to do", true, "--desired-value 6"],
  [
    "a full quota that no one raises",
    { quotas: { logPolicies: { allowed: none, others: known(10) } } },
    "CloudWatch Logs resource policies",
    "to do",
    true,
    "delete",
  ],
  ["a quota that may not be read", { quotas: { vpcs: { allowed: denied } } }, "VPCs", "cannot tell", false, "get-service-quota"],
  [
    "vCPUs for no node",
    { quotas: { vcpus: { allowed: known(3), others: known(0) } } },
    "vCPUs of On-Demand standard instances",
    "to do",
    true,
    "--desired-value 32",
  ],
  [
    "vCPUs for no replacement",
    { quotas: { vcpus: { allowed: known(5), others: known(0) } } },
    "vCPUs of On-Demand standard instances",
    "to do",
    false,
    "--desired-value 32",
  ],
  [
    "runs of a new account",
    { runs: known({ limit: 10, unreserved: 10, own: 0 }) },
    "concurrent runs of functions",
    "to do",
    true,
    "functions.reserve: false",
  ],
  ["no account stack", { store: { ...store, archive: known("missing") } }, "account stack", "to do", true, "pulumi up -s demo-account"],
  ["one of another Region", { store: { ...store, archive: known("elsewhere") } }, "account stack", "to do", true, "demo-account"],
  ["no boundary", { store: { ...store, boundary: known(false) } }, "permissions boundary", "to do", true, "demo-account"],
  [
    "a zone that no one points to",
    { store: { ...store, zone: { ...store.zone, outside: known([]) } } },
    "delegation",
    "to do",
    false,
    "NS shop.example.com ns-1.awsdns-1.com",
  ],
  [
    "a zone that is asked of others",
    { store: { ...store, zone: { ...store.zone, outside: known(["ns.other.example"]) } } },
    "delegation",
    "to do",
    false,
    "registrar",
  ],
  ["a resolver that is silent", { store: { ...store, zone: { ...store.zone, outside: denied } } }, "delegation", "cannot tell", false, ""],
  [
    "Amazon's image out of reach",
    { store: { ...store, image: known(judgeImage("ami-2", undefined)) } },
    "image",
    "to do",
    true,
    "allowedImages",
  ],
  ["no release", { store: { ...store, releases: known(0) } }, "release", "to do", false, "release push demo-prod"],
  ["a contact that is silent", { contacts: known({ "operations@example.com": false }) }, "contacts", "to do", false, "Confirm"],
  [
    "state that is not versioned",
    { state: { ...good.state, bucket: known({ there: true, versioned: false }) } },
    "state",
    "to do",
    false,
    "put-bucket-versioning",
  ],
  [
    "no bucket for state",
    { state: { ...good.state, bucket: known({ there: false, versioned: false }) } },
    "state",
    "to do",
    true,
    "first-deployment.md",
  ],
  [
    "secrets that nothing seals",
    { state: { ...good.state, sealed: false } },
    "state's secrets",
    "to do",
    true,
    "awskms://alias/demo-account-pulumi-secrets-demo-prod?region=us-east-1",
  ],
  ["state on one machine", { state: { backend: "file://~", sealed: true } }, "state", "to do", false, "s3://"],
  ...(["detector", "recorder", "hub", "analyzer", "sessions", "configRole", "tokens"] as const).map((name): (typeof bad)[number] => [
    `${name} of someone else`,
    { singletons: { ...singletons, [name]: known({ id: "x", stack: "other-account" }) } },
    {
      detector: "GuardDuty",
      recorder: "AWS Config",
      hub: "Security Hub",
      analyzer: "access analyzer",
      sessions: "session preferences",
      configRole: "AWS Config's role",
      tokens: "CI's tokens",
    }[name],
    "to do",
    true,
    "npx pulumi import -s demo-account",
  ]),
  [
    "a monitor that no one named",
    { singletons: { ...singletons, monitor: known({ id: "arn:aws:ce::1:anomalymonitor/x" }) } },
    "anomaly monitor",
    "to do",
    false,
    "spending.anomalyMonitorArn: arn:aws:ce::1:anomalymonitor/x",
  ],
  ...(["guardDuty", "securityHub", "inspector"] as const).map((part): (typeof bad)[number] => [
    `an administrator of ${part}`,
    { singletons: { ...singletons, administrators: { ...singletons.administrators, [part]: known("999999999999") } } },
    `${{ guardDuty: "GuardDuty", securityHub: "Security Hub", inspector: "Inspector" }[part]}'s administrator`,
    "to do",
    true,
    `elsewhere.${part}`,
  ]),
  [
    "an organisation's trail",
    { singletons: { ...singletons, trail: known({ id: "arn:trail" }) } },
    "organisation's trail",
    "to do",
    false,
    "elsewhere.trail",
  ],
];

describe("one thing that is not well is one line", () => {
  test.each(bad)("%s", (_what, change, check, status, blocks, help) => {
    const lines = linesOf({ ...good, ...change });
    const line = lines.find((one) => one.check === check);
    expect(line).toMatchObject({ status, blocks });
    expect(line?.help ?? "").toContain(help);
    expect(reportOf("demo-prod", lines).status).toBe(blocks ? 1 : 0);
    // The same check of what is well is fine.
    if (check !== "anomaly monitor") expect(linesOf(good).find((one) => one.check === check)?.status).toBe("ok");
  });
});

test.each([
  ["create", undefined, "ok", false],
  ["create", { id: "m", stack: "demo-account" }, "ok", false],
  ["create", { id: "m" }, "to do", true],
  ["m", { id: "m" }, "ok", false],
  ["m", { id: "n" }, "to do", true],
] as const)("the monitor of spending.anomalyMonitorArn: %s, with %j there, is %s", (anomalyMonitorArn, there, status, blocks) => {
  const account = expected.prod?.account;
  if (!account) throw new Error("no account stack");
  const { settings } = account;
  const changed = { ...account, settings: { ...settings, spending: { ...settings.spending, anomalyMonitorArn } } };
  const lines = judge(
    { ...good, singletons: { ...singletons, monitor: known(there) } },
    { ...(expected.prod as Expected), account: changed },
  );
  expect(lines.find(({ check }) => check === "anomaly monitor")).toMatchObject({ status, blocks });
});

test("runs that the stack has reserved already are not asked for again", () => {
  const lines = linesOf({ ...good, runs: known({ limit: 102, unreserved: 100, own: 2 }) });
  expect(lines.find(({ check }) => check === "concurrent runs of functions")?.status).toBe("ok");
});

test("lines are aligned, broken at the terminal's width, and commands stay whole", () => {
  const lines = linesOf({ ...good, quotas: { vcpus: { allowed: known(5), others: known(0) } } });
  const text = reportText(reportOf("demo-prod", lines), { colors: colors.createColors(false), columns: 90 });
  const long = text.split("\n").filter((line) => line.length > 90);
  // A command, and a word that is longer than the room there is.
  expect(long.filter((line) => !/^ +→ | {2}\S+$/.test(line))).toEqual([]);
  expect(text).toContain(
    "→ aws service-quotas request-service-quota-increase --service-code ec2 --quota-code L-1216C47A --desired-value 32",
  );
  const columns = new Set(text.split("\n").flatMap((line) => /^ {2}(?:ok|to do|cannot tell) +(\S)/.exec(line)?.[0].length ?? []));
  expect(columns.size).toBe(1);
});
