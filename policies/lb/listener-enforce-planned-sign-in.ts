import type { IntendedSignIn } from "../../domain/contracts/intended.ts";
import { howToAsk, planSignIn, type SignInRule, signInPart } from "../../domain/firewall/sign-in-plan.ts";
import { isRecord } from "../../domain/values.ts";
import { clientTypes, userPoolType } from "../cognito/types.ts";
import { collect } from "../model/collect.ts";
import { differences, Own } from "../model/differences.ts";
import { planOf } from "../model/intended.ts";
import { ownValue } from "../model/own.ts";
import type { Policy } from "../model/policy.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { listenerRuleTypes, listenerTypes, targetGroupTypes } from "./types.ts";

export const lbListenerEnforcePlannedSignIn: Policy = {
  name: "aws-lb-listener-enforce-planned-sign-in",
  description: "If a store's settings require a sign-in for the administration, its listener has exactly their rules.",
  severity: "critical",
  controls: [
    {
      key: "ALB-40",
      service: "ELB (ALB)",
      control: "The sign-in's rules are those of the settings: the same paths, pool, session and order",
      pci: ["7.2.1", "8.4.1", "8.4.2", "8.2.8"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: "Change the settings under adminSignIn and firewall.admin, where changes are reviewed.",
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html",
  types: listenerTypes,
  check: (listener, stack) => {
    const signIn = wanted(stack);
    if (signIn === undefined) return undefined;
    const rules = stack.referring(listener, "listenerArn", listenerRuleTypes);
    const planned = forwards(listener) ? planSignIn({ admin: signIn.admin, ownAddresses: [egress] }) : [];
    const names = new Set(planned.map(nameOf));
    return [
      ...collect(planned, (plan) =>
        faultsOf(
          plan,
          signIn,
          rules.find(({ name }) => name === nameOf(plan)),
          stack,
        ),
      ),
      ...rules.filter(({ name }) => !names.has(name)).map(({ name }) => `the rule ${name} is not in the settings; remove it`),
    ];
  },
};

const wanted = planOf(({ signIn }) => signIn);

/** Placeholder for the store's egress addresses, which only AWS knows. */
const egress = "egress addresses";

const nameOf = ({ name }: Pick<SignInRule<string>, "name">): string => `${signInPart}-${name}`;

const forwards = (listener: Resource): boolean =>
  listener.list("defaultActions").some((action) => !isRecord(action) || action.type !== "redirect");

function faultsOf(plan: SignInRule<string>, signIn: IntendedSignIn, rule: Resource | undefined, stack: Stack): string[] {
  if (rule === undefined) return [`the rule ${nameOf(plan)} is missing; the settings give it at priority ${plan.priority}`];
  const found = collect(
    [
      () => differences(plan.priority, rule.get("priority"), "priority"),
      () => differences(conditionsOf(plan, rule, stack), rule.get("conditions"), "conditions"),
      () => differences(actionsOf(plan, signIn, rule, stack), rule.get("actions"), "actions"),
      () => differences(undefined, rule.get("transforms"), "transforms"),
    ],
    (find) => find(),
  );
  return found.map((sentence) => `the rule ${rule.name}: ${sentence}`);
}

/** The plan's conditions, with any number of the store's egress addresses. */
function conditionsOf({ conditions }: SignInRule<string>, rule: Resource, stack: Stack) {
  const own = ownValue(
    "an egress address",
    { holder: rule, property: "conditions" },
    stack.ofType("aws:ec2/eip:Eip"),
    "publicIp",
    (ip) => `${ip}/32`,
  );
  const all = new Own(
    "the store's egress addresses only",
    (values) => Array.isArray(values) && values.length > 0 && values.every(own.admits),
  );
  return conditions.map((condition) => ("sourceIp" in condition ? { sourceIp: { values: all } } : condition));
}

function actionsOf({ does }: SignInRule<string>, signIn: IntendedSignIn, holder: Resource, stack: Stack): object[] {
  const own = (what: string, types: readonly string[], of: string) =>
    ownValue(what, { holder, property: "actions" }, stack.ofType(...types), of);
  const forward = { type: "forward", targetGroupArn: own("the store's target group", targetGroupTypes, "arn") };
  if (does === "pass") return [forward];
  const how = howToAsk(signIn.sessionMinutes, does);
  if (signIn.oidc)
    return [
      { type: "authenticate-oidc", authenticateOidc: { ...signIn.oidc, clientSecret: new Own("a secret", () => true), ...how } },
      forward,
    ];
  const pool = {
    userPoolArn: own("the store's pool", [userPoolType], "arn"),
    userPoolClientId: own("the pool's client", clientTypes, "id"),
    userPoolDomain: own("the pool's domain", ["aws:cognito/userPoolDomain:UserPoolDomain"], "domain"),
  };
  return [{ type: "authenticate-cognito", authenticateCognito: { ...pool, ...how } }, forward];
}
