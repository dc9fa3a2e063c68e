/** The name of the role that brings a store's stack up; `account` is the account's stack. 56 characters at most, of IAM's 64. */
export const deployRole = (account: string, stack: string): string => deployRoles(account).replace("*", stack);

/** The names of all such roles of an account, with a wildcard. */
export const deployRoles = (account: string): string => `${account}-deploy-*`;
