import { admitsAnyone } from "../model/demands.ts";
import { covers } from "../model/documents.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { asList, read } from "../model/values.ts";
import { partsOf, policyOf } from "./types.ts";

/** Canned ACLs that allow public access, and the access that they grant. */
const publicAcls: Readonly<Record<string, readonly Access[]>> = {
  "public-read": ["read"],
  "public-read-write": ["read", "write"],
  "authenticated-read": ["read"],
};
const everyone = /\/groups\/(global\/AllUsers|global\/AuthenticatedUsers)$/;
const actions = {
  read: ["s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket"],
  write: ["s3:PutObject", "s3:DeleteObject", "s3:PutBucketPolicy", "s3:PutBucketAcl", "s3:PutObjectAcl"],
} as const;
const permissions = { read: ["READ", "READ_ACP", "FULL_CONTROL"], write: ["WRITE", "WRITE_ACP", "FULL_CONTROL"] } as const;

type Access = keyof typeof actions;

/** Public access to a bucket, by its policy and by its ACL, one sentence each. */
export function publicAccess(bucket: Resource, access: Access, stack: Stack): string[] {
  const holders = [bucket, ...partsOf(bucket, "Acl", stack)];
  return [
    ...byPolicy(bucket, access, stack),
    ...holders.flatMap((holder) => {
      const acl = holder.text("acl");
      return acl !== undefined && publicAcls[acl]?.includes(access) ? [`acl is ${acl}; remove it`] : [];
    }),
    ...holders.flatMap((holder) => byGrants(holder, access)),
  ];
}

function byPolicy(bucket: Resource, access: Access, stack: Stack): string[] {
  return policyOf(bucket, stack).flatMap((statement) => {
    if (!admitsAnyone(statement)) return [];
    const { actions: given, notActions } = statement;
    const open = actions[access].filter((action) =>
      notActions.length > 0 ? !notActions.some((not) => covers(not, action)) : given.some((pattern) => covers(pattern, action)),
    );
    return open.length > 0 ? [`the bucket's policy allows all principals ${open.join(", ")}; name principals`] : [];
  });
}

function byGrants(holder: Resource, access: Access): string[] {
  const grants = [...holder.list("grants"), ...holder.list("accessControlPolicy").flatMap((policy) => asList(read(policy, "grants")))];
  return grants.flatMap((grant) => {
    const uri = String(read(grant, "uri") ?? read(grant, "grantee.uri") ?? "");
    const given = [...asList(read(grant, "permissions")), ...asList(read(grant, "permission"))];
    const open = given.filter((permission) => permissions[access].some((one) => one === permission));
    return everyone.test(uri) && open.length > 0 ? [`a grant allows ${open.join(", ")} to ${uri}; remove it`] : [];
  });
}
