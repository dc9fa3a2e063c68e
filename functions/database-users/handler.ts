import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { Context } from "aws-lambda";
import { z } from "zod";
import { type DatabaseUsersSettings, expectUsers as expecting } from "../../domain/contracts/database-users.ts";
import { printLine } from "../emf.ts";
import { settingsIn } from "../variables.ts";
import { expectUsers, look } from "./look.ts";
import { rotate } from "./rotate.ts";
import type { Tools } from "./tools.ts";

/** Who calls: Secrets Manager, the schedule, or whoever needs the users. */
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

/** Milliseconds kept to say what is wrong. */
const reserve = 10_000;

/** Milliseconds. A failover of the database, or RDS's change of the master password, takes a minute. */
const pace: Tools["pace"] = { poll: 3000, patience: 90_000 };

/** Lambda's entry: changes the passwords of the database's users, and looks after them. */
export async function handler(event: unknown, context: Pick<Context, "getRemainingTimeInMillis">): Promise<void> {
  const call = invocation.parse(event);
  const deadline = Date.now() + context.getRemainingTimeInMillis() - reserve;
  const tools: Tools = { settings: settingsIn<DatabaseUsersSettings>("DATABASE_USERS"), secrets, deadline, pace, print: printLine };
  if ("SecretId" in call) await rotate(call, tools);
  else if ("expect" in call) await expectUsers(tools);
  else await look(tools);
}
