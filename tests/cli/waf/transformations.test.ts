import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { transformations } from "../../../cli/waf/evaluate/transformations.ts";

const applied = (name: string, text: string) => transformations[name]?.(text);

test.each([
  ["NONE", "A%41", "A%41"],
  ["LOWERCASE", "Admin.PHP", "admin.php"],
  ["LOWERCASE", "\u00c4", "\u00c4"],
  ["UPPERCASE", "get", "GET"],
  ["URL_DECODE", "/%61dmin", "/admin"],
  ["URL_DECODE", "a+b%20c", "a b c"],
  ["URL_DECODE", "%2561", "%61"],
  ["URL_DECODE", "100%", "100%"],
  ["URL_DECODE", "%zz%4", "%zz%4"],
  ["URL_DECODE", "%u0041", "%u0041"],
  ["URL_DECODE_UNI", "%u0041%42", "AB"],
  ["URL_DECODE_UNI", "%uff41dmin", "admin"],
  ["HTML_ENTITY_DECODE", "&lt;script&#62;&#x41;&amp;&quot;", '<script>A&"'],
  ["HTML_ENTITY_DECODE", "&copy; &", "&copy; &"],
  ["COMPRESS_WHITE_SPACE", "a \t\n b\u00a0c", "a b c"],
  ["REMOVE_WHITESPACE", "a \t b", "ab"],
  ["TRIM", "  a b ", "a b"],
  ["TRIM_LEFT", " a ", "a "],
  ["TRIM_RIGHT", " a ", " a"],
  ["REMOVE_NULLS", "a\0b", "ab"],
  ["REPLACE_NULLS", "a\0b", "a b"],
  ["REPLACE_COMMENTS", "un/**/ion /* open", "un ion  "],
  ["NORMALIZE_PATH", "/a/./b/../admin//x", "/a/admin/x"],
  ["NORMALIZE_PATH", "/../../etc/passwd", "/etc/passwd"],
  ["NORMALIZE_PATH", "../a", "../a"],
  ["NORMALIZE_PATH", "/a/b/", "/a/b/"],
  ["NORMALIZE_PATH", "/", "/"],
  ["NORMALIZE_PATH_WIN", "\\a\\..\\admin", "/admin"],
  ["CMD_LINE", "C^AT, /etc\"/pass'wd  (x", "cat/etc/passwd(x"],
  ["BASE64_DECODE", "YWRtaW4=", "admin"],
  ["BASE64_DECODE", "not base 64", "not base 64"],
  ["BASE64_DECODE_EXT", "YWRt aW4=!", "admin"],
  ["HEX_DECODE", "61646d", "adm"],
  ["HEX_DECODE", "xyz", "xyz"],
])("%s makes %j to %j", (name, text, expected) => {
  expect(applied(name, text)).toEqual(expected);
});

const pathLike = fc
  .array(fc.constantFrom("a", "admin", ".", "..", "", "%2e", "\\", "A", " ", "\0", "\t"), { maxLength: 8 })
  .map((parts) => parts.join("/"));
const idempotent =
  "NONE LOWERCASE UPPERCASE COMPRESS_WHITE_SPACE REMOVE_WHITESPACE TRIM TRIM_LEFT TRIM_RIGHT REMOVE_NULLS REPLACE_NULLS NORMALIZE_PATH NORMALIZE_PATH_WIN CMD_LINE";

test.each(idempotent.split(" "))("%s twice is %s once", (name) => {
  fc.assert(
    fc.property(fc.oneof(pathLike, fc.string()), (text) => {
      const once = applied(name, text) ?? "";
      expect(applied(name, once)).toEqual(once);
    }),
  );
});

test("a normalized path has neither doubled slashes nor steps that a file system would take", () => {
  fc.assert(
    fc.property(pathLike, (path) => {
      const steps = applied("NORMALIZE_PATH", `/${path}`)?.split("/") ?? [];
      expect(steps.slice(1, -1).filter((step) => ["", ".", ".."].includes(step))).toEqual([]);
      expect([".", ".."]).not.toContain(steps.at(-1));
    }),
  );
});

test("decoding brings back every text that encodeURIComponent encodes", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary" }).filter((text) => text.isWellFormed()),
      (text) => {
        expect(Buffer.from(applied("URL_DECODE", encodeURIComponent(text)) ?? "", "latin1").toString("utf8")).toEqual(text);
      },
    ),
  );
});
