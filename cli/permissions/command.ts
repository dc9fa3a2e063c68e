import picocolors from "picocolors";
import { messageOf, UserError } from "../offline/faults.ts";
import type { GraphResource } from "../offline/graph.ts";
import { guarded } from "../offline/guard.ts";
import { programOf } from "../offline/program.ts";
import { ownProject, readStackConfig } from "../offline/project.ts";
import { stackGraph } from "../offline/stack.ts";
import { policyOf } from "./policy.ts";
import { type RoleNeeds, roleNeeds } from "./roles.ts";
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
    const needs = await needsOf(options);
    const colors = picocolors.createColors(process.stdout.isTTY === true && picocolors.isColorSupported);
    const chosen = options.role === undefined ? undefined : choose(options.stack, needs, options.role);
    if (options.json) console.log(JSON.stringify(chosen ? asJson(options.stack, chosen) : { stack: options.stack, roles: needs }, null, 2));
    else console.log(chosen ? roleText(options.stack, chosen, colors) : overviewText(options.stack, needs, colors));
    return 0;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    console.error(messageOf(error));
    return 1;
  }
}

async function needsOf({ stack, stacks }: PermissionsOptions): Promise<RoleNeeds[]> {
  const project = ownProject(stacks);
  const config = readStackConfig(project, stack);
  const graph: GraphResource[] = await guarded(() => stackGraph(programOf(project), config));
  return roleNeeds(project.root, stack, graph);
}

function choose(stack: string, needs: readonly RoleNeeds[], role: string): RoleNeeds {
  const found = needs.find((one) => one.role === role);
  if (!found) throw new UserError(`--role: got ${role}, expected one that ${stack} has: ${needs.map((one) => one.role).join(", ")}`);
  return found;
}

const asJson = (stack: string, { role, needs }: RoleNeeds) => ({ stack, role, policy: policyOf(needs), permissions: needs });
