export const canaryType = "aws:synthetics/canary:Canary";
