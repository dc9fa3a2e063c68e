import { beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { Cloud } from "./cloud.ts";
import { doorOf } from "./documents.ts";
import { execute } from "./interpreter.ts";

const [door, upgrade] = ["/shop-staging/door", "/shop-staging/upgrade"] as const;

let cloud: Cloud;
let failing: string | undefined;
beforeAll(async () => {
  cloud = await Cloud.open();
});
beforeEach(() => {
  failing = undefined;
});

/** Runs the document; what nodes do is told in tests/host/boot/door.test.ts. */
async function run(State: "open" | "closed", from: string, database = "none") {
  await cloud.parameter(door, from);
  await cloud.parameter(upgrade, database);
  const commands: string[] = [];
  const outcome = await execute(await doorOf(), {
    id: "1",
    parameters: { State },
    call: cloud.call.bind(cloud),
    run: async (step, lines) => {
      commands.push(lines.at(-1)?.split("\n").at(-1) ?? "");
      if (step === failing) throw new Error(`${step} failed`);
    },
  });
  return { ...outcome, commands, says: [await cloud.parameter(door), await cloud.parameter(upgrade)] };
}

describe("the document that closes a store", () => {
  test("tells nodes that join and those that are there, and waits until these have left the database", async () => {
    const { status, says, commands } = await run("closed", "open");
    expect([status, says, commands]).toEqual(["Success", ["closed", "none"], ["/usr/local/sbin/xcart-door --wait"]]);
  });

  test("does not let staff onto nodes of the former release while the database is upgraded", async () => {
    const { steps, says } = await run("closed", "upgrading 5.6.0.12-1", "begun 5.6.0.12-1");
    expect([steps, says]).toEqual([
      ["ChooseState", "RefuseWhileUpgrading!"],
      ["upgrading 5.6.0.12-1", "begun 5.6.0.12-1"],
    ]);
  });
});

describe("the document that opens a store", () => {
  test("tries each node out first, and forgets an upgrade that is done", async () => {
    const { status, says, commands } = await run("open", "upgrading 5.6.0.12-1", "done 5.6.0.12-1");
    expect([status, says, commands]).toEqual([
      "Success",
      ["open", "none"],
      ["/usr/local/sbin/xcart-door --try", "/usr/local/sbin/xcart-door"],
    ]);
  });

  test("leaves it closed where a node is of the former release, or X-Cart does not answer on one", async () => {
    failing = "TryNodes";
    const { status, says } = await run("open", "upgrading 5.6.0.12-1", "done 5.6.0.12-1");
    expect([status, says]).toEqual(["Failed", ["upgrading 5.6.0.12-1", "done 5.6.0.12-1"]]);
  });

  test("refuses while an upgrade is interrupted", async () => {
    const { steps, says } = await run("open", "upgrading 5.6.0.12-1", "begun 5.6.0.12-1");
    expect([steps.at(-1), says]).toEqual(["RefuseInterruptedUpgrade!", ["upgrading 5.6.0.12-1", "begun 5.6.0.12-1"]]);
  });
});
