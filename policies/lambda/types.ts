export const functionType = "aws:lambda/function:Function";
