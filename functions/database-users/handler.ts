import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { Context } from "aws-lambda";
import { z } from "zod";
import { type DatabaseUsersSettings, expectUsers as expecting } from "../../domain/contracts/database-users.ts";
import { printLine } from "../emf.ts";
import { settingsIn } from "../variables.ts";
import { checkUsers, expectUsers } from "./check.ts";
import { rotate } from "./rotate.ts";
import type { Tools } from "./tools.ts";

/** Invocations: by Secrets Manager, by the schedule, or by a program that needs the users. */
const invocation = z.union([
  z.object({
    SecretId: z.string(),
    ClientRequestToken: z.string(),
    Step: z.enum(["createSecret", "setSecret", "testSecret", "finishSecret"]),
  }),
  z.object({ expect: z.literal(expecting.expect) }),
  z.object({ "detail-type": z.literal("Scheduled Event") }),
]);

const secrets = new SecretsManagerClient();

/** Milliseconds kept for reporting the fault. */
const reserve = 10_000;

/** Milliseconds. A failover of the database, or RDS's change of the master password, takes a minute. */
const pace: Tools["pace"] = { poll: 3000, patience: 90_000 };

/** Lambda's entry: rotates the passwords of the database's users, and checks that they work. */
export async function handler(event: unknown, context: Pick<Context, "getRemainingTimeInMillis">): Promise<void> {
  const call = invocation.parse(event);
  const deadline = Date.now() + context.getRemainingTimeInMillis() - reserve;
  const tools: Tools = { settings: settingsIn<DatabaseUsersSettings>("DATABASE_USERS"), secrets, deadline, pace, print: printLine };
  if ("SecretId" in call) await rotate(call, tools);
  else if ("expect" in call) await expectUsers(tools);
  else await checkUsers(tools);
}
