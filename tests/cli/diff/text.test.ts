import { expect, test } from "@jest/globals";
import picocolors from "picocolors";
import { diffMarkdown } from "../../../cli/diff/markdown.ts";
import { type PropertyDiff, type ResourceDiff, type StackDiff, summaryOf } from "../../../cli/diff/report.ts";
import { statusOf } from "../../../cli/diff/status.ts";
import { diffText } from "../../../cli/diff/text.ts";
import { widthOf } from "../../../cli/text/width.ts";
import type { CostDifference } from "../../../domain/prices/difference.ts";

const urnOf = (type: string, name: string) => `urn:pulumi:shop-prod::xcart-hosting::${type}::${name}`;
const property = (path: string, values: Partial<PropertyDiff>): PropertyDiff => ({ path, forces: "never", ...values });

function changeOf(type: string, kind: string, name: string, rest: Partial<ResourceDiff> = {}): ResourceDiff {
  const quiet = { perhaps: false, because: [], protected: false, retained: false, properties: [] } as const;
  return { urn: urnOf(type, name), type, kind, name, components: [], action: "update", ...quiet, ...rest };
}

const database = changeOf("aws:rds/instance:Instance", "RDS instance", "database", {
  components: [{ name: "database", type: "Database" }],
  action: "replace",
  order: "delete-first",
  protected: true,
  loses: "the database",
  because: ["identifier"],
  properties: [
    property("identifier", { before: "shop-prod-database", after: "shop-prod-db", forces: "always" }),
    property("instanceClass", { before: "db.m7g.large", after: "db.m7g.xlarge" }),
    property("kmsKeyId", { before: "known after apply", after: "known after apply", forces: "perhaps", from: ["KMS key data"] }),
  ],
});
const web = [{ name: "web", type: "Web" }];
const mail = [
  { name: "mail", type: "MailDelivery" },
  { name: "mail-events", type: "StoreFunction" },
];
const longOld = `arn:aws:ses:us-east-1:123456789012:identity/${"a".repeat(40)}`;
const changes = [
  database,
  changeOf("aws:autoscaling/group:Group", "autoscaling group", "web", {
    components: web,
    properties: [
      property("minSize", { before: 2, after: 3 }),
      property("tags[store].value", { after: "shop" }),
      property("x", { before: [1] }),
    ],
  }),
  ...["one", "two", "three"].map((name) =>
    changeOf("aws:cloudwatch/metricAlarm:MetricAlarm", "metric alarm", name, { components: web, action: "create" }),
  ),
  changeOf("aws:iam/policy:Policy", "IAM policy", "mail-events", {
    components: mail,
    properties: [property("policy: Statement[Send].Resource[]", { before: longOld, after: longOld.replace("us-east-1", "eu-west-1") })],
  }),
  changeOf("aws:sns/topic:Topic", "topic", "gone", { action: "delete", retained: true }),
  changeOf("aws:sns/topic:Topic", "topic", "moved", {
    action: "move",
    formerUrn: urnOf("xcart-hosting:index:Edge$aws:sns/topic:Topic", "old"),
  }),
  changeOf("aws:sns/topic:Topic", "topic", "follows", {
    action: "replace",
    perhaps: true,
    order: "create-first",
    because: [urnOf("aws:kms/key:Key", "data")],
  }),
];
const usd = (value: number) => ({ from: value, to: value });
const same: CostDifference = { before: usd(300), after: usd(300), usd: usd(0), items: [], newlyUnpriced: [] };
const dearer: CostDifference = {
  before: { from: 1100, to: 1500 },
  after: { from: 1190.4, to: 1590.4 },
  usd: usd(90.4),
  items: [
    {
      ...{ what: "RDS instance", size: "db.m7g.xlarge", group: "database", region: "us-east-1", usd: usd(180.8) },
      after: { count: usd(2), usd: usd(180.8) },
    },
    {
      ...{ what: "RDS instance", size: "db.m7g.large", group: "database", region: "us-east-1", usd: usd(-90.4) },
      before: { count: usd(2), usd: usd(90.4) },
    },
  ],
  newlyUnpriced: ["EFS: no price known in mx-central-1"],
};
const refused = [{ urn: urnOf("aws:rds/instance:Instance", "database"), sentence: "database: replaced because of identifier" }];
const stack = (stack: string, changes: readonly ResourceDiff[], rest: Partial<StackDiff> = {}): StackDiff => ({
  stack,
  state: stack,
  against: "main",
  summary: summaryOf(changes),
  changes,
  outputs: [],
  refused: [],
  cost: same,
  notes: [],
  ...rest,
});
const shop = stack("shop-prod", changes, { outputs: [{ path: "trusted[]", after: "pay.example.org" }], notes: ["A note."] });
const reportOf = (...stacks: readonly StackDiff[]) => ({ version: 1, stacks, failures: [] }) as const;
const screen = (columns: number) => ({ columns, colors: picocolors.createColors(false) });

