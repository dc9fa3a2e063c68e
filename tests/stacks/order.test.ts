// Before everything that imports the SDK, as the command does: a preview takes half of the time.
import "../../cli/offline/sdk.ts";

import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { runtime } from "@pulumi/pulumi";
import fc from "fast-check";
import { nothingKnown } from "../../cli/offline/answers.ts";
import { readProject, readStackConfig } from "../../cli/offline/project.ts";
import { runOffline } from "../../cli/offline/run.ts";
import { promotions } from "../../domain/calendars/promotions.ts";
import { nextWindows, weekdays } from "../../domain/calendars/windows.ts";
import main from "../../stacks/index.ts";
import { loadSettings } from "../../stacks/load.ts";
import { orderFaults } from "../../stacks/settings/checks/order.ts";
import { prod } from "./settings-fixture.ts";

const from = new Date("2026-11-22T12:00:00Z");
type Changes = Readonly<Record<string, unknown>>;
const stack = (environment: string, patching: object, more: Changes = {}) => ({ ...prod, environment, patching, ...more });
const dev = (patching: object = {}, more?: Changes) => stack("dev", { window: "mon 03:00", ...patching }, more);
const staging = (patching: object = {}, more?: Changes) => stack("staging", { window: "sun 03:00", ...patching }, more);
const production = (patching: object = {}, more?: Changes) => stack("prod", { window: "thu 03:00", ...patching }, more);

/** The faults of shop-prod, or of another stack, among files. */
const faults = (files: Readonly<Record<string, unknown>>, name = "shop-prod") =>
  orderFaults(name, files[name], (other) => files[other], from);
const pair = (first: unknown, then: unknown) => faults({ "shop-staging": first, "shop-prod": then });
const freeze = (first: string, last: string) => ({ freeze: [{ from: first, to: last, reason: "the busiest weeks" }] });

describe("production after staging", () => {
  test("three days later is in order", () => {
    expect(pair(staging(), production())).toEqual([]);
  });

  test("without a file of its staging waits for no one, or names another one", () => {
    const alone = (patching: object) => faults({ "shop-prod": production(patching) });
    expect(alone({})).toEqual([
      "patching.soak: got 3, expected 0, or a staging stack in which images run first: add Pulumi.shop-staging.yaml, or set patching.stagingParameter",
    ]);
    expect([alone({ soak: 0 }), alone({ stagingParameter: "/other-staging/patching/state" })]).toEqual([[], []]);
    // Named by hand: it is known to be there, in another repository.
    expect(alone({ stagingParameter: "/shop-staging/patching/state" })).toEqual([]);
  });

  test("of which another staging is named is not compared with its own", () => {
    expect(pair(staging({}, { region: "eu-west-1" }), production({ stagingParameter: "/other-staging/patching/state" }))).toEqual([]);
  });

  test("of another Region would wait for images that have other ids", () => {
    expect(pair(staging({}, { region: "eu-west-1" }), production())).toEqual([
      "patching.soak: got 3, expected 0, since shop-staging is in eu-west-1: the same image has another id in each Region",
    ]);
  });

  test("in another account has to be told where staging's parameter is", () => {
    const there = staging({}, { accountId: "111111111111" });
    expect(pair(there, production({}, { accountId: "222222222222" }))).toEqual([
      "patching.stagingParameter: missing; expected the ARN of /shop-staging/patching/state in 111111111111, shared with this account, since shop-staging belongs to that account",
    ]);
    const stagingParameter = "arn:aws:ssm:us-east-1:111111111111:parameter/shop-staging/patching/state";
    expect(pair(there, production({ stagingParameter }, { accountId: "222222222222" }))).toEqual([]);
  });

  test("cannot take images of a staging that pins one, and needs none where it pins its own", () => {
    const web = { image: "ami-0123456789abcdef0" };
    expect(pair(staging({}, { web }), production())).toEqual([
      "patching.soak: got 3, expected 0 while web.image of shop-staging pins ami-0123456789abcdef0: no newer image runs there",
    ]);
    expect(pair(staging({}, { web }), production({}, { web }))).toEqual([]);
  });

  test("freezes of both that together hold a fix back for over a month are refused, with its dates", () => {
    // Each alone is within 30 days of PCI DSS 6.3.3.
    const [first, then] = [freeze("2027-02-27", "2027-03-10"), freeze("2027-03-11", "2027-03-24")];
    expect([pair(staging(first), production()), pair(staging(), production(then))]).toEqual([[], []]);
    expect(pair(staging(first), production(then))).toEqual([
      "patching: got a fix that just misses shop-staging on 2027-02-21 and comes here on 2027-03-25 (31.9 days), expected at most 30 days (PCI DSS 6.3.3); shorten the freeze or the soak",
    ]);
  });

  test("of a staging whose patching cannot be read says where to look; its other faults stop no one", () => {
    expect(pair(staging({ window: "someday" }), production())).toEqual([
      "patching.soak: got 3, expected 0 until shop-staging can be read: npx store check shop-staging says what is wrong",
    ]);
    expect(pair(null, production())).toHaveLength(1);
    expect(pair(staging({}, { web: { minimum: -1 }, domain: 7, waivers: "none" }), production())).toEqual([]);
  });

  test("with faults of its own has no order yet", () => {
    expect([pair(staging(), production({ window: "someday" })), pair(staging(), "words"), pair(staging(), undefined)]).toEqual([
      [],
      [],
      [],
    ]);
  });

  test("whatever the windows and freezes, no fault is found exactly where no fix waits for over a month", () => {
    const window = fc.record({
      window: fc
        .tuple(fc.constantFrom(...weekdays), fc.integer({ min: 0, max: 20 }))
        .map(([day, hour]) => `${day} ${String(hour).padStart(2, "0")}:00`),
      timezone: fc.constantFrom("UTC", "America/New_York", "Asia/Tokyo"),
      freeze: fc.array(
        fc.tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 20 })).map(([day, length]) => {
          const at = (days: number) => new Date(from.getTime() + days * 86_400_000).toISOString().slice(0, 10);
          return { from: at(day), to: at(day + length), reason: "nothing may change" };
        }),
        { maxLength: 2 },
      ),
    });
    const plan = ({
      window: text,
      timezone,
      freeze: freezes,
    }: {
      window: string;
      timezone: string;
      freeze: { from: string; to: string; reason: string }[];
    }) => ({
      window: { weekday: weekdays.find((day) => text.startsWith(day)) ?? "mon", start: text.slice(4), hours: 3, timezone },
      freezes,
      soakDays: 3,
    });
    fc.assert(
      fc.property(window, window, (one, other) => {
        const { oldestDays } = promotions(plan(one), plan(other), from);
        expect(pair(staging(one), production(other))).toHaveLength(oldestDays > 30 ? 1 : 0);
      }),
      { numRuns: 40 },
    );
  });
});

