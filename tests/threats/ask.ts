import { createValidatedPolicy, validateResourcePolicy } from "@cloud-copilot/iam-policy";
import { runSimulation, runUnsafeSimulation, type Simulation } from "@cloud-copilot/iam-simulate";
import { texts } from "../../domain/iam/conditions.ts";
import { statementsIn } from "../../domain/iam/resource-policy.ts";
import { accountId } from "./names.ts";

/** Who asks: a role, or the account's root. */
export interface Principal {
  readonly name: string;
  readonly arn: string;
  readonly policies: Readonly<Record<string, unknown>>;
  readonly boundary?: unknown;
}

/** One call. */
export interface Question {
  readonly action: string;
  readonly arn: string;
  readonly context: Readonly<Record<string, string>>;
  /** Of what the call is about. @default - none */
  readonly policy?: unknown;
}

/** Whether some policy of his asks for a condition key that is sent by choice. */
export function asksFor({ policies, boundary }: Principal, action: string, keys: readonly string[]): boolean {
  const documents = [...Object.values(policies), ...(boundary === undefined ? [] : [boundary])];
  const statements = documents.flatMap((document) => speaking(document, action));
  return statements.some(({ Condition }) => keys.some((key) => JSON.stringify(Condition)?.includes(key)));
}

/** Whether AWS lets someone make a call: his policies, his boundary, and the policy of what it is about. */
export async function may(principal: Principal, question: Question): Promise<boolean> {
  // Most answers are a plain no, and the engine takes its time.
  return mentions(principal, question) && (await simulated(principal, question)) === "Allowed";
}

async function simulated({ name, arn, policies, boundary }: Principal, question: Question): Promise<string> {
  const asked: Simulation = {
    request: {
      principal: arn,
      action: question.action,
      resource: { resource: question.arn, accountId },
      contextVariables: { ...always, "aws:PrincipalArn": arn, ...question.context },
    },
    identityPolicies: Object.entries(policies).map(([policy, document]) => ({ name: policy, policy: about(document, question.action) })),
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    ...(boundary !== undefined && { permissionBoundaryPolicies: [{ name: "boundary", policy: about(boundary, question.action) }] }),
    ...(question.policy !== undefined && { resourcePolicy: resourcePolicy(question.policy) }),
  };
  // The engine leaves out the encryption context, whose keys may have a colon in their names: what is sent to KMS is what AWS would send.
  if (question.action.startsWith("kms:")) return runUnsafeSimulation(asked, {});
  const result = await runSimulation(asked, {});
  if (result.resultType !== "error") return result.overallResult;
  // Two of the reference's patterns fit the ARN: the engine cannot say which keys AWS sends, so it gets all of ours.
  if (result.errors.message === "multiple.resource.types" || /::document\/AWS-/.test(question.arn)) return runUnsafeSimulation(asked, {});
  throw new Error(`${name}: ${question.action} on ${question.arn}: ${JSON.stringify(result.errors)}`);
}

/** A policy's statements that speak of an action: the others say nothing, and the engine would read them each time. */
function about(document: unknown, action: string): object {
  return { Version: "2012-10-17", Statement: speaking(document, action) };
}

const always = {
  "aws:PrincipalAccount": accountId,
  "aws:ResourceAccount": accountId,
  "aws:PrincipalIsAWSService": "false",
  "aws:SecureTransport": "true",
  "s3:TlsVersion": "1.3",
};

const validated = new WeakMap<object, ReturnType<typeof createValidatedPolicy>>();

/** A trust policy has no resource: it is about the role itself. */
function resourcePolicy(document: unknown) {
  if (typeof document !== "object" || document === null) throw new Error(`got ${JSON.stringify(document)}, expected a policy`);
  const known = validated.get(document);
  if (known) return known;
  const Statement = statementsIn(document).map((one) => (one.NotResource === undefined ? { ...one, Resource: one.Resource ?? "*" } : one));
  const made = createValidatedPolicy({ Version: "2012-10-17", Statement }, validateResourcePolicy, { name: "resource" });
  validated.set(document, made);
  return made;
}

/** Whether some statement that allows is about such a call, of each kind of policy that has to: whatever its conditions say. */
function mentions({ policies, boundary }: Principal, { action, arn }: Question): boolean {
  const named = (document: unknown) => speaking(document, action).some((one) => one.Effect === "Allow" && isAbout(one, arn));
  return Object.values(policies).some(named) && (boundary === undefined || named(boundary));
}

type Statement = Readonly<Record<string, unknown>>;
const bySpeech = new WeakMap<object, Map<string, readonly Statement[]>>();

/** A policy's statements that speak of an action. */
function speaking(document: unknown, action: string): readonly Statement[] {
  if (typeof document !== "object" || document === null) throw new Error(`got ${JSON.stringify(document)}, expected a policy`);
  const known = bySpeech.get(document) ?? new Map<string, readonly Statement[]>();
  bySpeech.set(document, known);
  const found = known.get(action) ?? statementsIn(document).filter((statement) => speaksOf(statement, action.toLowerCase()));
  known.set(action, found);
  return found;
}

const asExpression = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replaceAll("*", ".*")
      .replaceAll("?", ".")}$`,
    "s",
  );

const expressions = new Map<string, RegExp>();

/** As {@link covers}, without an expression of its own for each question. */
function fits(pattern: string, text: string): boolean {
  if (!/[*?]/.test(pattern)) return pattern === text;
  const expression = expressions.get(pattern) ?? asExpression(pattern);
  expressions.set(pattern, expression);
  return expression.test(text);
}

const speaksOf = ({ Action }: Statement, action: string): boolean =>
  Action === undefined || texts(Action).some((pattern) => fits(pattern.toLowerCase(), action));

/** What IAM fills in may be anything. */
const isAbout = ({ Resource }: Statement, arn: string): boolean =>
  Resource === undefined || texts(Resource).some((pattern) => pattern === "*" || fits(pattern.replace(/\$\{[^}]*\}/g, "*"), arn));
