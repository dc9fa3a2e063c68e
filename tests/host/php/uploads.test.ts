import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { uploadTarget } from "../../../domain/defaults/firewall-xcart.ts";
import { linesOf, type Running, runningNode } from "../../support/shop/running.ts";

let node: Running;
beforeAll(async () => {
  node = await runningNode();
}, 180_000);
afterAll(() => node.stop());

/** A form with a file of more than the firewall sees of a body, and fields behind it. */
const form = (fields: Readonly<Record<string, string>>) => ({
  headers: { "content-type": "multipart/form-data; boundary=part" },
  body: `${[['file"; filename="a.png', "x".repeat(10_000)], ...Object.entries(fields)]
    .map(([name, value]) => `--part\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
    .join("")}--part--\r\n`,
});
const login = { target: "login", action: "login", login: "shopper@example.com", password: "right" };
const upload = `/?target=${uploadTarget}`;

describe("behind an upload's padding nothing else gets to X-Cart", () => {
  test.each([
    ["a login", upload, login],
    ["an order", `${upload}&action=uploadFromFile`, { target: "checkout", action: "checkout" }],
    ["another action", `${upload}&action=uploadFromFile`, { action: "checkout" }],
    ["a target in other letters", upload, { ...login, target: "LOGIN" }],
    ["a list", upload, { ...login, "target[]": "login" }],
    ["a name that PHP trims", upload, { ...login, target: "files", " target": "login" }],
    ["a second target in the address", `${upload}&target=login&action=login`, {}],
    ["a target that only the firewall reads", "/?TARGET=files", {}],
    ["an empty target", upload, { target: "" }],
    ["the administration's login", `/admin/${upload.slice(1)}`, login],
  ])("%s", async (_what, path, fields) => {
    const answer = await node.ask({ path, ...form(fields) });
    expect([answer.status, answer.body, answer.headers["set-cookie"]]).toEqual([400, "", undefined]);
  });

  test("nor is it counted as a login", () => {
    expect(linesOf(node, "/var/log/xcart/logins.jsonl")).toEqual([]);
  });
});

describe("an upload is X-Cart's", () => {
  test.each([
    ["with its target in the address", upload, { xcart_form_id: "1" }],
    ["with an action", `${upload}&action=uploadFromFile`, {}],
    ["that says the same twice", `${upload}&action=uploadFromFile`, { target: "files", action: "uploadFromFile" }],
    ["with another case", "/?target=Files", {}],
  ])("%s", async (_what, path, fields) => {
    expect(await node.ask({ path, ...form(fields) })).toMatchObject({ status: 200, body: "shop\n" });
  });
});

test("a login whose address asks for no upload is X-Cart's", async () => {
  expect(await node.ask({ body: login })).toMatchObject({
    status: 302,
    headers: { "set-cookie": expect.arrayContaining([expect.stringMatching(/^recent_login=/)]) },
  });
});
