import { type RestoreContext, wants } from "./context.ts";
import type { RestoreRequest } from "./request.ts";
import type { Step } from "./step.ts";
import { moveFiles } from "./switch-files.ts";
import { aNode, emptyCaches, replaceNodes, startNodes, stopNodes } from "./switch-nodes.ts";
import { takeOver } from "./switch-state.ts";
import { isoText } from "./time.ts";

/** X-Cart's own default. */
const tablePrefix = "xc_";

/**
 * The steps that put what was restored in the place of what runs. Nobody's but a person's: each can be looked at before the next,
 * and taken back until the store is opened again.
 */
export function switchSteps(context: RestoreContext): Step[] {
  const { request, newFiles } = context;
  const database = wants(context, "database");
  const movedBefore = wants(context, "files") && !newFiles;
  return [
    close(request),
    ...(movedBefore ? [moveFiles(context)] : []),
    stopNodes(),
    ...(database ? renames(context) : []),
    ...(database || newFiles ? [takeOver(context)] : []),
    startNodes(request),
    ...(newFiles ? [moveFiles(context), replaceNodes()] : []),
    emptyCaches(request),
    lookAround(request),
    open(request),
    ...(database ? [reenter(request)] : []),
    tidy(context),
  ];
}

function close({ target }: RestoreRequest): Step {
  const message = `${target.store} is closed for maintenance. Please come back in an hour.`;
  const action = { Type: "fixed-response", FixedResponseConfig: { StatusCode: "503", ContentType: "text/plain", MessageBody: message } };
  return {
    title: "Close the store",
    notes: [
      "At once if it does harm as it is, or takes orders that will be lost: each order until then has to be entered again.",
      "Payment providers get the 503 too and send their callbacks again later, which is right: now they would land in the wrong database.",
    ],
    commands: [
      `aws elbv2 create-rule --listener-arn "$LISTENER" --priority 1 --conditions 'Field=path-pattern,Values=*' \\\n  --actions '${JSON.stringify([action])}'`,
    ],
  };
}

/** Who has a name in RDS answers at its endpoint, so by names the endpoint stays what the nodes know. */
function renames({ request, found }: RestoreContext): Step[] {
  const { database, restored, aside } = request.names;
  const rename = (from: string, to: string) => [
    `aws rds modify-db-instance --db-instance-identifier ${from} --new-db-instance-identifier ${to} --apply-immediately`,
    `until aws rds describe-db-instances --db-instance-identifier ${to} > /dev/null 2>&1; do sleep 10; done`,
    `aws rds wait db-instance-available --db-instance-identifier ${to}`,
  ];
  const lost = found !== undefined && found.database === undefined && found.aside === undefined;
  const putAside: Step = {
    title: `Put the database aside as ${aside}`,
    notes: ["It stays as it is, with its deletion protection: what was written since is in it, and it is the way back."],
    commands: rename(database, aside),
    done: found?.aside && `${aside} is there`,
  };
  const taken = found?.aside && found.database && !found.restored ? `${restored} is gone, ${database} is there` : undefined;
  const take: Step = {
    title: `Give the restored one the store's name, ${database}`,
    notes: ["The endpoint, the alarms and the subscriptions go by the name. A renamed database answers after up to ten minutes."],
    commands: rename(restored, database),
    done: taken,
  };
  return lost ? [take] : [putAside, take];
}

function lookAround({ target }: RestoreRequest): Step {
  return {
    title: "Look at it before shoppers do",
    notes: [
      "The newest order, a product's image, the admin area, a test order: how to get past the closed door is in docs/operations/restore.md.",
    ],
    commands: [
      `aws cloudwatch describe-alarms --alarm-name-prefix ${target.stack}- --state-value ALARM --query "MetricAlarms[].AlarmName"`,
    ],
  };
}

function open({ target }: RestoreRequest): Step {
  const rule = `aws elbv2 describe-rules --listener-arn "$LISTENER" --query "Rules[?Priority=='1'].RuleArn | [0]" --output text`;
  return {
    title: "Open the store",
    commands: [`aws elbv2 delete-rule --rule-arn "$(${rule})"`, `curl -sS -o /dev/null -w '%{http_code}\n' https://${target.domain}/`],
  };
}

/** What was sold since is in no backup, but in the database aside and with the payment provider. */
function reenter({ names, at }: RestoreRequest): Step {
  const seconds = Math.floor(at.toSeconds());
  return {
    title: `Enter again what was sold since ${isoText(at)}`,
    notes: [
      `Compare the orders of ${names.aside} (if it is there) with the payment provider's list: money taken without an order is the worst of it.`,
      "Through a tunnel; the password comes from the secret of the database aside and is shown nowhere. X-Cart keeps an order's time in seconds since 1970.",
    ],
    commands: [
      `ASIDE() { aws rds describe-db-instances --db-instance-identifier ${names.aside} --query "DBInstances[0].$1" --output text; }`,
      `${aNode}; aws ssm start-session --target "$NODE" --document-name AWS-StartPortForwardingSessionToRemoteHost \
  --parameters "host=$(ASIDE Endpoint.Address),portNumber=3306,localPortNumber=13306" &`,
      `MYSQL_PWD=$(aws secretsmanager get-secret-value --secret-id "$(ASIDE MasterUserSecret.SecretArn)" --query SecretString --output text | jq -r .password) \
  mysql --host 127.0.0.1 --port 13306 --user xcart_admin --ssl-mode=REQUIRED xcart \
  -e "SELECT order_id, orderNumber, FROM_UNIXTIME(date), total FROM ${tablePrefix}orders WHERE date >= ${seconds} ORDER BY date"`,
    ],
  };
}

function tidy(context: RestoreContext): Step {
  const { request, newFiles } = context;
  const { names } = request;
  const database = wants(context, "database");
  const days = request.target.backup.keep.continuousDays;
  return {
    title: "Weeks later: delete what was put aside",
    notes: [
      ...(database
        ? [`Only ${names.aside} and the vault reach back before ${isoText(request.at)}: keep it for ${days} days, then a final snapshot.`]
        : []),
      ...(wants(context, "files") && !newFiles ? ["The old files, /xcart-before-… on the file system, cost by the GB and month."] : []),
    ],
    commands: database
      ? [
          `aws rds modify-db-instance --db-instance-identifier ${names.aside} --no-deletion-protection --apply-immediately`,
          `aws rds delete-db-instance --db-instance-identifier ${names.aside} --final-db-snapshot-identifier ${names.aside}`,
        ]
      : [],
  };
}
