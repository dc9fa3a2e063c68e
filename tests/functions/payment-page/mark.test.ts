import { gzipSync } from "node:zlib";
import { describe, expect, it, test } from "@jest/globals";
import { makeMark, written, writtenOver } from "../../../functions/payment-page/mark.ts";

const mark = makeMark(() => 7);
const base64 = (text: string) => Buffer.from(text).toString("base64");
const hex = (text: string) => Buffer.from(text).toString("hex");

describe("the mark", () => {
  it("is a test number with the right check digit, another one at each visit", () => {
    expect(mark).toBe("4000007777777779");
    const [one, other] = [makeMark(), makeMark()];
    expect(one).toMatch(/^400000\d{10}$/);
    expect(one).not.toBe(other);
  });

  test.each([
    ["plain", mark],
    ["split", mark.match(/.{4}/g)?.join("-")],
    ["split", JSON.stringify(mark.match(/.{4}/g))],
    ["reversed", [...mark].reverse().join("")],
    ["base64", base64(mark)],
    ["base64", base64(`{"cc":"${mark}"}`)],
    ["base64", base64(`x${mark}`).replace(/=/g, "").replaceAll("+", "-").replaceAll("/", "_")],
    ["base64 of base64", base64(base64(mark))],
    ["hex", hex(mark)],
    ["base64 of hex", base64(hex(mark))],
    ["base64 of deflated", gzipSync(`card=${mark}`).toString("base64")],
    ["deflated", gzipSync(mark).toString("latin1")],
    ["url-encoded", [...mark].map((digit) => `%3${digit}`).join("")],
    ["escaped", [...mark].map((digit) => `\\u003${digit}`).join("")],
    ["codes of characters", [...mark].map((digit) => digit.charCodeAt(0)).join(",")],
    ["a number in hex", BigInt(mark).toString(16)],
    ["a number in base 36", BigInt(mark).toString(36)],
    ["letters for digits", [...mark].map((digit) => "abcdefghij"[Number(digit)]).join("")],
    ["digits moved by five", [...mark].map((digit) => (Number(digit) + 5) % 10).join("")],
  ])("is found where it is written %s", (how, text = "") => {
    expect(written(mark, text)).toBe(how);
    if (how !== "deflated") expect(written(mark, `https://evil.example/i?a=1&c=${text}`)).toBeDefined();
  });

  it("is found where it is sent piece by piece", () => {
    expect(writtenOver(mark, [...mark])).toBe(true);
    expect(writtenOver(mark, ["1", "2"])).toBe(false);
  });

  it("is not found in what is not the number", () => {
    for (const text of ["", "4242424242424242", base64("nothing at all, but long enough"), mark.slice(0, 12), `${Date.now()}`.repeat(50)]) {
      expect(written(mark, text)).toBeUndefined();
    }
  });
});
