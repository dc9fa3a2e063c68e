import { lstatSync, readFileSync } from "node:fs";
import { isRecord } from "../../domain/values.ts";
import { UserError } from "../offline/faults.ts";
import { call, type GitHub, listed } from "./github.ts";
import { bodyOf, MARKER } from "./neutral.ts";

/** The run whose report is to be shown, by the event that GitHub sends (`workflow_run`). */
export interface Reported {
  readonly sha: string;
  readonly branch: string;
  /** `owner/name` of the repository that the branch is in: a fork, or this one. */
  readonly head: string;
  readonly url: string;
}

/** A report is some tens of kilobytes; nothing of a larger file is read. */
const MAX_BYTES = 1 << 20;

/** The run in an event's payload. @throws UserError where it is another event's */
export function reportedIn(event: unknown): Reported {
  const run = isRecord(event) ? event.workflow_run : undefined;
  const [sha, branch, url] = isRecord(run) ? [run.head_sha, run.head_branch, run.html_url] : [];
  const head = isRecord(run) && isRecord(run.head_repository) ? run.head_repository.full_name : undefined;
  if (typeof sha !== "string" || typeof branch !== "string" || typeof url !== "string" || typeof head !== "string")
    throw new UserError("GITHUB_EVENT_PATH: got no run with its commit, branch and repository, expected the event workflow_run");
  return { sha, branch, head, url };
}

/** Reads the report of a run from `file`; undefined where it left none. @throws UserError where it is no file of a report's size */
export function reportIn(file: string): string | undefined {
  const found = lstatSync(file, { throwIfNoEntry: false });
  if (found === undefined) return undefined;
  // A link could lead to anything on this machine.
  if (!found.isFile()) throw new UserError(`${file}: got a folder or a link, expected the report's file`);
  if (found.size > MAX_BYTES) throw new UserError(`${file}: got ${found.size} bytes, expected a report of at most ${MAX_BYTES}`);
  return readFileSync(file, "utf8");
}

/**
 * Writes or updates the one comment on the pull request that a run belongs to; resolves to the request's number. Which that is, GitHub
 * says: the open one whose branch is the run's and whose head is still the run's commit. Undefined where there is none, or more than one.
 */
export async function comment(github: GitHub, run: Reported, report: string | undefined): Promise<number | undefined> {
  const number = await requestOf(github, run);
  if (number === undefined) return undefined;
  const body = bodyOf(report, run);
  const former = await commentOn(github, number);
  if (former === undefined) await call(github, "POST", `/issues/${number}/comments`, { body });
  else await call(github, "PATCH", `/issues/comments/${former}`, { body });
  return number;
}

async function requestOf(github: GitHub, { sha, branch, head }: Reported): Promise<number | undefined> {
  const numbers: number[] = [];
  const from = encodeURIComponent(`${head.split("/")[0]}:${branch}`);
  for await (const request of listed(github, `/pulls?state=open&head=${from}`))
    if (isRecord(request) && typeof request.number === "number" && isHead(request.head, sha, head)) numbers.push(request.number);
  return numbers.length === 1 ? numbers[0] : undefined;
}

const isHead = (head: unknown, sha: string, repository: string): boolean =>
  isRecord(head) && head.sha === sha && isRecord(head.repo) && head.repo.full_name === repository;

/** The id of our comment. Any account can write the marker, so only the bot's own comment counts. */
async function commentOn(github: GitHub, number: number): Promise<number | undefined> {
  for await (const one of listed(github, `/issues/${number}/comments`)) {
    if (!isRecord(one) || !isRecord(one.user) || typeof one.id !== "number" || typeof one.body !== "string") continue;
    if (one.user.login === "github-actions[bot]" && one.user.type === "Bot" && one.body.startsWith(MARKER)) return one.id;
  }
  return undefined;
}
