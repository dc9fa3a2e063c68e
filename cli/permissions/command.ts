import { UserError } from "../offline/faults.ts";
import type { GraphResource } from "../offline/graph.ts";
import { guarded } from "../offline/guard.ts";
import { programOf } from "../offline/program.ts";
import { ownProject, readStackConfig } from "../offline/project.ts";
import { stackGraph } from "../offline/stack.ts";
import { startProgress } from "../preview/progress.ts";
import { faultStatus } from "../text/fault.ts";
import { screenOf } from "../text/screen.ts";
import { policyOf } from "./policy.ts";
import { type Role, type RoleNeeds, rolesOf } from "./roles.ts";
import { overviewText, roleText } from "./text.ts";

/** The command line of `store permissions`. */
export interface PermissionsOptions {
  readonly stack: string;
  /** `ci`, `nodes`, `staff`, or a function's name. @default - an overview of all */
  readonly role?: string;
  readonly json?: boolean;
  /** Folder of the stack files. @default - Pulumi.yaml's stackConfigDir */
  readonly stacks?: string;
}

/** Runs `store permissions`; resolves to the exit status: 0, or 1 where the stack cannot be previewed or has no such role. */
export async function permissions(options: PermissionsOptions): Promise<number> {
  try {
    const { stack, role, json } = options;
    const roles = await rolesOfStack(options);
    if (role === undefined) {
      const all = roles.map(({ read }) => read());
      console.log(json ? JSON.stringify({ stack, roles: all }, null, 2) : overviewText(stack, all, screenOf()));
    } else {
      const chosen = choose(stack, roles, role).read();
      console.log(json ? JSON.stringify(asJson(stack, chosen), null, 2) : roleText(stack, chosen, screenOf()));
    }
    return 0;
  } catch (error) {
    return faultStatus(error);
  }
}

async function rolesOfStack({ stack, stacks }: PermissionsOptions): Promise<Role[]> {
  const project = ownProject(stacks);
  const config = readStackConfig(project, stack);
  const progress = startProgress(`previewing ${stack}`);
  try {
    const graph: GraphResource[] = await guarded(() => stackGraph(programOf(project), config));
    progress.update(`reading the calls that the roles of ${stack} make`);
    return rolesOf(project.root, stack, graph);
  } finally {
    progress.stop();
  }
}

function choose(stack: string, roles: readonly Role[], role: string): Role {
  const found = roles.find((one) => one.role === role);
  if (!found) throw new UserError(`--role: got ${role}, expected one that ${stack} has: ${roles.map((one) => one.role).join(", ")}`);
  return found;
}

const asJson = (stack: string, { role, needs }: RoleNeeds) => ({ stack, role, policy: policyOf(needs), permissions: needs });
