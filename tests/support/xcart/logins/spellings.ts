import fc from "fast-check";

/** A request as it goes over the wire; its texts are bytes (latin1). */
export interface Spelling {
  /** Path and query. */
  readonly path: string;
  readonly cookie?: string;
  readonly type?: string;
  readonly body?: string;
}

/** Bytes of a text, one character each. */
export const bytes = (text: string): string => Buffer.from(text, "utf8").toString("latin1");

/** The account that most spellings are of. */
export const account = "owner@example.com";

const tags = ["<b>", "</b>", "<!--x-->", "<!-- > -->", "<", "<?php ?>", '<a title=">">', "<b", "< b>", "&lt;b&gt;", "<\0b>"];
const brackets = ["{{", "}}", "{", "{{{", "&#123;{", "&#x7b;&#x7b;", "&#125;&#125;", "{&#X7B;", "{}{}"];
const nothing = ["\0", "\x01", "\u0301", "\u200b", "\ufeff", "\u00ad", " ", "\u00a0", "\t", "\n", "\u3000", "\xff", "😀"];
const others = ["ó", "Ｏ", "É", "ａ", "ß", "ı", "İ", "ŀ", "æ", "ﬁ", "＠", "。", "․", "ø", "ł", "Ⓐ", "𝐨"];
const placeholder = "__dynamic_widget_placeholder__";

const piece = fc.constantFrom(...tags, ...brackets, ...nothing, ...others, placeholder, "", "%", "+", "'", "\\", "/");

/** The account with a few pieces in it, or something else. */
const login: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.array(fc.tuple(fc.nat(account.length), piece), { maxLength: 3 }).map(withPieces) },
  { weight: 1, arbitrary: fc.constantFrom("", "0", "00", "0.0", " ", "1e3", "null", account.toUpperCase(), `${account}  `, ` ${account}`) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 12 }) },
);

function withPieces(pieces: readonly (readonly [at: number, piece: string])[]): string {
  return pieces.reduce((text, [at, piece]) => text.slice(0, at) + piece + text.slice(at), account);
}

const word = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom("login", "login", "login", "_login", "login_", "lo_gin", "LOGIN", "Login", "l_O_g_I_n", "__login__"),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "",
      "0",
      "logoff",
      "log-in",
      "log.in",
      "login ",
      " login",
      "login\n",
      "l0gin",
      "log%69n",
      "login\0",
      "main",
      "lögin",
    ),
  },
);

/** How an argument may be called. PHP makes other names of some, and lists of some. */
const nameOf = (name: string) =>
  fc.oneof(
    { weight: 8, arbitrary: fc.constant(name) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        ` ${name}`,
        `${name}\0x`,
        `${name}[]`,
        `${name}[a]`,
        `${name}[a][b]`,
        `${name}[`,
        `${name}]`,
        `${name} `,
        `${name}.`,
      ),
    },
    { weight: 1, arbitrary: fc.constantFrom(name.toUpperCase(), `x${name}`, `${name}[][]`, "") },
  );

type Argument = readonly [name: string, value: string];
const argument = (name: string, value: fc.Arbitrary<string>): fc.Arbitrary<Argument> => fc.tuple(nameOf(name), value);
const some = fc.oneof(
  { weight: 3, arbitrary: argument("login", login) },
  { weight: 1, arbitrary: argument("target", word) },
  { weight: 1, arbitrary: argument("action", word) },
  { weight: 1, arbitrary: argument("password", login) },
);

/** Percent-encodes what a form encodes, and now and then a letter that needs none. */
const encode = (text: string, every: number) =>
  [...bytes(text)].map((byte, i) => (/[a-z0-9_.~-]/i.test(byte) && (i + 1) % every !== 0 ? byte : hex(byte))).join("");
const hex = (byte: string) => `%${byte.charCodeAt(0).toString(16).padStart(2, "0")}`;
const urlencoded = (args: readonly Argument[], every: number, between = "&") =>
  args.map(([name, value]) => `${encode(name, 99).replace(/%5b/g, "[").replace(/%5d/g, "]")}=${encode(value, every)}`).join(between);

