import { interpolate, type Output } from "@pulumi/pulumi";
import { Notices } from "../../components/alarms/notices.ts";
import { archiveOf } from "../../components/buckets/archive-place.ts";
import { CiRoles } from "../../components/ci-roles/ci-roles.ts";
import { PulumiState } from "../../components/pulumi-state/pulumi-state.ts";
import { ownState, type StatePlace } from "../../components/pulumi-state/state-place.ts";
import { SessionPreferences } from "../../components/sessions/session-preferences.ts";
import { PermissionSets } from "../../components/staff/permission-sets.ts";
import { breakGlassNotice } from "../../components/staff/plan.ts";
import { Staff } from "../../components/staff/staff.ts";
import { breakGlassPeople } from "../settings/resolve/account/staff.ts";
import type { AccountSettings } from "../settings/resolve/account.ts";
import type { AccountFoundation } from "./foundation.ts";

/** Deploys the sessions on nodes in this Region, and, once for all Regions, people's and CI's roles. Returns CI's roles. */
export function deployPeople(settings: AccountSettings, foundation: AccountFoundation): CiRoles | undefined {
  const { region, home, sessions, logRetentionDays, staff, elsewhere } = settings;
  const { accountId, topicArn, opts } = foundation;
  const archive = archiveOf(settings.stack, accountId);
  if (elsewhere.sessionPreferences === undefined)
    new SessionPreferences(
      "sessions",
      {
        region,
        accountId,
        breakGlassRole: staff.breakGlass.role,
        bucketName: foundation.archive.bucketName,
        ...sessions,
        logRetentionDays,
      },
      opts,
    );
  new Notices("break-glass", { plan: [breakGlassNotice(staff.breakGlass.role)], topicArn }, opts);
  if (!home) return undefined;
  const where = { accountId, archive, policies: staff.policies };
  const breakGlass = { role: staff.breakGlass.role, people: breakGlassPeople(staff) };
  new Staff("staff", { ...where, people: staff.people, breakGlass }, opts);
  if (staff.identityCenter) {
    const { instanceArn, administrators, operators, developers, auditors } = staff.identityCenter;
    const groups = { administrator: administrators, operator: operators, developer: developers, auditor: auditors };
    new PermissionSets("staff-groups", { ...where, instanceArn, groups }, opts);
  }
  return createCiRoles(settings, foundation);
}

function createCiRoles(settings: AccountSettings, foundation: AccountFoundation): CiRoles | undefined {
  const { ci, stack, staff, region } = settings;
  const { accountId, accessLogs, opts } = foundation;
  if (!ci) return undefined;
  const archive = archiveOf(settings.stack, accountId);
  const breakGlassRole = staff.breakGlass.role;
  const deploy = ci.deploy.map((store) => ({ ...store, createsZone: store.createsZone !== undefined }));
  if (ci.state?.create)
    new PulumiState("pulumi-state", { region, accountId, breakGlassRole, accessLogs, stores: deploy.map((store) => store.stack) }, opts);
  return new CiRoles("ci", { ...ci, deploy, accountId, archive, breakGlassRole, state: placeOf(), deployers: administrators() }, opts);

  function placeOf(): StatePlace | undefined {
    const { create, bucketArn, keyArn } = ci?.state ?? {};
    if (create) return ownState(stack, accountId);
    return bucketArn === undefined ? undefined : { kind: "foreign", bucketArn, keyArn };
  }

  /** Administrators deploy by hand, where CI cannot. */
  function administrators(): Output<string>[] {
    const own = interpolate`arn:aws:iam::${accountId}:role/${stack}-administrator`;
    const set = `${stack.slice(0, -"-account".length)}-administrator`;
    const reserved = interpolate`arn:aws:iam::${accountId}:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_${set}_*`;
    return [staff.identityCenter ? reserved : own];
  }
}
