import type { EverydayLife } from "../../../../components/audit-trail/filter.ts";
import { deployRoles, planRoles } from "../../../../components/ci-roles/names.ts";
import { stateBucketName } from "../../../../domain/defaults/pulumi-state.ts";
import type { AccountSettings } from "../account.ts";

/** Activity that fires no alarm: what the settings name, and CI's deploy roles, by one pattern, since a filter's length is limited. */
export function everydayLife({ trail, ci, stack }: Pick<AccountSettings, "trail" | "ci" | "stack">): EverydayLife {
  const pipeline = ci && ci.deploy.length > 0 ? deployRoles(stack) : undefined;
  const readers = [deployRoles(stack), planRoles(stack)];
  const state = ci?.state?.create ? { bucket: `${stateBucketName(stack)}*`, readers } : undefined;
  return { ...trail, stack, pipeline, state, expectedRoles: [...(pipeline ? [pipeline] : []), ...trail.expectedRoles] };
}
