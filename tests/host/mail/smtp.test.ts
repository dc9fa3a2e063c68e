import { linkSync, mkdirSync, readdirSync, readFileSync, renameSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { type SmtpProvider, smtpProvider, type Taken } from "../../support/emulators/smtp.ts";
import { linesOf as logLines } from "../../support/shop/running.ts";
import { type MailNode, mailNode, stateOf } from "./node.ts";

const domain = "shop.example.com";
const from = `orders@${domain}`;
const headers = `From: A Shop <${from}>\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=UTF-8\r\nContent-Transfer-Encoding: base64`;

let provider: SmtpProvider;
let stranger: SmtpProvider;
let node: MailNode;
beforeAll(async () => {
  [provider, stranger] = await Promise.all([smtpProvider(), smtpProvider({ implicit: true })]);
  node = await mailNode(
    { domain, from: `noreply@${domain}`, provider: { host: "localhost", port: provider.port } },
    { SSL_CERT_FILE: provider.authority },
  );
}, 180_000);
afterAll(async () => {
  await node.stop();
  await Promise.all([provider.stop(), stranger.stop()]);
});
let before = 0;
beforeEach(() => {
  before = provider.taken().length;
});
const arrived = (): Taken[] => provider.taken().slice(before);
const events = (lines: readonly { readonly event: string }[]) => lines.map(({ event }) => event);

test("a mail of PHP's arrives byte by byte, over TLS, by the node's password, under the sender's name", async () => {
  expect(await node.mail({ to: "Ann <ann@example.com>", body: "PGI+VGhhbmsgeW91PC9iPg==", headers, params: `-f${from}` })).toBe(true);
  const [sent] = node.relay();
  expect(sent).toMatchObject({ event: "mail-sent", stack: "shop-prod", to: ["example.com"], author: "own" });
  const [{ content = "", ...rest } = {}] = arrived();
  expect(rest).toEqual({ sender: from, recipients: ["ann@example.com"], tls: true, user: "store" });
  expect(content).toMatch(
    /^To: Ann <ann@example\.com>\r\nSubject: An order\r\nFrom: A Shop <orders@shop\.example\.com>\r\nMIME-Version: 1\.0\r\n/,
  );
  expect(content).toMatch(/\r\nDate: [^\r]+\r\nMessage-ID: <[^>]+@shop\.example\.com>\r\n\r\nPGI\+VGhhbmsgeW91PC9iPg==/);
  expect(node.waiting()).toEqual([]);
});

test("the log knows where mails go, and neither to whom nor what is in them", async () => {
  await node.mail({ to: "secret.person@example.org", subject: "A secret order", headers });
  const text = JSON.stringify(node.relay());
  expect(text).toContain("example.org");
  expect(text).not.toMatch(/secret/);
});

test("mail to several, copies and hidden copies too, goes to each, and names no hidden one", async () => {
  await node.mail({ to: "a@example.com", headers: `${headers}\r\nCc: B <b@example.com>\r\nBcc: hidden@example.com` });
  node.relay();
  const [mail] = arrived();
  expect(mail?.recipients).toEqual(["a@example.com", "b@example.com", "hidden@example.com"]);
  expect(mail?.content).not.toMatch(/hidden/);
});

describe("who it is from", () => {
  const fromOf = (content = "") => content.split("\r\n").filter((line) => /^(From|Reply-To|Sender|Return-Path):/.test(line));

  test.each([
    ["another's address", "From: Max <max@gmail.com>", ["From: Max <noreply@shop.example.com>", "Reply-To: max@gmail.com"]],
    ["a subdomain's", "From: x@evil.shop.example.com", ["From: noreply@shop.example.com", "Reply-To: x@evil.shop.example.com"]],
    ["PHPMailer's own, where X-Cart names none", "From: Root User <root@localhost>", ["From: Root User <noreply@shop.example.com>"]],
    ["nobody's", "X-Mailer: PHP", ["From: noreply@shop.example.com"]],
    [
      "another's, with an address for answers",
      "From: max@gmail.com\r\nReply-To: office@example.net",
      ["From: noreply@shop.example.com", "Reply-To: office@example.net"],
    ],
    [
      "a name in other letters",
      "From: =?UTF-8?B?w4RubmE=?= <a@gmail.com>",
      ["From: =?UTF-8?B?w4RubmE=?= <noreply@shop.example.com>", "Reply-To: a@gmail.com"],
    ],
  ])("%s becomes the store's, and answers go where they would have gone", async (_what, given, expected) => {
    await node.mail({
      to: "ann@example.com",
      headers: `${given}\r\nSender: someone@example.org\r\nReturn-Path: <x@example.org>`,
      params: "-fmax@gmail.com",
    });
    expect(node.relay()[0]).toMatchObject({ event: "mail-sent", author: "replaced" });
    const [mail] = arrived();
    expect(fromOf(mail?.content).sort()).toEqual([...expected].sort());
    expect(mail?.sender).toBe(`noreply@${domain}`);
  });
});

describe("what someone wrote into a form is not sent", () => {
  test.each([
    ["a second recipient's header", `${headers}\r\nTo: victim@example.org`, "it has to twice, as if headers had been injected into a form"],
    ["a second sender", `${headers}\r\nfrom: bank@example.org`, "it has from twice, as if headers had been injected into a form"],
    ["another content", `${headers}\r\nContent-Type: text/plain`, "it has content-type twice, as if headers had been injected into a form"],
    ["a line that is no header", `${headers}\r\nnot a header`, "a line among its headers is none"],
    ["two authors", "From: a@shop.example.com, b@shop.example.com", "it is from more than one address"],
  ])("%s", async (_what, given, reason) => {
    await node.mail({ to: "ann@example.com", headers: given });
    expect(node.relay()).toEqual([expect.objectContaining({ event: "mail-refused", reason })]);
    expect(arrived()).toEqual([]);
  });

  test("recipients by the dozen", async () => {
    await node.mail({ to: Array.from({ length: 51 }, (_, n) => `a${n}@example.com`).join(","), headers });
    expect(node.relay()[0]).toMatchObject({ event: "mail-refused", reason: "it is to 51 addresses, expected 50 at most" });
  });

  test("a recipient that is no address", async () => {
    await node.mail({ to: "ann@localhost", headers });
    expect(node.relay()[0]).toMatchObject({ event: "mail-refused", reason: "one of its recipients is no address" });
  });

  test("a second mail behind a dot, by line ends that servers read differently", async () => {
    await node.mail({
      to: "ann@example.com",
      body: "a\n.\nMAIL FROM:<x@example.org>\r.\rRCPT TO:<victim@example.org>\n.\r\nDATA",
      headers,
    });
    node.relay();
    expect(arrived().map(({ recipients }) => recipients)).toEqual([["ann@example.com"]]);
  });

  test("headers that steer the provider are dropped", async () => {
    await node.mail({ to: "ann@example.com", headers: `${headers}\r\nX-SES-Configuration-Set: other\r\nx-ses-source-arn: arn:x` });
    node.relay();
    expect(arrived()[0]?.content).not.toMatch(/x-ses/i);
  });
});

describe("PHP's side", () => {
  test.each(["-X/srv/xcart/shared/shell.php", "-OQueueDirectory=/tmp", "-C/etc/xcart/environment", "-q"])(
    "an option that lets other mailers write or read files is refused: %s",
    async (params) => {
      expect(await node.mail({ to: "ann@example.com", headers, params })).toBe(false);
      expect(node.relay()).toEqual([]);
    },
  );

  test("a mail of 31 MB is refused at once", async () => {
    expect(await node.mail({ to: "ann@example.com", headers, body: ["x", 31_000_000] })).toBe(false);
    expect(readdirSync(node.place("/srv/xcart/mail"))).toEqual([]);
  });

  test("where thousands wait, PHP is told", async () => {
    const drop = node.place("/srv/xcart/mail");
    for (let n = 0; n < 5000; n++) writeFileSync(join(drop, `.${n}`), "");
    expect(await node.mail({ to: "ann@example.com", headers })).toBe(false);
    for (const name of readdirSync(drop)) utimesSync(join(drop, name), 0, 0);
    node.relay();
    expect(readdirSync(drop)).toEqual([]);
    expect(await node.mail({ to: "ann@example.com", headers })).toBe(true);
    node.relay();
  });

  test("what lies there and is no mail is neither read nor sent", () => {
    const drop = node.place("/srv/xcart/mail");
    const secret = node.place("/etc/xcart/mail-credentials");
    symlinkSync(secret, join(drop, "link"));
    linkSync(secret, join(drop, "hard"));
    mkdirSync(join(drop, "folder"));
    writeFileSync(join(drop, "text"), "no envelope\nFrom: a@b.example");
    writeFileSync(join(drop, "list"), "[]\nTo: ann@example.com\n\nx");
    expect(events(node.relay())).toEqual(["mail-refused", "mail-refused"]);
    expect(readdirSync(drop)).toEqual([]);
    expect(readFileSync(secret, "utf8")).toContain("aTestsPassword");
    expect(arrived()).toEqual([]);
  });

  test("PHP tells no one which user it is, and reports no error", () => {
    expect(logLines(node, "/var/log/xcart/php.log")).toEqual([]);
  });
});

describe("where the provider does not take it", () => {
  const tries = () => {
    node.makeDue();
    return node.relay();
  };
  const back = async () => {
    provider = await smtpProvider({ of: provider });
    before = 0;
  };

  test("mail waits while it is down, and arrives when it is back", async () => {
    const { port } = provider;
    await provider.stop();
    await node.mail({ to: "ann@example.com", subject: "while down", headers });
    const refused = `ConnectionRefusedError: localhost:${port}`;
    expect(node.relay()).toEqual([expect.objectContaining({ event: "mail-waiting", count: 1, reason: refused })]);
    // Not each minute for ever: the next try is later.
    expect(node.relay()).toEqual([]);
    expect(node.waiting()).toHaveLength(1);
    await back();
    expect(events(tries())).toEqual(["mail-sent"]);
    expect(arrived()[0]?.content).toContain("Subject: while down");
  });

  test("nothing is said to one whose certificate no one known has signed", async () => {
    const { port } = provider;
    await provider.stop();
    const other = await smtpProvider({ of: { port, certificates: stranger.certificates } });
    await node.mail({ to: "ann@example.com", headers });
    expect(node.relay()).toEqual([expect.objectContaining({ reason: `SSLCertVerificationError: localhost:${port}` })]);
    expect(other.taken()).toEqual([]);
    await other.stop();
    await back();
    expect(events(tries())).toEqual(["mail-sent"]);
  });

  test("who is refused for now gets it later, and the others not twice", async () => {
    provider.setBusy(true);
    await node.mail({ to: "ann@example.com, busy@example.org", headers: `${headers}\r\nCc: gone@example.net` });
    expect(node.relay()).toEqual([
      expect.objectContaining({ event: "mail-waiting", reason: expect.stringMatching(/451 4\.7\.1 greylisted/) }),
    ]);
    expect(events(tries())).toEqual(["mail-waiting"]);
    provider.setBusy(false);
    expect(events(tries())).toEqual(["mail-sent"]);
    expect(arrived().map(({ recipients }) => recipients)).toEqual([["ann@example.com"], ["busy@example.org"]]);
    expect(node.waiting()).toEqual([]);
  });

  test("who is refused for good is not tried again", async () => {
    await node.mail({ to: "gone@example.com", headers });
    expect(node.relay()).toEqual([expect.objectContaining({ event: "mail-failed", reason: "550 5.1.1 no such user" })]);
    expect(node.waiting()).toEqual([]);
  });

  test("after three days it is given up, and said", async () => {
    provider.setBusy(true);
    await node.mail({ to: "busy@example.com", headers });
    node.relay();
    const [name = ""] = node.waiting();
    const old = `${String(Math.floor(Date.now() / 1000) - 260_000).padStart(12, "0")}${name.slice(12)}`;
    renameSync(join(stateOf(node), name), join(stateOf(node), old));
    expect(tries()).toEqual([expect.objectContaining({ event: "mail-failed", reason: expect.stringMatching(/^after three days: 451/) })]);
    provider.setBusy(false);
    expect(node.waiting()).toEqual([]);
  });

  test("a node that goes leaves what waits to another one", async () => {
    provider.setBusy(true);
    await node.mail({ to: "busy@example.com", headers });
    expect(events(node.relay("--last", "60"))).toEqual(["mail-waiting", "mail-handed-over"]);
    expect([node.waiting(), readdirSync(node.place("/srv/xcart/shared/mail")).length]).toEqual([[], 1]);
    provider.setBusy(false);
    expect(events(node.relay())).toEqual(["mail-sent"]);
    expect(readdirSync(node.place("/srv/xcart/shared/mail"))).toEqual([]);
  });
});
