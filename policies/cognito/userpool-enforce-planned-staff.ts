import type { IntendedSignIn } from "../../domain/contracts/intended.ts";
import { secureUserPool, secureUserPoolClient, signInLimits } from "../../domain/defaults/admin-sign-in.ts";
import { callbackUrls } from "../../domain/firewall/sign-in-plan.ts";
import { collect } from "../model/collect.ts";
import { differences, propertiesOf } from "../model/differences.ts";
import { planOf } from "../model/intended.ts";
import type { Policy } from "../model/policy.ts";
import type { Stack } from "../model/stack.ts";
import { clientTypes, userPoolType } from "./types.ts";

export const cognitoUserpoolEnforcePlannedStaff: Policy = {
  name: "aws-cognito-userpool-enforce-planned-staff",
  description:
    "A store's user pool for staff has exactly the people, the roles and the client of its settings, and no trigger takes part in a sign-in.",
  severity: "critical",
  controls: [
    {
      key: "COG-40",
      service: "Cognito",
      control: "Accounts of staff, their roles, the client and its addresses are those of the settings; no trigger changes a sign-in",
      pci: ["7.2.1", "7.2.4", "8.2.4", "8.4.1"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: "Name people in the settings, under adminSignIn.staff, where changes are reviewed.",
  url: "https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-app-integration.html",
  types: [userPoolType],
  check: (pool, stack) => {
    const signIn = wanted(stack);
    if (signIn === undefined) return undefined;
    const plan = { ...secureUserPool, name: `${stack.name}-staff`, lambdaConfig: undefined };
    return collect(
      [() => differences(plan, propertiesOf(pool.properties, plan)), () => peopleFaults(signIn, stack), () => clientFaults(signIn, stack)],
      (find) => find(),
    );
  },
};

/** The plan of staff; undefined where another identity provider has the accounts. */
const wanted = planOf(({ signIn }) => (signIn?.oidc === undefined ? signIn : undefined));

function peopleFaults({ staff }: IntendedSignIn, stack: Stack): string[] {
  const names = stack.ofType("aws:cognito/user:User").map((user) => user.get("username"));
  const roles = stack.ofType("aws:cognito/userInGroup:UserInGroup").map((one) => `${one.text("username")}: ${one.text("groupName")}`);
  const people = staff.map(({ email, role }) => ({ name: email.toLowerCase(), role }));
  return [
    ...differences(
      people.map(({ name }) => name),
      names,
      "the pool's accounts",
    ),
    ...differences(
      people.map(({ name, role }) => `${name}: ${role}`),
      roles,
      "the accounts' roles",
    ),
  ];
}

function clientFaults({ hosts, sessionMinutes }: IntendedSignIn, stack: Stack): string[] {
  const refreshTokenValidity = Math.max(signInLimits.minRefresh, sessionMinutes);
  const plan = { ...secureUserPoolClient, name: "load-balancer", callbackUrls: callbackUrls(hosts), refreshTokenValidity };
  return collect(stack.ofType(...clientTypes), (client) =>
    differences(plan, propertiesOf(client.properties, plan)).map((sentence) => `the client ${client.name}: ${sentence}`),
  );
}
