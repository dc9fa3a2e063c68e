import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Pebble } from "../../support/emulators/pebble.ts";
import { type Backdrop, backdrop, type Stage, stage } from "./stage.ts";

let shared: Backdrop;
let pebble: Pebble;
let on: Stage;

beforeAll(async () => {
  shared = await backdrop();
  pebble = await shared.pebble();
});
afterAll(async () => await shared.stop());
beforeEach(async () => {
  on = await stage(shared, [pebble]);
});
afterEach(async () => await on.stop());

describe("the first run", () => {
  test("imports a certificate of the authority over the bootstrap one, and leaves no record", async () => {
    const outcome = await on.run();
    expect(outcome).toMatchObject({ action: "issued", why: "the bootstrap certificate stands there" });
    expect(await on.names()).toEqual([`www.${on.zone}`]);
    expect((await on.standing()).issuer).toContain(outcome.issuer);
    expect(await on.txt()).toEqual({});
  });
});
