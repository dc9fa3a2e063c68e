import type { Principal } from "./ask.ts";
import { account, accountId, others, roleArn, store } from "./names.ts";
import type { Role, World } from "./world.ts";

/** Anyone who acts in the account, by himself or as someone else. */
export interface Being extends Principal {
  /** Whose things are his own. */
  readonly stack: string;
  readonly boundaryArn?: string;
  /** As the page names him where someone acts as him. */
  readonly title: string;
}

const everything = { Version: "2012-10-17", Statement: [{ Sid: "All", Effect: "Allow", Action: "*", Resource: "*" }] };

export const boundaryArnOf = (stack: string): string => `arn:aws:iam::${accountId}:policy/${account}-boundary-${stack}`;

/** A name for any role that a store's deployment could make. */
export const anyRoleOf = (stack: string): string => `${stack}-any`;

/** A role that nothing bounds. */
export const unbounded = "unbounded";

/** All who could act: the roles that there are, those that could be made, and the account's root. */
export function beingsOf(world: World): ReadonlyMap<string, Being> {
  const made = [store, ...others].map((stack): Being => {
    const policy = world.things.find(({ arn }) => arn === boundaryArnOf(stack));
    if (!policy) throw new Error(`${stack}: got no boundary, expected ${boundaryArnOf(stack)}`);
    const boundary: unknown = JSON.parse(String(policy.inputs.policy));
    const name = anyRoleOf(stack);
    return {
      name,
      arn: roleArn(name),
      policies: { everything },
      boundary,
      boundaryArn: boundaryArnOf(stack),
      stack,
      title: `any role of ${stack}`,
    };
  });
  const free: Being = {
    name: unbounded,
    arn: roleArn(unbounded),
    policies: { everything },
    stack: account,
    title: "a role without bounds",
  };
  const root: Being = { name: "root", arn: `arn:aws:iam::${accountId}:root`, policies: { everything }, stack: account, title: "root" };
  return new Map([...world.roles.map(beingOf), ...made, free, root].map((one) => [one.name, one]));
}

function beingOf(role: Role): Being {
  const stack = new RegExp(`^${account}-deploy-(.+)$`).exec(role.name)?.[1] ?? role.stack;
  return { ...role, stack, title: `the role ${role.name.replace(/-1$/, "")}` };
}
