/** The namespace of CloudWatch under which the functions of stores and accounts count. */
export const metricNamespace = "xcart";

/**
 * The namespace of what a stack's nodes say, by their agent, their logs and their door. Nodes may write to no other: one that is broken
 * into can silence no function's alarm, and none of another store.
 */
export const nodeNamespace = (stack: string): string => `xcart-nodes/${stack}`;
