import { execFileSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { type QueriedLog, savedQueries } from "../../../components/dashboard/query-plan.ts";
import { SavedQueries } from "../../../components/dashboard/saved-queries.ts";
import { deploy } from "../../support/offline.ts";
import { inputsByName } from "../registrations.ts";

const queryType = "aws:cloudwatch/queryDefinition:QueryDefinition";
const pages = new URL("../../../docs/operations/", import.meta.url);
const asking = globSync("*.md", { cwd: pages }).filter((page) => readFileSync(new URL(page, pages), "utf8").includes("start-query"));

/** How the pages name each log: an output of the stack, or a prefix that the group is looked up by. */
const logs: Readonly<Record<QueriedLog, string>> = { firewall: "firewallLog", logins: "loginLog", dns: "dns-firewall-queries" };

/** What a page's commands ask CloudWatch Logs Insights, as bash hands it to the AWS CLI: `<log> <query>`. */
function askedBy(page: string): string[] {
  const blocks = [...readFileSync(new URL(page, pages), "utf8").matchAll(/```sh\n(.*?)```/gs)].map(([, block = ""]) => block);
  const stubs = `
    out() { echo "$1"; }; metric() { :; }; sleep() { :; }; npx() { :; }
    aws() {
      case "$*" in *describe-log-groups*) echo "$*" | sed 's/.*STACK-\\([a-z-]*\\).*/\\1/'; return;; *start-query*) ;; *) return;; esac
      while [ $# -gt 0 ]; do case "$1" in --log-group-name) log=$2;; --query-string) text=$2;; esac; shift; done
      echo "ASKED $log $text" >&3
    }
    STACK=STACK AWS_REGION=eu-central-1`;
  const script = [stubs, ...blocks.filter((block) => block.includes("start-query"))].join("\n");
  const said = execFileSync("bash", ["-c", `exec 3>&1 >/dev/null 2>&1\n${script}`], { encoding: "utf8" });
  return [...said.matchAll(/^ASKED (.*)$/gm)].map(([, asked = ""]) => asked);
}

describe("the saved queries", () => {
  test("are on five pages", () => {
    expect(asking.sort()).toEqual(["card-testing.md", "dns-blocked.md", "firewall-blocked.md", "login-attack.md", "unblock-a-customer.md"]);
  });

  test.each(asking)("are those of %s, word for word, in its order and of its log", (page) => {
    const saved = savedQueries.filter(({ runbook }) => `${runbook}.md` === page);
    expect(saved.length).toBeGreaterThan(0);
    expect(askedBy(page)).toEqual(saved.map(({ log, text }) => `${logs[log]} ${text}`));
  });

  test("are of no page that asks nothing", () => {
    expect(savedQueries.filter(({ runbook }) => !asking.includes(`${runbook}.md`))).toEqual([]);
  });

  test("are within what CloudWatch takes", () => {
    expect(new Set(savedQueries.map(({ name }) => name)).size).toBe(savedQueries.length);
    expect(new Set(savedQueries.map(({ title }) => title)).size).toBe(savedQueries.length);
    for (const { title, text } of savedQueries) {
      // A stack's name has at most 24 letters.
      expect(`${"x".repeat(24)}/${title}`.length).toBeLessThanOrEqual(255);
      expect(text.length).toBeLessThanOrEqual(10_000);
    }
  });
});

test("each is in a folder of the stack's, and asks the log that there is", async () => {
  const made = inputsByName(
    await deploy(() => new SavedQueries("queries", { plan: savedQueries, logGroups: { firewall: "waf", logins: "logins" } })),
    queryType,
  );
  expect(Object.keys(made)).toHaveLength(savedQueries.filter(({ log }) => log !== "dns").length);
  expect(made["queries-logins-by-zone"]).toEqual({
    name: expect.stringMatching(/^[\w-]+\/Failed logins by zone$/),
    logGroupNames: ["logins"],
    queryString: "filter outcome = 'failure' | stats count(*) as n by zone | sort n desc | limit 15",
  });
});