test("the text begins with the counts and what is lost; then comes each component, a line for each difference", () => {
  expect(diffText(reportOf(shop), screen(130)).split("\n")).toEqual([
    "shop-prod  against main: 2 updated, 2 replaced (1 holds data, 1 perhaps), 3 created, 1 deleted, 1 moved, 1 output changed",
    "  ! Replaces the RDS instance database. Lost with the old one: the database",
    "",
    "database  Database",
    "  ± RDS instance database (the old one is deleted before the new one exists; protected: Pulumi refuses to delete it)",
    "      ~ identifier  shop-prod-database → shop-prod-db  replaces",
    "      ~ instanceClass  db.m7g.large → db.m7g.xlarge",
    "      ~ kmsKeyId  another one, of KMS key data, known after apply  may replace",
    "",
    "web  Web",
    "  ~ autoscaling group web",
    "      ~ minSize  2 → 3",
    "      + tags[store].value  shop",
    "      - x  [1]",
    "  + 3 metric alarms: one, two, three",
    "",
    "mail › mail-events  StoreFunction",
    "  ~ IAM policy mail-events",
    "      ~ policy: Statement[Send].Resource[]  …aws:ses:us-east-1:123… → …aws:ses:eu-west-1:123…",
    "",
    "outside a component",
    "  - topic gone (the old one stays in AWS)",
    "  » topic moved (was Edge Topic old)",
    "  ± topic follows (replaced or not: the provider decides when it is applied)",
    "      because Key data is replaced",
    "",
    "outputs",
    "  + trusted[]  pay.example.org",
    "",
    "A note.",
  ]);
});

test.each([60, 72, 90, 120])("at %i columns no line is longer", (columns) => {
  const lines = diffText(reportOf(shop, stack("shop-dev", [])), screen(columns)).split("\n");
  expect(lines.filter((line) => widthOf(line) > columns)).toEqual([]);
});

test("at 60 columns what differs is still to be seen", () => {
  const text = diffText(reportOf(shop), screen(60));
  expect(text).toContain("\n      ~ instanceClass  db.m7g.large → db.m7g.xlarge\n");
  expect(text).toContain("Resource[]  …aws:ses:us-ea… → …aws:ses:eu-we…\n");
});

test("a value cannot command a terminal", () => {
  const evil = changeOf("aws:sns/topic:Topic", "topic", "t", { properties: [property("name", { before: "a\u001b[2J", after: "a\nb" })] });
  expect(diffText(reportOf(stack("s", [evil])), screen(120))).toContain("~ name  a\\u001b[2J → a\\nb");
});

test("of several stacks those without a difference are only named", () => {
  const text = diffText(reportOf(stack("a", []), shop, stack("b", [])), screen(120));
  expect([text.startsWith("shop-prod  against main"), text.endsWith("\n\nNo difference: a, b")]).toEqual([true, true]);
  expect(diffText(reportOf(stack("a", [])), screen(120))).toEqual("a  against main: no difference");
});

test("of very many differences of one resource the rest is counted", () => {
  const many = Array.from({ length: 50 }, (_, at) => property(`rules[${at}]`, { after: at }));
  const text = diffText(reportOf(stack("s", [changeOf("aws:wafv2/webAcl:WebAcl", "web ACL", "w", { properties: many })])), screen(120));
  expect(text.split("\n").at(-1)).toEqual("      and 10 more differences, which --json lists");
});

test("what holds data is red, what is created green", () => {
  const colors = picocolors.createColors(true);
  const text = diffText(reportOf(shop), { columns: 200, colors });
  expect(text).toContain(colors.bold(colors.red("±")));
  expect(text).toContain(`${colors.green("+")} ${colors.green("3 metric alarms: one, two, three")}`);
});

