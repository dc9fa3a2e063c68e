import { z } from "zod";
import { sessionMinutes } from "../../../../domain/defaults/staff.ts";

const userExpected = "a Linux user's name such as ec2-user, not root";

/** `sessions` of an account. */
export const sessions = z
  .strictObject({
    runAs: z
      .string({ error: userExpected })
      .regex(/^(?!root$)[a-z_][a-z0-9_-]{0,31}$/, userExpected)
      .default("ec2-user")
      .describe("The nodes' existing user that sessions run as. A role's or user's tag SSMSessionRunAs takes precedence."),
  })
  .prefault({})
  .describe(
    `Sessions on nodes by Session Manager. Each is recorded and encrypted, and ends after ${sessionMinutes.idle} idle minutes or ${sessionMinutes.max / 60} hours. There is no SSH.`,
  );
