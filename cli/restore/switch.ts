import { isLost, type RestoreContext, wants } from "./context.ts";
import type { RestoreRequest } from "./request.ts";
import { askDatabase, countRows, newestOrder, ordersSince } from "./sql.ts";
import type { Step } from "./step.ts";
import { close, lookAround, open } from "./switch-door.ts";
import { moveFiles } from "./switch-files.ts";
import { emptyCaches, replaceNodes, startNodes, stopNodes } from "./switch-nodes.ts";
import { takeOver } from "./switch-state.ts";
import { renewUsers } from "./switch-users.ts";
import { isoText } from "./time.ts";

/**
 * The steps that put what was restored in the place of what runs. An operator does them by hand: each can be verified before the next,
 * and undone until the store is opened again.
 */
export function switchSteps(context: RestoreContext): Step[] {
  const { request, newFiles, found } = context;
  const database = wants(context, "database");
  // Once the restored one has the store's name, it is what everyone looks at.
  const switched = found?.aside !== undefined;
  const movedBefore = wants(context, "files") && !newFiles;
  return [
    ...(database && !switched ? [lookAtData(request)] : []),
    close(),
    ...(movedBefore ? [moveFiles(context)] : []),
    stopNodes(request),
    ...(database ? renames(context) : []),
    ...(database || newFiles ? [takeOver(context)] : []),
    ...(database ? [renewUsers(request)] : []),
    startNodes(request),
    ...(newFiles ? [moveFiles(context), replaceNodes()] : []),
    emptyCaches(),
    lookAround(request),
    open(request),
    ...(database ? [reenter(context)] : []),
    tidy(context),
  ];
}

/** Exchanges the databases by name: RDS derives the endpoint from the name, so nodes keep their endpoint. */
function renames(context: RestoreContext): Step[] {
  const { request, found } = context;
  const { database, restored, aside } = request.names;
  const rename = (from: string, to: string) => [
    `aws rds modify-db-instance --db-instance-identifier ${from} --new-db-instance-identifier ${to} --apply-immediately`,
    `until aws rds describe-db-instances --db-instance-identifier ${to} > /dev/null 2>&1; do sleep 10; done`,
    `aws rds wait db-instance-available --db-instance-identifier ${to}`,
  ];
  const putAside: Step = {
    title: `Put the database aside as ${aside}`,
    notes: ["It stays as it is, with its deletion protection: it has what was written since, and is what you return to if you roll back."],
    commands: rename(database, aside),
    done: found?.aside && `${aside} exists`,
  };
  const taken = found?.aside && found.database && !found.restored ? `${restored} is gone, ${database} exists` : undefined;
  const take: Step = {
    title: `Give the restored one the store's name, ${database}`,
    notes: ["The endpoint, the alarms and the subscriptions go by the name. A renamed database answers after up to ten minutes."],
    commands: rename(restored, database),
    done: taken,
  };
  return isLost(context) ? [take] : [putAside, take];
}

/** The same look as a drill's, by a person: only they know whether the trouble is in it already. */
function lookAtData({ names }: RestoreRequest): Step {
  return {
    title: "Look at what was restored, before anything is switched",
    notes: [
      "Is the trouble that you go back for in it already? Then another `--at`: this one costs only by the hour. Is the newest order from where you expect it?",
    ],
    commands: askDatabase(names.restored, [newestOrder, countRows]),
  };
}

/** Orders since the backup are in no backup, but in the database put aside and with the payment provider. */
function reenter(context: RestoreContext): Step {
  const { names, at } = context.request;
  return {
    title: `Enter again what was sold since ${isoText(at)}`,
    notes: [
      "The payment provider's list says what was paid: begin with payments that have no order.",
      isLost(context)
        ? "The lost database cannot be asked: use the nodes' logs and the orders' emails."
        : "The database that was put aside has the orders.",
    ],
    commands: isLost(context) ? [] : askDatabase(names.aside, [ordersSince(Math.floor(at.toSeconds()))]),
  };
}

function tidy(context: RestoreContext): Step {
  const { request, newFiles } = context;
  const { names } = request;
  const database = wants(context, "database") && !isLost(context);
  const days = request.target.backup.keep.continuousDays;
  return {
    title: "Weeks later: delete what was put aside",
    notes: [
      ...(database
        ? [`Only ${names.aside} and the vault reach back before ${isoText(request.at)}: keep it for ${days} days, then a final snapshot.`]
        : []),
      ...(newFiles ? ["The file system that the store had before, if it exists, is no longer managed: delete it in AWS."] : []),
      ...(wants(context, "files") && !newFiles ? ["The old files, before-… on the file system, cost by the GB and month."] : []),
    ],
    commands: database
      ? [
          `aws rds modify-db-instance --db-instance-identifier ${names.aside} --no-deletion-protection --apply-immediately`,
          `aws rds delete-db-instance --db-instance-identifier ${names.aside} --final-db-snapshot-identifier ${names.aside}`,
        ]
      : [],
  };
}