test("the Markdown says first what is lost, and folds the rest by component", () => {
  const text = diffMarkdown({ ...reportOf(shop, stack("shop-dev", [])), failures: ["shop-x: <b>bad</b>"] });
  const blocks = text.split("\n\n");
  expect(blocks[0]).toEqual("## 🛑 Changes: 1 resource that holds data goes");
  expect(text).toContain("- shop-x: \\<b\\>bad\\</b\\>");
  expect(text).toContain("> [!CAUTION]\n> - Replaces the RDS instance database. Lost with the old one: the database");
  expect(text).toContain("<details><summary>shop-prod: web, 4 changes</summary>\n\n```text\nweb  Web\n");
  expect(text).toContain("No difference: `shop-dev`.");
  expect(diffMarkdown(reportOf(stack("a", [])))).toEqual("## Changes: none\n\nNo difference: `a`.");
});

test("what is refused comes with what is lost, and money before and after, with what it is made of", () => {
  const costly = stack("shop-prod", [database], { refused, cost: dearer });
  const lines = diffText(reportOf(costly), screen(120)).split("\n");
  expect(lines.slice(1, 3)).toEqual([
    "  ! Replaces the RDS instance database. Lost with the old one: the database",
    "  ! Refused: database: replaced because of identifier",
  ]);
  expect(lines.slice(lines.indexOf("costs"))).toEqual([
    "costs",
    "  USD 1,100 to 1,500 → 1,190 to 1,590 a month (+90.40), ±20%",
    "  +180.80  RDS instance db.m7g.xlarge in us-east-1: 0 → 2",
    "  -90.40  RDS instance db.m7g.large in us-east-1: 2 → 0",
    "  new, and not in the sum: EFS: no price known in mx-central-1",
  ]);
  const text = diffMarkdown(reportOf(costly));
  expect(text).toContain("\n\nUSD 1,100 to 1,500 → 1,190 to 1,590 a month (+90.40), ±20%\n");
  expect(text).toContain("\n> - Refused: database: replaced because of identifier\n");
  expect(text).toContain("<details><summary>shop-prod: USD 1,100 to 1,500 → 1,190 to 1,590 a month (+90.40)</summary>");
});

test("of several stacks one that only costs otherwise is told", () => {
  const text = diffText(reportOf(stack("a", []), stack("b", [], { cost: dearer })), screen(120));
  expect([text.split("\n")[0], text.split("\n").at(-1)]).toEqual(["b  against main: no difference", "No difference: a"]);
  expect(diffMarkdown(reportOf(stack("a", []), stack("b", [], { cost: dearer })))).toContain("### `b` against `main`");
});

test("a value cannot end the block that it is in", () => {
  const evil = changeOf("aws:sns/topic:Topic", "topic", "t", { properties: [property("name", { before: "````", after: "</details>" })] });
  expect(diffMarkdown(reportOf(stack("s", [evil])))).toContain("\n`````text\n");
});

test("the Markdown fits into a comment, and says what does not", () => {
  const groups = Array.from({ length: 60 }, (_, at) =>
    changeOf("aws:wafv2/webAcl:WebAcl", "web ACL", `w${at}`, {
      components: [{ name: `group-${at}`, type: "Firewall" }],
      properties: Array.from({ length: 39 }, (_, i) => property(`rules[${i}].value`, { before: "é".repeat(40), after: "ü".repeat(40) })),
    }),
  );
  const text = diffMarkdown(reportOf(stack("s", groups)));
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(64_000);
  expect(text).toMatch(/\n\n\d+ sections of this report do not fit here: see the JSON report\.$/);
});

test.each([
  [[stack("a", [])], [], true, 0],
  [[shop], [], false, 0],
  [[shop], [], true, 2],
  [[shop], ["b: bad"], true, 1],
  [[stack("a", [], { outputs: [{ path: "x", after: 1 }] })], [], true, 2],
  [[stack("a", [database], { refused })], [], true, 1],
])("the status of case %#", (stacks, failures, tells, status) => {
  expect(statusOf({ version: 1, stacks, failures }, tells)).toEqual(status);
});
