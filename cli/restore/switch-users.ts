import { expectUsers } from "../../domain/contracts/database-users.ts";
import { databaseUserNames } from "../../domain/defaults/database-users.ts";
import { functionName } from "../../domain/defaults/functions.ts";
import type { RestoreRequest } from "./request.ts";
import type { Step } from "./step.ts";

/** A restored database knows the passwords of its past, or no users at all: one rotation creates those that the secrets name, with their privileges. */
export function renewUsers({ target: { stack } }: RestoreRequest): Step {
  const secretOf = (user: string) =>
    `aws secretsmanager list-secrets --query "SecretList[?Tags[?Key=='Name' && Value=='${stack}-database-${user}']].ARN | [0]" --output text`;
  const lambda = functionName(stack, "database-users");
  return {
    title: "Give the database's users passwords that it knows",
    notes: [
      "Without this, nodes are refused: the restored database has the passwords of its time.",
      "The last command waits until both users work and prints `null`; anything else says what is wrong: docs/operations/database-user-rotation.md.",
    ],
    commands: [
      ...databaseUserNames.map((user) => `aws secretsmanager rotate-secret --secret-id "$(${secretOf(user)})"`),
      `aws lambda invoke --function-name ${lambda} --cli-read-timeout 330 --cli-binary-format raw-in-base64-out \\\n  --payload '${JSON.stringify(expectUsers)}' /dev/stdout`,
    ],
  };
}
