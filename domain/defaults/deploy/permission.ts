/**
 * How a permission tells the store's resources from others:
 * - `named`: by names, which begin with the stack's
 * - `own`: by the tag `stack`, which the program gives all it makes, where AWS gives ids
 * - `new`: things that get the tag with this call, and have none yet
 * - `untagged`: things that AWS makes with the store's, and does not tag
 */
export type Told = "named" | "own" | "new" | "untagged";

/** Permissions of a deployment with one service: actions without the service's prefix, on resources by the last parts of their ARNs. */
export interface DeployPermission {
  /** The service's prefix in IAM. */
  readonly service: string;
  /** The service in the resources' ARNs, where another service's are acted upon. @default - the service's own */
  readonly on?: string;
  readonly actions: readonly string[];
  /** Resources: the part after `arn:aws:<service>:`; `{stack}`, `{account}` and `{canary}` (payment-page.ts) are filled in. A resource's type is written out: IAM takes no wildcard in it. */
  readonly resources: readonly string[];
  /** @default "named" */
  readonly told?: Told;
  /** More that has to hold, by operators of conditions. */
  readonly when?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Actions that know no resource (docs.aws.amazon.com/service-authorization/latest/reference). */
  readonly anywhere?: readonly string[];
  /** Actions that know no resource, and make one with the tag `stack`. */
  readonly making?: readonly string[];
}

/** `<verb>*` for each. */
export const all = (verbs: string): readonly string[] => verbs.split(" ").map((verb) => `${verb}*`);

/** Every resource of the account, in any Region. */
export const inAccount = ["*:{account}:*"];
