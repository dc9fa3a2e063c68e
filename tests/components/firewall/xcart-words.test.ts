import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { type ControlWords, kindsOf } from "../../../domain/xcart/requests.ts";
import { isMarked, type MarkedKind, markedAs, markingRules } from "./marking.ts";

const rules = markingRules();

/** X-Cart's targets and actions. */
const [targets = [], actions = []] = readFileSync(join(import.meta.dirname, "../../support/xcart/reading/words.txt"), "utf8")
  .split(/^\[.*\]$/m)
  .slice(1)
  .map((part) => part.split(/\s+/).filter(Boolean));

const get = (query: string) => markedAs(rules, { method: "GET", path: "/", query });

const post = (body: string, type = "application/x-www-form-urlencoded") =>
  markedAs(rules, { method: "POST", path: "/", headers: [["content-type", type]], body: Buffer.from(body) });

const parts = "multipart/form-data; boundary=part";
const part = (name: string, value: string) => `--part\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;

/** What the web ACL is to know a request as. An exception is made by its address only. */
const wanted = (words: Pick<ControlWords, "target" | "action">, inBody: boolean): MarkedKind[] =>
  kindsOf(words)
    .filter(isMarked)
    .filter((kind) => !(inBody && kind === "callback"));

describe("X-Cart's own words are marked as what they are, and none is refused", () => {
  test("there are many", () => {
    expect(targets.length).toBeGreaterThan(400);
    expect(actions.length).toBeGreaterThan(400);
  });

  test("targets, in addresses and forms", () => {
    for (const target of targets) {
      expect([target, get(`target=${target}&id=1`)]).toEqual([target, wanted({ target }, false)]);
      const bodies = [post(`xcart_form_id=a&target=${target}`), post(`${part("target", target)}${part("note", "a")}--part--`, parts)];
      for (const marked of bodies) expect([target, marked]).toEqual([target, wanted({ target }, true)]);
    }
  });

  test("actions, in addresses and forms", () => {
    for (const action of actions)
      for (const marked of [
        get(`target=main&action=${action}`),
        post(`action=${action}&target=main`),
        post(`${part("action", action)}--part--`, parts),
      ])
        expect([action, marked]).toEqual([action, wanted({ target: "main", action }, true)]);
  });
});

/** What browsers, providers and programs send. */
test.each([
  ["a campaign's link with its underscores encoded", get("utm%5Fsource=mail&utm%5Fmedium=a%2Db")],
  ["a name with a dot, and a list, encoded", get("order%2Etotal=1&item%5B0%5D=x&%D0%BF=1")],
  ["a letter that is encoded in a name that is none of ours", get("utm_s%6Furce=a")],
  ["an address to come back to", get("target=main&returnURL=%2F%3Ftarget%3Dcheckout%26action%3D%25")],
  ["text with & in JSON", post('{"text":"R&D & target groups & action items, 5% off"}', "application/json")],
  ["a script as a file", post(`${part('file"; filename="a.js', "if (a && action==\"x\" && target=='y')")}--part--`, parts)],
  [
    "a text file",
    post(`${part('file"; filename="a.txt', "sales & target 5%, R&D & action&target=&action=\n\ttarget=x%20")}--part--`, parts),
  ],
  [
    "a mail as a file",
    post(`${part('file"; filename="a.eml', "Content-Disposition: attachment;\r\n\tfilename=a.pdf\r\n\r\ntext")}--part--`, parts),
  ],
  [
    "a file with its kind, and bytes of any sort",
    post(`--part\r\nContent-Disposition: form-data; name="f"; filename="a"\r\nContent-Type: a/b\r\n\r\n\0\0name\r\n--part--`, parts),
  ],
])("%s passes and is nothing special", (_what, marked) => {
  expect(marked).toEqual([]);
});
