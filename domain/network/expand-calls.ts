import { bucketHosts, pathHosts } from "../defaults/aws-hosts.ts";
import type { Region } from "../defaults/regions.ts";
import type { Conversation } from "./conversation.ts";
import type { Callee, Caller } from "./conversations.ts";

/** The owner of calls. */
export interface Owner {
  readonly region: Region;
  /** The store's stack. */
  readonly stack: string;
  /** The account's id. @default - unknown: calls with its credentials are not looked at */
  readonly account?: string;
  /** The account's stack. @default - unknown: its archive is not called */
  readonly accountStack?: string;
  /** The URN of the store's releases bucket. */
  readonly releases?: string;
}

type Call = Pick<Conversation, "host" | "call">;

/** A call to S3, and to which end; `namedBy` where AWS knows the bucket's name. */
type BucketCall = Call & { readonly name: string; readonly namedBy?: string };

/** A call as an endpoint's policy sees it; nothing where the account that signs is not known. */
export function calling({ account }: Owner, action: string, resource: string, as: Caller | "owner" = "owner"): Pick<Conversation, "call"> {
  if (as === "unsigned") return { call: { action, resource, context: {} } };
  if (account === undefined) return {};
  const other = `not ${account}`;
  const keys = {
    owner: { "aws:PrincipalAccount": account, "aws:ResourceAccount": account },
    stranger: { "aws:PrincipalAccount": account, "aws:ResourceAccount": other },
    intruder: { "aws:PrincipalAccount": other, "aws:ResourceAccount": other },
  };
  return { call: { action, resource, context: keys[as] } };
}

/** The call of a bucket that is not the store's. */
export function bucketCall({ bucket, action, as, by }: Extract<Callee, { readonly bucket: string }>, owner: Owner): BucketCall {
  const hosts = by === "path" ? pathHosts(owner.region) : bucketHosts(bucket, owner.region);
  const [host] = by === "address" ? [] : hosts;
  return { name: `bucket ${bucket}`, ...(host !== undefined && { host }), ...calling(owner, action, `arn:aws:s3:::${bucket}/key`, as) };
}

/** The call of one of the store's own buckets. */
export function ownBucketCall({ own, action }: Extract<Callee, { readonly own: string }>, owner: Owner): BucketCall {
  const { region, stack, account = "*", accountStack = "*" } = owner;
  const bucket = {
    releases: `${stack}-releases-${account}`,
    "log-archive": `${accountStack}-log-archive-${account}`,
    restored: "awsbackup-restore-test-1",
  }[own];
  const [byName, byPath] = [bucketHosts(bucket, region)[0], pathHosts(region)[0]];
  const named =
    own === "releases" && owner.releases !== undefined ? { namedBy: owner.releases } : { host: own === "restored" ? byPath : byName };
  return { name: `bucket ${own}`, ...pickNamed(named), ...calling(owner, action, `arn:aws:s3:::${bucket}/key`) };
}

const pickNamed = ({ namedBy, host }: { readonly namedBy?: string; readonly host?: string | undefined }) => ({
  ...(namedBy !== undefined && { namedBy }),
  ...(host !== undefined && { host }),
});
