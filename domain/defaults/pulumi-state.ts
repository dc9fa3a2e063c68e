/** Days for which a previous version of Pulumi's state is kept, which only break-glass can delete: a broken or emptied state is restored from it. */
export const stateVersionDays = 365;

/** Minimum of such days that policies accept. */
export const minStateVersionDays = 90;

/** Where a plan waits for its approval, in the state's bucket: `plans/<stack>/<SHA-256>.json`. */
export const plansPrefix = "plans";

/** Days that a plan waits; one that is older is refused anyway, since its stack has moved. */
export const planDays = 30;

/** Part of the bucket's name, and of the aliases of its key and of those of the stacks' secrets. */
export const stateName = "pulumi-state";

/** The bucket's name without the account's id at its end; `account` is the account's stack. */
export const stateBucketName = (account: string): string => `${account}-${stateName}-`;

/** Alias of the key that the state's objects lie under. */
export const stateKeyAlias = (account: string): string => `alias/${account}-${stateName}`;

/** Part of the alias of the key that seals the secrets in one stack's state. */
export const secretsName = (stack: string): string => `pulumi-secrets-${stack}`;

/** Alias of that key: `awskms://alias/…?region=…` is the stack's secrets provider. */
export const secretsKeyAlias = (account: string, stack: string): string => `alias/${account}-${secretsName(stack)}`;
