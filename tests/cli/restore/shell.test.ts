import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { shellHelpers } from "../../../cli/restore/shell.ts";
import { Refusal } from "../../support/aws/refusal.ts";
import { type StubbedAws, stubbedAws } from "../../support/aws/stubbed.ts";
import { emulatedAws } from "../../support/emulators/aws.ts";
import { awsCli } from "../../support/emulators/aws-cli.ts";
import { program } from "../../support/emulators/programs.ts";

const root = join(import.meta.dirname, "../../..");
const id = "11111111-2222-3333-4444-555555555555";
const folder = mkdtempSync(join(tmpdir(), "xcart-shell-"));

/** States that Systems Manager tells, one after the other; the last one stays. A refusal is what it says of what it does not know yet. */
let states: (string | Refusal)[] = [];
const state = () => {
  const [next = "Success"] = states.length > 1 ? states.splice(0, 1) : states;
  if (next instanceof Refusal) throw next;
  return next;
};

let aws: StubbedAws;
let cli: string;
beforeAll(async () => {
  await program("jq");
  aws = await stubbedAws({
    "ssm:SendCommand": () => ({ Command: { CommandId: id } }),
    "ssm:GetCommandInvocation": () => ({
      Status: state(),
      StandardOutputContent: "what it wrote",
      StandardErrorContent: "what it complained of",
    }),
    "ssm:StartAutomationExecution": () => ({ AutomationExecutionId: id }),
    "ssm:GetAutomationExecution": () => {
      const AutomationExecutionStatus = state();
      const failed = AutomationExecutionStatus === "Failed";
      return {
        AutomationExecution: {
          AutomationExecutionStatus,
          Outputs: { "Move.Output": ["moved"] },
          ...(failed && { FailureMessage: "Move failed" }),
        },
      };
    },
  });
  cli = await awsCli(folder, await emulatedAws(), aws.endpoint);
});
afterAll(async () => {
  await aws.stop();
  rmSync(folder, { recursive: true });
});

async function run(command: string, told: (string | Refusal)[]) {
  states = told;
  const script = `export STACK=shop-prod AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1\nsleep() { :; }\n${shellHelpers("$STACK")}\n${command}`;
  const child = spawn("bash", ["-c", script], {
    env: { PATH: `${dirname(cli)}:${process.env.PATH}` },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const [stdout, stderr, status] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { status, stdout, seen: [...stderr.matchAll(/^\d\d:\d\d:\d\d (\w+)$/gm)].map(([, word]) => word), stderr };
}

const unknown = new Refusal("InvocationDoesNotExist", "");

describe("a command on a node", () => {
  test("is waited for as long as it takes, and what it wrote is shown", async () => {
    const long = Array<string>(40).fill("InProgress");
    const { status, stdout, seen } = await run("byDocument i-1234567890abcdef0 caches Do=empty Part=both", [
      unknown,
      "Pending",
      ...long,
      "Success",
    ]);
    expect([status, stdout]).toEqual([0, "what it wrote\twhat it complained of\n"]);
    expect(seen).toEqual(["Pending", "Pending", ...long, "Success"]);
    expect(aws.asked.findLast(({ name }) => name === "ssm:SendCommand")?.input).toEqual({
      InstanceIds: ["i-1234567890abcdef0"],
      DocumentName: "shop-prod-node-caches",
      Parameters: { Do: ["empty"], Part: ["both"] },
      CloudWatchOutputConfig: { CloudWatchOutputEnabled: true, CloudWatchLogGroupName: "/shop-prod/web" },
    });
  });

  test.each(["Failed", "TimedOut", "Cancelled"])("that ends as %s fails, and what it wrote is shown", async (end) => {
    const { status, stdout, seen } = await run("byDocument i-1234567890abcdef0 move-in", ["InProgress", end]);
    expect([status, stdout, seen.at(-1)]).toEqual([1, "what it wrote\twhat it complained of\n", end]);
  });

  test("that no one may ask about ends in what AWS says, not never", async () => {
    const { status, stderr } = await run("byDocument i-1234567890abcdef0 move-in", [new Refusal("AccessDeniedException", "not yours")]);
    expect(status).toBe(1);
    expect(stderr).toContain("AccessDeniedException");
  });

  test("takes values with whatever is in them", async () => {
    await run(`send i-1234567890abcdef0 AWS-RunShellScript "$(parameters commands='a=b "c" $d')"`, ["Success"]);
    expect(aws.asked.findLast(({ name }) => name === "ssm:SendCommand")?.input).toMatchObject({ Parameters: { commands: ['a=b "c" $d'] } });
  });
});

describe("an automation", () => {
  test("is waited for, and says what it did", async () => {
    const { status, stdout, seen } = await run("automation move-files Node=i-1 Do=look", ["Pending", "InProgress", "Success"]);
    expect([status, stdout, seen]).toEqual([0, "moved\n", ["Pending", "InProgress", "Success"]]);
    expect(aws.asked.findLast(({ name }) => name === "ssm:StartAutomationExecution")?.input).toEqual({
      DocumentName: "shop-prod-move-files",
      Parameters: { Node: ["i-1"], Do: ["look"] },
    });
  });

  test("that fails says why", async () => {
    expect(await run("automation move-files Node=i-1", ["InProgress", "Failed"])).toMatchObject({
      status: 1,
      stdout: "Move failed\nmoved\n",
    });
  });
});

test("the pages have the same functions", () => {
  expect(readFileSync(join(root, "docs/operations/README.md"), "utf8").includes(shellHelpers("$STACK"))).toBe(true);
});
