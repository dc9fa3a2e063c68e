export const table = "aws:dynamodb/table:Table";
