import { interpolate, type Output } from "@pulumi/pulumi";
import { Notices } from "../../components/alarms/notices.ts";
import { archiveOf } from "../../components/buckets/archive-place.ts";
import { CiRoles } from "../../components/ci-roles/ci-roles.ts";
import { SessionPreferences } from "../../components/sessions/session-preferences.ts";
import { PermissionSets } from "../../components/staff/permission-sets.ts";
import { breakGlassNotice } from "../../components/staff/plan.ts";
import { Staff } from "../../components/staff/staff.ts";
import { breakGlassPeople } from "../settings/resolve/account/staff.ts";
import type { AccountSettings } from "../settings/resolve/account.ts";
import type { AccountFoundation } from "./foundation.ts";

/** How people work on nodes in this Region, and, once for all Regions, who they are and what CI may do. Returns CI's roles. */
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
  const { ci, stack, staff } = settings;
  const { accountId, opts } = foundation;
  if (!ci) return undefined;
  const archive = archiveOf(settings.stack, accountId);
  const deploy = ci.deploy.map((store) => ({ ...store, createsZone: store.createsZone !== undefined }));
  return new CiRoles("ci", { ...ci, deploy, accountId, archive, breakGlassRole: staff.breakGlass.role, deployers: administrators() }, opts);

  /** Administrators deploy by hand, where CI cannot. */
  function administrators(): Output<string>[] {
    const own = interpolate`arn:aws:iam::${accountId}:role/${stack}-administrator`;
    const set = `${stack.slice(0, -"-account".length)}-administrator`;
    const reserved = interpolate`arn:aws:iam::${accountId}:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_${set}_*`;
    return [staff.identityCenter ? reserved : own];
  }
}
