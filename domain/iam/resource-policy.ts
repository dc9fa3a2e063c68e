import { isUnknown } from "../graph-values.ts";
import { kept } from "../kept.ts";
import { isRecord } from "../values.ts";
import { type Answer, between, every, not, some } from "./answer.ts";
import { type Context, conditionHolds, fill, parts, texts } from "./conditions.ts";
import { canMeet, covers } from "./glob.ts";

/**
 * The caller: a service in its own name (`delivery.logs.amazonaws.com`), a role that only the resource's policy can admit, or a principal of an
 * account that IAM allows there, so that admitting the account is enough. `*` stands for an account that is not known.
 */
export type Actor = { readonly service: string } | { readonly role: string } | { readonly account: string };

/** A call to a resource, as AWS makes it. */
export interface ServiceCall {
  readonly actor: Actor;
  /** `s3:PutObject`. */
  readonly action: string;
  /** ARN; `*` where a part of it is unknown. */
  readonly resource: string;
  /** Condition keys in lower case; of a missing one it is unknown whether it is sent. */
  readonly context: Context;
}

/** A statement as it stands in a document. */
type Statement = Readonly<Record<string, unknown>>;

/**
 * Whether a resource's policy admits a call: `no` only where it surely does not. Looks at this one policy, as AWS does for service
 * principals, whom no identity's policy speaks of (docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html).
 */
export function admits(statements: readonly Statement[], call: ServiceCall): Answer {
  const asked = statementsAbout(call.action, statements);
  const of = (effect: string) => some(asked.filter(({ statement }) => statement.Effect === effect).map((about) => matches(about, call)));
  const denied = of("Deny");
  return denied === "yes" ? "no" : every([of("Allow"), not(denied)]);
}

/** A statement, and whether it is about an action. */
interface About {
  readonly statement: Statement;
  readonly action: Answer;
}

/** The statements that may be about an action, by policy and action: a hundred alarms call a topic in the same way. */
const byAction = new WeakMap<readonly Statement[], Map<string, readonly About[]>>();

const statementsAbout = (action: string, statements: readonly Statement[]): readonly About[] =>
  kept(
    kept(byAction, statements, () => new Map()),
    action,
    () => statements.map((statement) => ({ statement, action: isAbout(action, statement) })).filter((about) => about.action !== "no"),
  );

const isAbout = (action: string, statement: Statement): Answer =>
  named(statement, "Action", (value) => some(texts(value).map((pattern) => isAction(pattern, action))));

function matches({ statement, action }: About, call: ServiceCall): Answer {
  const asked = named(statement, "Principal", (value) => some(principals(value).map((who) => isActor(who, call.actor))));
  // Most statements are of others: the rest takes longer.
  if (asked === "no") return "no";
  return every([
    asked,
    action,
    named(statement, "Resource", (value) => some(texts(value).map((pattern) => isResource(pattern, call)))),
    // One whose variable stands for nothing makes the whole statement void.
    texts(statement.NotResource).some((pattern) => fill(pattern, call.context) === "no") ? "no" : "yes",
    conditionHolds(statement.Condition, call.context),
    "account" in call.actor && !call.context.has("aws:principalarn") ? isForPeople(statement.Condition) : "yes",
  ]);
}

const isServiceLinked = (arn: string): boolean => arn.includes(":role/aws-service-role/");

/** A condition that names service-linked roles only admits none of an account's own people and roles. */
function isForPeople(condition: unknown): Answer {
  const named = isRecord(condition)
    ? Object.entries(condition).flatMap(([operator, keys]) => (isRecord(keys) && !/not/i.test(operator) ? Object.entries(keys) : []))
    : [];
  const arns = named.flatMap(([key, operands]) => (key.toLowerCase() === "aws:principalarn" ? texts(operands) : []));
  return arns.length > 0 && arns.every(isServiceLinked) ? "no" : "yes";
}

/** The answer of an element, or the contrary of its `Not…`; a missing one matches. */
function named(statement: Statement, element: string, ask: (value: unknown) => Answer): Answer {
  if (statement[element] !== undefined) return ask(statement[element]);
  return statement[`Not${element}`] === undefined ? "yes" : not(ask(statement[`Not${element}`]));
}

/** By kind: `["AWS", "*"]`. */
function principals(value: unknown): [kind: string, name: string][] {
  if (!isRecord(value)) return texts(value).map((name) => ["AWS", name]);
  return Object.entries(value).flatMap(([kind, names]) => texts(names).map((name): [string, string] => [kind, name]));
}

function isActor([kind, name]: readonly [string, string], actor: Actor): Answer {
  if (isUnknown(name)) return "perhaps";
  if (kind === "AWS" && name === "*") return "yes";
  if ("service" in actor) return kind === "Service" ? between(name === actor.service, canMeet(name, actor.service)) : "no";
  if (kind !== "AWS") return "no";
  if ("role" in actor) return between(name === actor.role, canMeet(name, actor.role));
  if (isServiceLinked(name)) return "no";
  const account = /^(?:arn:[^:]*:(?:iam|sts)::)?(\d{12})(:root$|:|$)/.exec(name);
  if (!account?.[1]) return "no";
  const isRoot = account[2] !== ":";
  return every([between(account[1] === actor.account, canMeet(account[1], actor.account)), isRoot ? "yes" : "perhaps"]);
}

const isAction = (pattern: string, action: string): Answer =>
  between(covers(pattern.toLowerCase(), action.toLowerCase()), isUnknown(pattern));

function isResource(pattern: string, { resource, context }: ServiceCall): Answer {
  if (isUnknown(pattern)) return "perhaps";
  const filled = fill(pattern, context);
  if (filled === "no") return "no";
  if (filled === "perhaps") return between(false, arnsCanMeet(pattern.replace(/\$\{[^}]*\}/g, "*"), resource));
  return covers(filled.text, resource) ? "yes" : between(false, arnsCanMeet(filled.text, resource));
}

/** Like {@link canMeet}, part by part: an unknown partition or Region does not match what follows it. */
function arnsCanMeet(pattern: string, arn: string): boolean {
  const [asked, given] = [parts(pattern), parts(arn)];
  return asked.length < 6 ? canMeet(pattern, arn) : asked.every((part, i) => canMeet(part, given[i] ?? ""));
}

/** The statements of a policy document, as they stand; none of what is no document. */
export function statementsIn(document: unknown): Statement[] {
  return isRecord(document) ? [document.Statement].flat().filter(isRecord) : [];
}