describe("staging after dev", () => {
  const faultsOf = (first: unknown, then: unknown) => faults({ "shop-dev": first, "shop-staging": then }, "shop-staging");

  test("is in order, also without a dev, or one that pins its image", () => {
    expect([faultsOf(dev(), staging()), faultsOf(undefined, staging())]).toEqual([[], []]);
    expect(faultsOf(dev({ window: "sun 03:00" }, { web: { image: "ami-0123456789abcdef0" } }), staging())).toEqual([]);
  });

  test("at the same time is refused: dev has to be patched first", () => {
    expect(faultsOf(dev({ window: "sun 03:00" }), staging())).toEqual([
      "patching.window: got a window on 2026-11-29 without one of shop-dev in the week before, expected dev to be patched first",
    ]);
  });

  test("while dev is frozen is refused, with the day", () => {
    expect(faultsOf(dev(freeze("2027-03-01", "2027-03-02")), staging())).toEqual([
      "patching.window: got a window on 2027-03-07 without one of shop-dev in the week before, expected dev to be patched first",
    ]);
  });

  test("whose clocks change apart is looked at for a year", () => {
    // 07:30 in Berlin is 06:30 UTC in winter, 05:30 in summer: then dev's window is still open.
    const late = staging({ window: "mon 07:30", timezone: "Europe/Berlin" });
    expect(faultsOf(dev(), late)).toEqual([expect.stringContaining("got a window on 2027-03-29 without one of shop-dev")]);
    expect(nextWindows({ weekday: "mon", start: "07:30", hours: 3, timezone: "Europe/Berlin" }, [], from, 1)[0]?.start.toISOString()).toBe(
      "2026-11-23T06:30:00.000Z",
    );
  });
});

test("neither dev nor an account's stack follows anyone", () => {
  expect([faults({ "shop-dev": dev() }, "shop-dev"), faults({ "shop-account": {} }, "shop-account")]).toEqual([[], []]);
});

describe("what Pulumi runs", () => {
  const config = readStackConfig(readProject(join(import.meta.dirname, "../..")), "demo-prod");
  const key = "xcart-hosting:settings";

  const elsewhere = config.config[key]?.replace("us-east-1", "eu-west-1") ?? "";
  const made: string[] = [];
  /** As the engine starts a program. */
  async function begin(stack: string): Promise<void> {
    made.length = 0;
    const newResource = ({ type }: { type: string }) => {
      made.push(type);
      return { id: type, state: {} };
    };
    await runtime.setMocks({ newResource, call: () => ({}) }, config.project, stack, true);
    runtime.setAllConfig({ ...config.config, [key]: elsewhere.replaceAll("boundary-demo-prod", `boundary-${stack}`) });
  }

  test("looks at the files beside it before it makes anything", async () => {
    await begin("demo-prod");
    await expect(main()).rejects.toThrow(
      [
        "demo-prod: the settings have 2 faults",
        '  stacks/Pulumi.demo-prod.yaml:21: account.stack: got "demo-account", expected an account stack in eu-west-1: demo-account is in us-east-1, and each Region has its own',
        "  stacks/Pulumi.demo-prod.yaml:33: patching.soak: got 3, expected 0, since demo-staging is in us-east-1",
      ].join("\n"),
    );
    expect(made).toEqual([]);
  });

  test("has nothing to look at where the stack's own file is elsewhere", async () => {
    await begin("shop-prod");
    expect(loadSettings(join(import.meta.dirname, "../../stacks")).stack).toBe("shop-prod");
  });

  test("and goes on where they are in order", async () => {
    const { registrations } = await runOffline(() => main(), config, nothingKnown);
    expect(registrations.length).toBeGreaterThan(300);
  });
});
