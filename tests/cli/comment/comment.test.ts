import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { comment, reportedIn, reportIn } from "../../../cli/comment/comment.ts";
import { MARKER } from "../../../cli/comment/neutral.ts";
import { type Comment, GitHubStub } from "./github-stub.ts";

const sha = "b".repeat(40);
const run = { sha, branch: "fix", head: "stranger/hosting", url: "https://github.com/shop/hosting/actions/runs/1" };
const request = { number: 7, head: { ref: "fix", sha, repo: { full_name: "stranger/hosting" } }, state: "open" };
const bot = { login: "github-actions[bot]", type: "Bot" };

const stub = new GitHubStub("shop/hosting", "a-token");
beforeAll(async () => await stub.start());
afterAll(async () => await stub.stop());
beforeEach(() => stub.reset([request]));

const github = (token = "a-token") => ({ api: stub.url, repository: "shop/hosting", token });
const bodies = (): string[] => stub.comments.map(({ body }: Comment) => body.split("\n").at(-1) ?? "");

test("a run's report becomes one comment, which the next run replaces", async () => {
  expect(await comment(github(), run, "first")).toBe(7);
  expect(bodies()).toEqual(["first"]);
  expect(await comment(github(), run, "second")).toBe(7);
  expect(bodies()).toEqual(["second"]);
});

test("it is found behind hundreds of others, and no one else's with its marker is touched", async () => {
  const others = Array.from({ length: 250 }, (_, id) => ({ id, user: { login: "stranger", type: "User" }, body: `${MARKER}\nhers` }));
  stub.comments.push(...others, { id: 900, user: bot, body: `${MARKER}\nold` });
  await comment(github(), run, "new");
  expect(stub.comments.filter(({ body }) => body.endsWith("new")).map(({ id }) => id)).toEqual([900]);
  expect(stub.comments.filter(({ body }) => body.endsWith("hers"))).toHaveLength(250);
});

test.each([
  ["the head has moved on", [{ ...request, head: { ...request.head, sha: "c".repeat(40) } }]],
  [
    "the branch is of another repository of the same owner",
    [{ ...request, head: { ...request.head, repo: { full_name: "stranger/other" } } }],
  ],
  ["the repository of the head is gone", [{ ...request, head: { ...request.head, repo: null } }]],
  ["there are two, into two branches", [request, { ...request, number: 8 }]],
  ["it is closed", [{ ...request, state: "closed" }]],
])("nothing is written where %s", async (_what, requests) => {
  stub.reset(requests);
  expect([await comment(github(), run, "report"), stub.comments]).toEqual([undefined, []]);
});

test("what GitHub refuses is one sentence in its words", async () => {
  await expect(comment(github("wrong"), run, "x")).rejects.toThrow(
    /^GET \/pulls\?state=open&head=stranger%3Afix&per_page=100&page=1: got 401 from GitHub \(.*Bad credentials.*\), expected success$/,
  );
});

test("the run is GitHub's word, and another event has none", () => {
  const event = { workflow_run: { head_sha: sha, head_branch: "fix", html_url: run.url, head_repository: { full_name: run.head } } };
  expect(reportedIn(event)).toEqual(run);
  expect(() => reportedIn({ workflow_run: { ...event.workflow_run, head_repository: null } })).toThrow(/^GITHUB_EVENT_PATH: got no run/);
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "comment-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("a report is a file of a report's size, and nothing that a link leads to", () => {
  const file = join(folder, "policies.md");
  expect(reportIn(file)).toBeUndefined();
  writeFileSync(file, "fine");
  expect(reportIn(file)).toBe("fine");
  writeFileSync(file, "x".repeat((1 << 20) + 1));
  expect(() => reportIn(file)).toThrow("policies.md: got 1048577 bytes, expected a report of at most 1048576");
  symlinkSync("/etc/passwd", join(folder, "link.md"));
  mkdirSync(join(folder, "folder.md"));
  for (const name of ["link.md", "folder.md"])
    expect(() => reportIn(join(folder, name))).toThrow("got a folder or a link, expected the report's file");
});
