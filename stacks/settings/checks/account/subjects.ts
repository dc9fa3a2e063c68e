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

/** What is wrong with the subjects of a list, beside those of all lists: one sentence each at most. */
export function subjectFaults(list: SubjectList, all: readonly SubjectList[], issuer: string): string[] {
  const { path, takes, subjects } = list;
  return subjects.flatMap((text, i) => {
    const expected = (issuer === github ? githubExpected(takes, text, all) : undefined) ?? sharedExpected(list, text, all);
    return expected === undefined ? [] : [fault(`${path}[${i}]`, text, expected)];
  });
}

const environmentOf = (stack: string): string => stack.slice(stack.lastIndexOf("-") + 1);

/** One job's token takes one kind of role, and deploys stores of one environment: whoever approves dev's changes has not approved prod's. */
function sharedExpected({ takes, stack }: SubjectList, text: string, all: readonly SubjectList[]): string | undefined {
  const deploying = all.filter((list) => list.takes === "deploy" && list.subjects.includes(text));
  if (takes === "plan") return deploying.length > 0 ? "a subject that deploys nothing: who may look may not change" : undefined;
  const other = deploying.find((one) => environmentOf(one.stack) !== environmentOf(stack));
  return other && `a subject of ${environmentOf(stack)} alone: ${other.path} has it, for ${environmentOf(other.stack)}`;
}

/**
 * GitHub's subjects begin with the repository (docs.github.com/en/actions/reference/security/oidc). What changes a store comes from an
 * environment, whose rules ask for approval; what looks, from one or from a branch: neither from what anybody can propose.
 */
function githubExpected(takes: SubjectList["takes"], text: string, all: readonly SubjectList[]): string | undefined {
  const own = repositoryOf(text);
  if (own === undefined) return "repo:<owner>/<repository>: and what of it";
  const first = all
    .flatMap(({ path, subjects }) => subjects.map((one, i) => ({ at: `${path}[${i}]`, of: repositoryOf(one) })))
    .find(({ of }) => of);
  if (first && first.of !== own) return `a subject of ${first.of}, as ${first.at} is: one repository deploys an account's stores`;
  const [, , kind = "", ...rest] = text.split(":");
  const named = rest.join(":");
  const isEnvironment = kind === "environment" && named !== "";
  if (takes === "deploy") return isEnvironment ? undefined : "a subject that ends with environment:<name>, whose rules say who approves";
  const isBranch = kind === "ref" && /^refs\/heads\/./.test(named);
  return isEnvironment || isBranch
    ? undefined
    : "a subject that ends with environment:<name> or ref:refs/heads/<branch>: no pull request takes a role";
}

const repositoryOf = (text: string): string | undefined => /^repo:([^:/]+\/[^:/]+):./.exec(text)?.[1];
