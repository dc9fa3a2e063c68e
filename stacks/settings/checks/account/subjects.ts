import { fault } from "../../faults.ts";
import type { AccountSettings } from "../../resolve/account.ts";
import { github } from "../../schema/account/ci.ts";

/** Subjects of the jobs that take one role. */
interface SubjectList {
  readonly path: string;
  readonly stack: string;
  readonly takes: "plan" | "deploy";
  readonly subjects: readonly string[];
}

/** The lists of `ci.deploy`, as the file has them. */
export const subjectLists = (stores: NonNullable<AccountSettings["ci"]>["deploy"]): SubjectList[] =>
  stores.flatMap(({ stack, plan, subjects }, i) => [
    { path: `ci.deploy[${i}].plan`, stack, takes: "plan", subjects: plan },
    { path: `ci.deploy[${i}].subjects`, stack, takes: "deploy", subjects },
  ]);

/** Faults of the subjects of a list, beside those of all lists: at most one sentence each. */
export function subjectFaults(list: SubjectList, all: readonly SubjectList[], issuer: string): string[] {
  const { path, takes, subjects } = list;
  return subjects.flatMap((text, i) => {
    const expected = (issuer === github ? githubExpected(takes, text, all) : undefined) ?? sharedExpected(list, text, all);
    return expected === undefined ? [] : [fault(`${path}[${i}]`, text, expected)];
  });
}

const environmentOf = (stack: string): string => stack.slice(stack.lastIndexOf("-") + 1);

/** Expects a job to take one kind of role, and to deploy stores of one environment: an approval of dev's changes is none of prod's. */
function sharedExpected({ takes, stack }: SubjectList, text: string, all: readonly SubjectList[]): string | undefined {
  const deploying = all.filter((list) => list.takes === "deploy" && list.subjects.includes(text));
  if (takes === "plan")
    return deploying.length > 0 ? "a subject that no ci.deploy[].subjects has: a job that plans must not deploy" : undefined;
  const other = deploying.find((one) => environmentOf(one.stack) !== environmentOf(stack));
  return other && `a subject of ${environmentOf(stack)} only: ${other.path} has it too, for ${environmentOf(other.stack)}`;
}

/**
 * GitHub's subjects begin with the repository (docs.github.com/en/actions/reference/security/oidc). A job that deploys runs in an
 * environment, whose rules ask for approval; a job that plans, in an environment or on a branch; neither on a pull request.
 */
function githubExpected(takes: SubjectList["takes"], text: string, all: readonly SubjectList[]): string | undefined {
  const own = repositoryOf(text);
  if (own === undefined) return "a subject that begins with repo:<owner>/<repository>:";
  const first = all
    .flatMap(({ path, subjects }) => subjects.map((one, i) => ({ at: `${path}[${i}]`, of: repositoryOf(one) })))
    .find(({ of }) => of);
  if (first && first.of !== own) return `a subject of ${first.of}, as ${first.at} is: one repository deploys an account's stores`;
  const [, , kind = "", ...rest] = text.split(":");
  const named = rest.join(":");
  const isEnvironment = kind === "environment" && named !== "";
  if (takes === "deploy")
    return isEnvironment ? undefined : "a subject that ends with environment:<name>, whose protection rules require an approval";
  const isBranch = kind === "ref" && /^refs\/heads\/./.test(named);
  return isEnvironment || isBranch
    ? undefined
    : "a subject that ends with environment:<name> or ref:refs/heads/<branch>: jobs of pull requests take no role";
}

const repositoryOf = (text: string): string | undefined => /^repo:([^:/]+\/[^:/]+):./.exec(text)?.[1];
