import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { kindsOfRequest, readRequest } from "../../../domain/xcart/reading.ts";
import { wordOf } from "../../../domain/xcart/requests.ts";
import { fixture, recordedOf } from "../../support/xcart/reading/answers.ts";

/** The actions that the harness has methods for. */
const methods = ["login", "add", "checkout", "createorder", "cardsetup"];

/** An argument that X-Cart has, as a word; nothing for what PHP takes for empty. */
function word(hex: string | null): string | undefined {
  const text = Buffer.from(hex ?? "", "hex").toString("latin1");
  return text === "" || text === "0" ? undefined : wordOf(text);
}

describe("the reading is X-Cart's own", () => {
  const recorded = readFileSync(fixture, "utf8").trim().split("\n").map(recordedOf);
  const readings = recorded.map(({ request, answer }) => ({
    request,
    answer,
    reading: readRequest({ ...request, body: Buffer.from(request.body, "latin1") }),
  }));

  test("of the version that the table is about", () => {
    expect(new Set(recorded.map(({ answer }) => answer.version))).toEqual(new Set(["5.5.0.29"]));
    expect(recorded.length).toBeGreaterThanOrEqual(800);
  });

  test("of targets and actions", () => {
    for (const { request, answer, reading } of readings)
      expect({ request, target: reading.target, action: reading.action }).toEqual({
        request,
        target: word(answer.target),
        action: word(answer.action),
      });
  });

  test("of the classes that it finds for targets", () => {
    const found = readings.filter(({ answer }) => answer.controller !== null);
    expect(found.length).toBeGreaterThan(100);
    for (const { answer, reading } of found) {
      const [zone, name] = (answer.controller ?? "").split("\\").slice(-2);
      expect([zone, name?.toLowerCase()]).toEqual([reading.zone === "admin" ? "Admin" : "Customer", reading.target]);
    }
  });

  test("of the methods that it finds for actions, in any case and with underscores anywhere", () => {
    const found = readings.filter(({ answer }) => answer.hasMethod);
    expect(found.filter(({ answer }) => !methods.includes(Buffer.from(answer.action ?? "", "hex").toString())).length).toBeGreaterThan(50);
    for (const { request, answer, reading } of readings)
      expect([request, methods.includes(reading.action ?? "")]).toEqual([request, answer.hasMethod]);
  });
});

describe("the part of X-Cart that answers", () => {
  test.each([
    ["/", "shop"],
    ["/index.php", "shop"],
    ["/cart.php", "shop"],
    ["/apparel/shirts/", "shop"],
    ["/administration", "shop"],
    ["/apis", "shop"],
    ["/admin/", "admin"],
    ["/index.php/admin/", "admin"],
    ["/service.php", "service"],
    ["/service.php/api", "service"],
    ["/api", "api"],
    ["/api/products", "api"],
    ["/api-login/check", "api-login"],
  ])("%s is the %s's", (path, zone) => {
    expect(readRequest({ method: "GET", path }).zone).toBe(zone);
  });
});

test.each([
  ["the body goes before the address", "target=callback", "target=login", "login", true],
  ["a list in the body hides the address's", "target=login", "target[]=x", "pagenotfound", true],
  ["nothing in the body hides the address's", "target=login", "target=", undefined, true],
  ["the same twice", "target=login", "target=login", "login", false],
])("%s", (_what, query, body, target, isAmbiguous) => {
  const headers = [["content-type", "application/x-www-form-urlencoded"]] as const;
  expect(readRequest({ method: "POST", path: "/", query, headers, body: Buffer.from(body) })).toMatchObject({ target, isAmbiguous });
});

test("JSON has no arguments, and no method but POST has a body's", () => {
  const body = Buffer.from("target=login");
  const form = [["content-type", "application/x-www-form-urlencoded"]] as const;
  for (const sent of [
    { method: "POST", headers: [["content-type", "application/json"]] as const },
    { method: "PUT", headers: form },
    { method: "GET", headers: form },
  ])
    expect(readRequest({ ...sent, path: "/", body }).target).toBeUndefined();
});

describe("the kinds of a request", () => {
  test.each([
    ["/?target=_lo__gin", ["login"]],
    ["/apparel/?target=recoverPassword", ["account"]],
    ["/?target=checkout&action=CHECK_OUT", ["checkout", "order"]],
    ["/?target=cart&action=card__setup", ["order"]],
    ["/api-login/check", ["login"]],
    ["/?target=customer_attachments&action=delete", []],
    ["/?target=customer_attachments&action=ajaxUpload", ["upload"]],
    // X-Cart lets a line feed at the end through, and then finds neither class nor method of that name.
    ["/?target=login%0A", []],
    ["/?target=login%00", []],
    ["/?target[]=login", []],
    ["/api/login?target=login", []],
  ])("of %s", (address, kinds) => {
    const [path = "", query] = address.split("?");
    expect(kindsOfRequest({ method: "GET", path, query })).toEqual(kinds);
  });
});
