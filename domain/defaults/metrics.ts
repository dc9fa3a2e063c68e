/**
 * The namespace of CloudWatch under which a stack's functions count, an account's and its trail's filters too. No role may put metrics
 * there by CloudWatch's API: functions print theirs into their own logs (functions/emf.ts).
 */
export const functionNamespace = (stack: string): string => `xcart/${stack}`;

/**
 * The namespace of what a stack's nodes say, by their agent, their logs and their door. Nodes may write to no other: one that is broken
 * into can silence no function's alarm, and none of another store.
 */
export const nodeNamespace = (stack: string): string => `xcart-nodes/${stack}`;
