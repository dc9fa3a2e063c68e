/** The controls of the catalogue that each policy of this part answers, by the policy's name. */
export const signInControls: Readonly<Record<string, readonly string[]>> = {
  "aws-cognito-client-configure-code-flow": ["COG-05"],
  "aws-cognito-userpool-configure-password-strength": ["COG-03"],
  "aws-cognito-userpool-disallow-self-sign-up": ["COG-02"],
  "aws-cognito-userpool-enable-deletion-protection": ["COG-06"],
  "aws-cognito-userpool-enable-threat-protection": ["COG-04"],
  "aws-cognito-userpool-enforce-mfa": ["COG-01"],
  "aws-lb-listener-enforce-sign-in": ["ALB-12"],
};
