import { spawnSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { doctorActions } from "../../../cli/doctor/actions.ts";
import { demoIn, linesOf } from "./fixture.ts";

const before = { ...process.env };
let server: Server;
let accountId = "";

/** AWS as it answers someone who may know who he is, and nothing else; each protocol in its own words. */
async function refuse(request: IncomingMessage): Promise<{ status: number; headers: Record<string, string>; body: string }> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const body = Buffer.concat(chunks).toString();
  const xml = { "content-type": "text/xml" };
  if (body.includes("Action=GetCallerIdentity"))
    return {
      status: 200,
      headers: xml,
      body: `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:sts::${accountId}:assumed-role/nobody/x</Arn><Account>${accountId}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`,
    };
  if (body.includes("Version=2016-11-15"))
    return {
      status: 403,
      headers: xml,
      body: "<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>no</Message></Error></Errors></Response>",
    };
  if (body.startsWith("Action=") || request.url?.startsWith("/2013-04-01"))
    return {
      status: 403,
      headers: xml,
      body: "<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>",
    };
  if (request.url?.startsWith("/demo-"))
    return {
      status: 403,
      headers: xml,
      body: request.method === "HEAD" ? "" : "<Error><Code>AccessDenied</Code><Message>no</Message></Error>",
    };
  const headers = { "content-type": "application/x-amz-json-1.1", "x-amzn-errortype": "AccessDeniedException" };
  return { status: 403, headers, body: JSON.stringify({ __type: "AccessDeniedException", message: "no" }) };
}

beforeAll(async () => {
  accountId = "123456789012";
  server = createServer(async (request, response) => {
    const { status, headers, body } = await refuse(request);
    response.writeHead(status, headers).end(body);
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("no port");
  process.env = {
    ...before,
    AWS_ENDPOINT_URL: `http://127.0.0.1:${address.port}`,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "x",
    AWS_SECRET_ACCESS_KEY: "y",
    PULUMI_BACKEND_URL: "s3://demo-state",
  };
});
afterAll(async () => {
  process.env = before;
  await new Promise((resolve) => server.close(resolve));
});

describe.each(["demo-prod", "demo-account"])("someone who may ask nothing about %s", (stack) => {
  test("reads the action that is missing in each line, and no stack trace", async () => {
    const { report } = await linesOf(await demoIn(accountId, stack));
    const untold = report.lines.filter(({ status }) => status === "cannot tell");
    expect(untold.length).toBeGreaterThan(8);
    for (const { text } of untold) {
      const [, action = ""] = text.match(/^these credentials may not call (\S+)$/) ?? [text, text];
      expect(doctorActions).toContain(action);
    }
    const told = report.lines.filter(({ status }) => status !== "cannot tell").map(({ check }) => check);
    expect(
      told.filter((check) => !["account", "credentials", "state's secrets", "concurrent runs of functions", "DMARC"].includes(check)),
    ).toEqual([]);
  });
});

test("an AWS that does not answer is said in one line, with the status of what could not be asked", async () => {
  process.env.AWS_ENDPOINT_URL = "http://127.0.0.1:1";
  const { report } = await linesOf(await demoIn(accountId, "demo-prod"));
  expect(report.status).toBe(2);
  expect(report.lines.map(({ check, status, text }) => [check, status, text])).toEqual([
    ["account", "cannot tell", "AWS did not answer sts:GetCallerIdentity (ECONNREFUSED)"],
  ]);
});

test("without credentials that is the line, and how to get some", async () => {
  process.env = { ...before, AWS_EC2_METADATA_DISABLED: "true", AWS_CONFIG_FILE: "/dev/null", AWS_SHARED_CREDENTIALS_FILE: "/dev/null" };
  const { report } = await linesOf(await demoIn(accountId, "demo-prod"));
  expect(report.status).toBe(2);
  expect(report.lines).toMatchObject([{ check: "account", text: "AWS credentials are missing or incomplete" }]);
  expect(report.lines[0]?.help).toContain("aws sso login");
});

describe("on the command line", () => {
  const root = join(import.meta.dirname, "../../..");
  const run = (...args: string[]) => {
    const noCredentials = { AWS_EC2_METADATA_DISABLED: "true", AWS_CONFIG_FILE: "/dev/null", AWS_SHARED_CREDENTIALS_FILE: "/dev/null" };
    const { AWS_ACCESS_KEY_ID: _, AWS_SECRET_ACCESS_KEY: __, AWS_ENDPOINT_URL: ___, ...rest } = before;
    return spawnSync(process.execPath, ["cli/store.mjs", "doctor", ...args], {
      cwd: root,
      encoding: "utf8",
      env: { ...rest, ...noCredentials },
    });
  };

  test("the report is one JSON object, and the status says that AWS was not asked", () => {
    const { status, stdout, stderr } = run("demo-prod", "--json");
    expect([status, stderr]).toEqual([2, ""]);
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      stack: "demo-prod",
      status: 2,
      lines: [{ check: "account", status: "cannot tell" }],
    });
  });

  test("a stack without a file is one sentence and no report", () => {
    const { status, stdout, stderr } = run("demo-shop");
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/^stacks\/Pulumi\.demo-shop\.yaml: no such file, expected one of the stacks .+\n$/);
  });
});

test("no action is listed that nothing asks", () => {
  const sources = globSync("cli/doctor/read*.ts", { cwd: join(import.meta.dirname, "../../..") });
  const text = sources.map((file) => readFileSync(join(import.meta.dirname, "../../..", file), "utf8")).join("\n");
  expect(doctorActions.filter((action) => !text.includes(`"${action}"`))).toEqual([]);
});
