// What .github/workflows/pull-request-comment.yml runs, from main's code: shows a report as a comment.
import { appendFileSync, readFileSync } from "node:fs";
import { messageOf, UserError } from "../offline/faults.ts";
import { comment, reportedIn, reportIn } from "./comment.ts";

const required = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new UserError(`${name}: missing; expected it as GitHub Actions sets it`);
  return value;
};

try {
  const run = reportedIn(JSON.parse(readFileSync(required("GITHUB_EVENT_PATH"), "utf8")));
  const github = { api: required("GITHUB_API_URL"), repository: required("GITHUB_REPOSITORY"), token: required("GITHUB_TOKEN") };
  const number = await comment(github, run, reportIn(required("REPORT")));
  if (number === undefined) console.log(`no comment: ${run.sha} is not the head of exactly one open pull request`);
  else appendFileSync(required("GITHUB_OUTPUT"), `number=${number}\n`);
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  console.error(messageOf(error));
  process.exitCode = 1;
}
