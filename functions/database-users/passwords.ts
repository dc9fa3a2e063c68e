import { randomInt } from "node:crypto";
import { databasePasswordAlphabet, databasePasswordLength } from "../../domain/defaults/database-users.ts";

/** A new password: each letter or digit as likely as any other. */
export const newPassword = (): string =>
  Array.from({ length: databasePasswordLength }, () => databasePasswordAlphabet[randomInt(databasePasswordAlphabet.length)]).join("");
