import { all, output } from "@pulumi/pulumi";
import type { IamStatement } from "../../../domain/iam/statement.ts";
import type { Context } from "../../components/iam.ts";
import { findModels } from "../aws/model.ts";
import { Refusal, refusedAs, serviceOf } from "../aws/refusal.ts";
import type { Request } from "../aws/wire.ts";
import { authorizationsOf } from "../calls/authorization.ts";
import { type Operation, operations } from "../calls/requests.ts";
import { isAllowed, type Question, type RolePolicies } from "../judge.ts";
import { gateway, type Reply } from "./gateway.ts";

/** An emulated AWS that does what a role may do, and refuses all else in the service's words. */
export interface EnforcedAws {
  readonly url: string;
  /** Gives the role these statements in place of those that it has. */
  grant(statements: readonly IamStatement[]): Promise<void>;
  /** Throws if anything was refused, with what it was: a function that swallows it passes no test. */
  stop(): Promise<void>;
}

/** Puts IAM in front of `target`, which refuses no one, for a role with the statements that its component makes; at first it has none. */
export async function enforced(target: string, accountId: string): Promise<EnforcedAws> {
  const operationOf = operations(await findModels());
  let role = enforceable({ arn: `arn:aws:iam::${accountId}:role/function`, accountId, policies: {} });
  const refused = new Set<string>();
  const { hooks, url, stop: end } = await gateway({ target, operationOf: ({ url = "" }) => url });
  hooks.before = async ({ request }) => {
    const operation = operationOf(request);
    const denied = await firstDenied(role, operation);
    if (denied === undefined) return undefined;
    refused.add(denied);
    return refusal(request, operation, denied);
  };
  return { url, grant, stop };

  async function grant(statements: readonly IamStatement[]): Promise<void> {
    role = enforceable({ ...role.of, policies: { own: { Version: "2012-10-17", Statement: await resolved(statements) } } });
  }

  async function stop(): Promise<void> {
    await end();
    if (refused.size > 0) throw new Error(`the role's policy refuses ${[...refused].join(", ")}`);
  }
}

/** A role, and what is asked of its policies: a function makes the same few calls over and over. */
interface Enforceable {
  readonly of: RolePolicies;
  isAllowed(question: Question): Promise<boolean>;
}

function enforceable(of: RolePolicies): Enforceable {
  const answers = new Map<string, Promise<boolean>>();
  return {
    of,
    isAllowed: (question) => {
      const key = JSON.stringify(question);
      const answer = answers.get(key) ?? isAllowed(of, question);
      answers.set(key, answer);
      return answer;
    },
  };
}

/** What a call may not do, of all that IAM is asked for it; all resources are the account's own. */
async function firstDenied({ of, isAllowed }: Enforceable, operation: Operation): Promise<string | undefined> {
  const said = { "aws:ResourceAccount": of.accountId, ...saidOf(operation) };
  for (const { action, resources, context } of await authorizationsOf(operation, of.accountId)) {
    for (const resource of resources) {
      if (!(await isAllowed({ action, resource, context: { ...said, ...context } }))) return `${action} on ${resource}`;
    }
  }
  return undefined;
}

/** The condition keys of a service of its own, by what the request says. */
function saidOf({ name, parameters }: Operation): Context {
  const values = (key: string) => parameters.get(key) ?? [];
  if (name === "ChangeResourceRecordSets")
    return {
      "route53:ChangeResourceRecordSetsNormalizedRecordNames": values("name").map((one) => one.toLowerCase().replace(/\.$/, "")),
      "route53:ChangeResourceRecordSetsRecordTypes": values("type"),
      "route53:ChangeResourceRecordSetsActions": values("action"),
    };
  return /^ListObject/.test(name) ? { "s3:prefix": values("prefix")[0] ?? "" } : {};
}

function refusal(request: Request, { name }: Operation, denied: string): Reply {
  const code = request.headers["x-amz-target"] === undefined ? "AccessDenied" : "AccessDeniedException";
  return refusedAs(`${serviceOf(request)}:${name}`, new Refusal(code, `not authorized to perform: ${denied}`));
}

const resolved = async (statements: readonly IamStatement[]): Promise<unknown> =>
  await new Promise((resolve) => void all(statements.map((statement) => output(statement))).apply(resolve));
