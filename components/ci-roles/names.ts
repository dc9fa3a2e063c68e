/** The name of the role that brings a store's stack up; `account` is the account's stack. 56 characters at most, of IAM's 64. */
export const deployRole = (account: string, stack: string): string => deployRoles(account).replace("*", stack);

/** The names of all such roles of an account, with a wildcard. */
export const deployRoles = (account: string): string => `${account}-deploy-*`;

/** The name of the role that says what a deployment of a store would change. */
export const planRole = (account: string, stack: string): string => planRoles(account).replace("*", stack);

/** The names of all such roles of an account, with a wildcard. */
export const planRoles = (account: string): string => `${account}-plan-*`;

/** The name of the policy that bounds each role that a store's deployment makes; the store names it in its settings. */
export const storeBoundary = (account: string, stack: string): string => `${account}-boundary-${stack}`;

/** The name of the policy that bounds the roles of CI. */
export const boundaryName = (account: string): string => `${account}-boundary`;