const boundary = "----x";
const multipart = (args: readonly Argument[]) =>
  `${args.map(([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${bytes(name)}"\r\n\r\n${bytes(value)}\r\n`).join("")}--${boundary}--\r\n`;

interface Placed {
  readonly query: readonly Argument[];
  readonly body: readonly Argument[];
  readonly cookies: readonly Argument[];
  readonly form: "urlencoded" | "multipart";
  readonly every: number;
}

function spelled({ query, body, cookies, form, every }: Placed): Spelling {
  const path = `/${query.length > 0 ? `?${urlencoded(query, every)}` : ""}`;
  const cookie = cookies.length > 0 ? { cookie: urlencoded(cookies, every, "; ") } : {};
  if (body.length === 0) return { path, ...cookie };
  return form === "multipart"
    ? { path, ...cookie, type: `multipart/form-data; boundary=${boundary}`, body: multipart(body) }
    : { path, ...cookie, type: "application/x-www-form-urlencoded", body: urlencoded(body, every) };
}

const few = (each: fc.Arbitrary<Argument>, maxLength: number) => fc.array(each, { maxLength });
const words = fc.tuple(argument("target", word), argument("action", word));
const more = { query: few(some, 2), body: few(some, 3), cookies: few(fc.oneof(some, argument("recent_login", login)), 2) };
const shape = { form: fc.constantFrom<Placed["form"]>("urlencoded", "multipart"), every: fc.constantFrom(3, 99) };

/** Logins of a form as someone might spell them who wants to be taken for someone else, and requests that are none. */
export const spellings: fc.Arbitrary<Spelling> = fc
  .record({ words, where: fc.constantFrom<"query" | "body" | "cookies">("query", "body", "body", "body", "cookies"), ...more, ...shape })
  .map(({ words, where, ...placed }) => spelled({ ...placed, [where]: [...words, ...placed[where]] }));

/** One of some, most often the first. */
const mostly = (first: string, ...rest: string[]) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(first) }, { weight: 1, arbitrary: fc.constantFrom(...rest) });

const jsonType = mostly(
  "application/json",
  "application/json; charset=utf-8",
  "Application/JSON",
  "application/x-json",
  "text/json",
  "text/plain",
  "",
);
const check = "/api-login/check";
const checkPath = mostly(check, `${check}?a=1`, "/api%2Dlogin/chec%6b", `${check}/`, "/API-login/check", "/api-login", `/${check}`);
const space = mostly("", " ", "\n", "\t".repeat(9000), " ".repeat(8192));
const key = mostly('"username"', '"\\u0075sername"', '"Username"', '"user.name"', '"username "', '"login"');
const jsonValue = fc.oneof(
  { weight: 4, arbitrary: login.map((text) => JSON.stringify(text)) },
  {
    weight: 1,
    arbitrary: mostly('"\\u0000"', "null", "1", '["owner@example.com"]', '{"username":"owner@example.com"}', '"\\ud800"', '""', "'x'"),
  },
);
const member = fc.tuple(key, space, jsonValue).map(([name, gap, value]) => `${name}${gap}:${gap}${value}`);
const password = mostly('"password":"x"', '"password":1', "");
const jsonBody = fc.tuple(fc.array(member, { maxLength: 3 }), password, space, mostly("object", "list", "torn", "comma", "bom"));

/** Logins of the API, and what looks like some. */
export const apiSpellings: fc.Arbitrary<Spelling> = fc
  .tuple(checkPath, jsonType, jsonBody)
  .map(([path, type, [members, word, gap, form]]) => ({
    path,
    type,
    body: bytes(formed(`${gap}{${[...members, word].filter(Boolean).join(",")}}${gap}`, form)),
  }));

function formed(object: string, form: string): string {
  if (form === "list") return `[${object}]`;
  if (form === "torn") return object.slice(0, -2);
  if (form === "comma") return object.replace("}", ",}");
  return form === "bom" ? `\ufeff${object}` : object;
}
