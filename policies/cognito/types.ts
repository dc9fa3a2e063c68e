export const userPoolType = "aws:cognito/userPool:UserPool";
export const clientTypes = ["aws:cognito/userPoolClient:UserPoolClient", "aws:cognito/managedUserPoolClient:ManagedUserPoolClient"];
