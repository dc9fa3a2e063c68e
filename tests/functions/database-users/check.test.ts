import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { checkUsers, expectUsers } from "../../../functions/database-users/check.ts";
import type { Tools } from "../../../functions/database-users/tools.ts";
import { overwrite, type UsersStage, usersStage } from "../../support/database-users.ts";
import { emulatedAws } from "../../support/emulators/aws.ts";
import { type MariaDb, mariaDb } from "../../support/emulators/mariadb.ts";

let database: MariaDb;
let stage: UsersStage;
beforeAll(async () => {
  database = await mariaDb({ options: ["--require-secure-transport=ON"] });
  await database.root.query("CREATE DATABASE xcart");
}, 120_000);
afterAll(async () => await database?.stop());
beforeEach(async () => {
  stage = await usersStage(database, await emulatedAws());
});

/** What each user's line of metrics says. */
const lines = () =>
  stage.printed.map((line) => {
    const { user, DatabaseUserWorks: works, DatabasePasswordAge: age, fault, _aws } = JSON.parse(line);
    const { Namespace, Dimensions, Metrics } = _aws.CloudWatchMetrics[0];
    expect([Namespace, Dimensions]).toEqual(["xcart/shop-prod", [["stack", "user"]]]);
    return { user, works, age, fault, metrics: Metrics.map(({ Name }: { Name: string }) => Name) };
  });
const both = ["DatabaseUserWorks", "DatabasePasswordAge"];

describe("the look at the users", () => {
  test("says before the first rotation that there is no password", async () => {
    await checkUsers(stage.tools);
    const fault = "its secret has no password, since its first rotation has not succeeded yet";
    expect(lines()).toEqual(
      ["store", "upgrade"].map((user) => ({ user, works: 0, age: undefined, fault, metrics: ["DatabaseUserWorks"] })),
    );
  });

  test("says that a password works, and how many days it is old", async () => {
    await stage.rotate("store");
    await stage.rotate("upgrade");
    const store = await stage.current("store");
    await overwrite(stage, stage.tools.settings.secretArns.store, { ...store, made: new Date(Date.now() - 40 * 86_400_000).toISOString() });
    await checkUsers(stage.tools);
    expect(lines()).toEqual([
      { user: "store", works: 1, age: expect.closeTo(40, 2), metrics: both },
      { user: "upgrade", works: 1, age: expect.closeTo(0, 2), metrics: both },
    ]);
  });

  test("says of a password that the database does not take what the database says, and not the password", async () => {
    await stage.rotate("store");
    await stage.rotate("upgrade");
    await database.root.query("ALTER USER xcart_store_a IDENTIFIED BY 'past'");
    await checkUsers(stage.tools);
    const [store, upgrade] = lines();
    expect(store).toMatchObject({
      user: "store",
      works: 0,
      fault: expect.stringMatching(/does not open the database: Access denied for user 'xcart_store_a'/),
    });
    expect(upgrade?.works).toBe(1);
    expect(stage.printed.join()).not.toContain((await stage.current("store"))?.password);
  });
});

describe("who waits for the users", () => {
  const soon = (): Tools => ({ ...stage.tools, deadline: Date.now() + 400 });

  test("waits until both work", async () => {
    let done = false;
    const waiting = expectUsers(stage.tools).then(() => {
      done = true;
    });
    await stage.rotate("store");
    expect(done).toBe(false);
    await stage.rotate("upgrade");
    await waiting;
    expect(lines().map(({ works }) => works)).toEqual([1, 1]);
  });

  test("hears in one sentence what is wrong, and where to read on", async () => {
    await stage.rotate("store");
    await expect(expectUsers(soon())).rejects.toThrow(
      /^the database's user "upgrade": its secret has no password, since its first rotation has not succeeded yet\. What to do: docs\/operations\/database-user-rotation\.md$/,
    );
  });

  test("hears of a database that is not there", async () => {
    await stage.rotate("store");
    await stage.rotate("upgrade");
    const tools = { ...soon(), settings: { ...stage.tools.settings, port: 1 } };
    await expect(expectUsers(tools)).rejects.toThrow(/"store": its current password does not open the database: .*ECONNREFUSED.*"upgrade"/);
  });
});
