import { once } from "node:events";
import { connect as connectHttp2 } from "node:http2";
import { connect as connectTcp } from "node:net";
import { text } from "node:stream/consumers";
import { connect } from "node:tls";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { ask, wire } from "./ask.ts";
import { nodeSettings, played, type WebNode, webNode } from "./node.ts";

let node: WebNode;
beforeAll(async () => {
  node = await webNode(nodeSettings(), { header: 1, body: 1, answer: 1 });
});
afterAll(async () => await node.stop());

/** What comes back until the node closes. */
async function say(...parts: readonly string[]): Promise<string> {
  const socket = await wire(node.nginx.port);
  for (const part of parts) socket.write(part, "latin1");
  let said = "";
  // Who is too slow is hung up on without more ado.
  return await new Promise((resolve) => {
    socket.on("data", (data: Buffer) => (said += data.toString("latin1")));
    socket.once("error", () => resolve(said)).once("close", () => resolve(said));
  });
}

const close = "Host: shop.example.com\r\nConnection: close\r\n\r\n";

describe("what no browser sends", () => {
  test.each([
    ["a method in lower case", `get / HTTP/1.1\r\n${close}`, /^HTTP\/1\.1 400/],
    ["no version", "GET /\r\n", /^<html>\s*<head><title>421/],
    ["a version that there is not", `GET / HTTP/9.9\r\n${close}`, /^HTTP\/1\.1 505/],
    ["a header without a name", `GET / HTTP/1.1\r\n: x\r\n${close}`, /^HTTP\/1\.1 (?:200|400)/],
    ["two hosts", `GET / HTTP/1.1\r\nHost: evil.example\r\n${close}`, /^HTTP\/1\.1 400/],
    ["no host", "GET / HTTP/1.1\r\nConnection: close\r\n\r\n", /^HTTP\/1\.1 400/],
    ["an old client without a host", "GET / HTTP/1.0\r\n\r\n", /^HTTP\/1\.1 421/],
    ["two lengths", `POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n${close}ab`, /^HTTP\/1\.1 400/],
    ["a length and pieces", `POST / HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n${close}0\r\n\r\n`, /^HTTP\/1\.1 400/],
    ["pieces by another name", `POST / HTTP/1.1\r\nTransfer-Encoding: xchunked\r\n${close}0\r\n\r\n`, /^HTTP\/1\.1 501/],
    ["a space before the colon", `GET / HTTP/1.1\r\nContent-Length : 5\r\n${close}`, /^HTTP\/1\.1 (?:200|400)/],
    ["a null in a header", `GET / HTTP/1.1\r\nX-A: a\0b\r\n${close}`, /^HTTP\/1\.1 400/],
    ["a null in the address", `GET /a\0b HTTP/1.1\r\n${close}`, /^HTTP\/1\.1 400/],
    ["a length below nothing", `POST / HTTP/1.1\r\nContent-Length: -1\r\n${close}`, /^HTTP\/1\.1 400/],
    ["HTTP without TLS inside TLS's port by another protocol", "\x16\x03\x01\r\n\r\n", /400 Bad Request/],
  ])("%s", async (_, request, answer) => {
    expect(await say(request)).toMatch(answer);
  });

  test("a second request in the body of a first is a body", async () => {
    const smuggled = "GET /admin/ HTTP/1.1\r\nHost: shop.example.com\r\n\r\n";
    const said = await say(`POST / HTTP/1.1\r\nContent-Length: ${smuggled.length}\r\n${close}${smuggled}`);
    expect(said.match(/HTTP\/1\.1 /g)).toHaveLength(1);
    expect(said).toContain(`"read":${smuggled.length}`);
  });
});

describe("slow clients", () => {
  test("who never finish their header are hung up on", async () => {
    expect(await say("GET / HTTP/1.1\r\nHost: shop.exam")).toBe("");
  });

  test("who never finish their body are told so, and PHP never heard of them", async () => {
    const slow = `POST /slow HTTP/1.1\r\nContent-Length: 100\r\n${close}a=b`;
    expect(await say(slow)).toMatch(/^(?:HTTP\/1\.1 408|$)/);
  });

  test("hold none of PHP's workers, of which there are four", async () => {
    const slow = await Promise.all(Array.from({ length: 20 }, async () => await wire(node.nginx.port)));
    for (const socket of slow) socket.write(`POST / HTTP/1.1\r\nContent-Length: 100\r\n${close}a`);
    const pages = await Promise.all(Array.from({ length: 8 }, async () => await ask(node.nginx.port, { path: "/" })));
    expect(pages.map(({ status }) => status)).toEqual(Array(8).fill(200));
    for (const socket of slow) socket.destroy();
  });
});

describe("HTTP/2", () => {
  test("pages, files and refusals on one connection", async () => {
    const balancer = connectTcp({ host: "127.0.0.1", port: node.nginx.port, localAddress: played.balancer });
    const session = connectHttp2("https://shop.example.com", {
      createConnection: () => connect({ socket: balancer, ALPNProtocols: ["h2"], rejectUnauthorized: false }),
    });
    const get = async (path: string, headers: Record<string, string> = {}) => {
      const stream = session.request({
        ":path": path,
        ":authority": "shop.example.com",
        "x-forwarded-for": "198.51.100.66, 203.0.113.9",
        ...headers,
      });
      const status = await new Promise((resolve) => stream.once("response", (answer) => resolve(answer[":status"])));
      return { status, body: await text(stream) };
    };
    const [page, file, secret, stranger] = await Promise.all([
      get("/?a=b", { "client-ip": "198.51.100.66" }),
      get("/assets/web/main.css"),
      get("/.env"),
      get("/", { ":authority": "evil.example" }),
    ]);
    expect([page?.status, file?.status, secret?.status, stranger?.status]).toEqual([200, 200, 404, 421]);
    expect(JSON.parse(page?.body ?? "")).toMatchObject({
      server: {
        REMOTE_ADDR: "203.0.113.9",
        HTTP_X_FORWARDED_FOR: "203.0.113.9",
        HTTP_HOST: "shop.example.com",
        SERVER_PROTOCOL: "HTTP/2.0",
        HTTPS: "on",
      },
    });
    expect(page?.body).not.toContain("198.51.100.66");
    session.close();
  });
});

describe("TLS", () => {
  test.each(["TLSv1.2", "TLSv1.3"] as const)("%s with forward secrecy", async (version) => {
    const socket = connect({
      host: "127.0.0.1",
      port: node.nginx.port,
      rejectUnauthorized: false,
      minVersion: version,
      maxVersion: version,
    });
    await once(socket, "secureConnect");
    expect(socket.getCipher().name).toMatch(/^(?:TLS_|ECDHE-ECDSA-)/);
    socket.destroy();
  });

  test("nothing older", async () => {
    const old = connect({
      host: "127.0.0.1",
      port: node.nginx.port,
      rejectUnauthorized: false,
      maxVersion: "TLSv1.1",
      minVersion: "TLSv1",
      ciphers: "DEFAULT@SECLEVEL=0",
    });
    await expect(once(old, "secureConnect")).rejects.toThrow(/alert protocol version/);
  });

  test("no renegotiation by the client", async () => {
    const socket = connect({ host: "127.0.0.1", port: node.nginx.port, rejectUnauthorized: false, maxVersion: "TLSv1.2" });
    await once(socket, "secureConnect");
    const [refused] = await Promise.all([once(socket, "error"), socket.renegotiate({}, () => undefined)]);
    expect(String(refused)).toMatch(/no renegotiation/);
  });
});
