export { zoneOf } from "../stacks/graphs.ts";

/** Of the demo stacks. */
export const accountId = "123456789012";
export const region = "us-east-1";
export const account = "demo-account";
export const store = "demo-prod";
/** Other stores of the account, whose roles must reach nothing of production. */
export const others = ["demo-dev", "demo-staging"] as const;

export const roleArn = (name: string): string => `arn:aws:iam::${accountId}:role/${name}`;
