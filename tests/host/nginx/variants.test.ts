import { afterAll, beforeAll, describe, test } from "@jest/globals";
import { nodeSettings, type WebNode, webNode } from "./node.ts";
import { holds, type Row } from "./table.ts";

const shop = { status: 200, php: "index" } as const;
const gzip = { "Accept-Encoding": "gzip" };

let node: WebNode;

describe("X-Cart 5.5, its administration under a name of its own", () => {
  const admin = "office.example.com";
  const at = (path: string, method = "GET") => ({ path, method, host: admin });
  beforeAll(async () => {
    node = await webNode(nodeSettings({ line: "5.5", aliases: ["www.shop.example.com", admin], adminHost: admin }));
  });
  afterAll(async () => await node.stop());

  const rows: readonly Row[] = [
    ["the shop", "/", shop],
    ["the shop's other name", { path: "/", host: "www.shop.example.com" }, shop],
    ["the administration under the shop's name", "/admin/", 404],
    ["without a slash", "/admin", 404],
    ["the service tool under the shop's name", "/service.php?/api", 404],
    ["its addresses", "/service.php/api/licenses", 404],
    ["with a page behind it", "/admin/?target=login", 404],
    ["the one behind the front script", "/index.php/admin/", 404],
    ["the old script", "/admin.php?target=main", 404],
    ["the administration under its own name", at("/admin/?target=main"), { ...shop, told: { HTTP_HOST: admin, SERVER_NAME: admin } }],
    ["without a slash there", at("/admin"), { status: 301, headers: { location: "/admin/" } }],
    ["the service tool there", at("/service.php?/api"), { status: 200, php: "service" }],
    ["its styles", at("/assets/web/main.css"), 200],
    ["scripts there", at("/install.php"), 404],
    ["dot files there", at("/.env"), 404],
    ["an import there", { ...at("/admin/", "POST"), body: "x".repeat(2 << 20) }, shop],
    ["the API", "DELETE /api/products/1", shop],
    ["the add-on for language models, which 5.5 has not", "PUT /mcp", 405],
    ["a page of that name", { path: "/mcp?do=page", headers: gzip }, { status: 200, headers: { "content-encoding": "gzip" } }],
  ];
  test.each(rows)("%s", async (...row) => await holds(node.nginx.port, row));
});

describe("an API that is closed, as by default", () => {
  const { api, ...closed } = nodeSettings();
  beforeAll(async () => {
    node = await webNode(closed);
  });
  afterAll(async () => await node.stop());

  const paths = ["/api", "/api/", "/api/products", "/api/products.json", "/api/docs", "/api-login", "/api-login/check", "/mcp", "/mcp/sse"];
  const rows = paths.flatMap((path) =>
    ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"].map(
      (method): Row => [
        `${method} ${path}`,
        `${method} ${path}`,
        path.startsWith("/api-login") && method !== "POST" && method !== "GET" && method !== "HEAD" ? 405 : 404,
      ],
    ),
  );
  test.each(rows)("%s", async (...row) => await holds(node.nginx.port, row));
  test.each(["/apiary", "/api-login-help", "/mcpherson"])("a page such as %s is the shop's", async (path) => {
    await holds(node.nginx.port, [path, path, shop]);
  });
});

describe("before the first release", () => {
  beforeAll(async () => {
    node = await webNode(nodeSettings({ release: undefined }));
  });
  afterAll(async () => await node.stop());

  const rows: readonly Row[] = [
    ["what boot put into its place answers", "/", shop],
    ["health is as ever", { path: "/healthz", address: null, host: "10.0.0.7" }, { status: 200, php: "health" }],
  ];
  test.each(rows)("%s", async (...row) => await holds(node.nginx.port, row));
});
