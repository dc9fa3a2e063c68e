import { fault } from "../../faults.ts";
import type { AccountSettings } from "../../resolve/account.ts";
import { github } from "../../schema/account/ci.ts";

/** Subjects of the jobs that take one role. */
interface SubjectList {
  readonly path: string;
  readonly takes: "plan" | "deploy";
  readonly subjects: readonly string[];
}

/** The lists of `ci.deploy`, as the file has them. */
export const subjectLists = (stores: NonNullable<AccountSettings["ci"]>["deploy"]): SubjectList[] =>
  stores.flatMap(({ plan, subjects }, i) => [
    { path: `ci.deploy[${i}].plan`, takes: "plan", subjects: plan },
    { path: `ci.deploy[${i}].subjects`, takes: "deploy", subjects },
  ]);

/** What is wrong with the subjects of a list, beside those of all lists: one sentence each at most. */
export function subjectFaults({ path, takes, subjects }: SubjectList, all: readonly SubjectList[], issuer: string): string[] {
  const deploying = all.filter((list) => list.takes === "deploy").flatMap((list) => list.subjects);
  return subjects.flatMap((text, i) => {
    const expected =
      (issuer === github ? githubExpected(takes, text, all) : undefined) ??
      (takes === "plan" && deploying.includes(text) ? "a subject that deploys nothing: who may look may not change" : undefined);
    return expected === undefined ? [] : [fault(`${path}[${i}]`, text, expected)];
  });
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
  const isEnvironment = kind === "environment" && rest.length > 0;
  if (takes === "deploy") return isEnvironment ? undefined : "a subject that ends with environment:<name>, whose rules say who approves";
  const isBranch = kind === "ref" && rest.join(":").startsWith("refs/heads/");
  return isEnvironment || isBranch
    ? undefined
    : "a subject that ends with environment:<name> or ref:refs/heads/<branch>: no pull request takes a role";
}

const repositoryOf = (text: string): string | undefined => /^repo:([^:/]+\/[^:/]+):./.exec(text)?.[1];
