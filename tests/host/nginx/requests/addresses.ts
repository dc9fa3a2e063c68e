import { forgedHeaders } from "../../../../domain/defaults/client-headers.ts";
import { shopper } from "../ask.ts";
import { played } from "../node.ts";
import type { Row } from "../table.ts";

const forged = "198.51.100.66";
const parameter = (header: string) => `HTTP_${header.toUpperCase().replaceAll("-", "_")}`;

/** What PHP knows of who asks, and with which scheme, whatever the client says. */
const truth = {
  REMOTE_ADDR: shopper,
  HTTP_X_FORWARDED_FOR: shopper,
  HTTP_X_FORWARDED_PROTO: "https",
  HTTP_CF_CONNECTING_IP: undefined,
  HTTP_CLIENT_IP: undefined,
  HTTP_X_FORWARDED: undefined,
  HTTP_FORWARDED_FOR: undefined,
  HTTP_FORWARDED: undefined,
  HTTPS: "on",
  SERVER_PORT: "443",
};

const shop = { status: 200, php: "index" } as const;

/** Who someone says that they are. */
export const addressRows: readonly Row[] = [
  ["a shopper", "/", { ...shop, told: truth }],
  ...forgedHeaders
    .filter((header) => header !== "X-Forwarded-For")
    .map(
      (header): Row => [
        `forged ${header}`,
        { path: "/", headers: { [header]: forged } },
        { ...shop, told: { ...truth, ...(header === "X-Forwarded-Proto" ? {} : { [parameter(header)]: undefined }) } },
      ],
    ),
  ["forged X-Forwarded-For", { path: "/", headers: { "X-Forwarded-For": forged } }, { ...shop, told: truth }],
  ["a long one", { path: "/", headers: { "X-Forwarded-For": Array(200).fill(forged).join(", ") } }, { ...shop, told: truth }],
  [
    "the load balancer's address as the client's",
    { path: "/", headers: { "X-Forwarded-For": `${forged}, 127.0.1.9` } },
    { ...shop, told: truth },
  ],
  [
    "a client in the load balancer's own network, who says to be someone else",
    { path: "/", headers: { "X-Forwarded-For": forged }, address: "127.0.1.9" },
    { ...shop, told: { REMOTE_ADDR: "127.0.1.9", HTTP_X_FORWARDED_FOR: "127.0.1.9" } },
  ],
  ["nonsense", { path: "/", headers: { "X-Forwarded-For": "' OR 1=1 --, <script>" } }, { ...shop, told: truth }],
  [
    "a name with an underscore",
    { path: "/", headers: { Client_IP: forged, X_Forwarded_For: forged, CF_Connecting_IP: forged } },
    { ...shop, told: truth },
  ],
  ["a name with a dot", { path: "/", headers: { "Client.IP": forged, "X.Forwarded.For": forged } }, { ...shop, told: truth }],
  ["in capitals", { path: "/", headers: { "CLIENT-IP": forged, "cf-connecting-ip": forged } }, { ...shop, told: truth }],
  ["twice", { path: "/", headers: { "Client-IP": [forged, forged] } }, { ...shop, told: truth }],
  [
    "an IPv6 address",
    { path: "/", address: "2001:db8:1::9" },
    { ...shop, told: { REMOTE_ADDR: "2001:db8:1::9", HTTP_X_FORWARDED_FOR: "2001:db8:1::9" } },
  ],
  [
    "an IPv6 address that says to be another one",
    { path: "/", headers: { "X-Forwarded-For": "2001:db8:2::1" }, address: "2001:db8:1::9" },
    { ...shop, told: { REMOTE_ADDR: "2001:db8:1::9" } },
  ],
  ["an address with a port", { path: "/", address: "203.0.113.9:4711" }, { ...shop, told: { REMOTE_ADDR: "203.0.113.9" } }],
  [
    "another machine, which is not believed",
    { path: "/", from: played.stranger, headers: { "X-Forwarded-For": forged } },
    { ...shop, told: { REMOTE_ADDR: played.stranger, HTTP_X_FORWARDED_FOR: played.stranger } },
  ],
  ["the node itself, which is not believed", { path: "/", from: played.node }, { ...shop, told: { REMOTE_ADDR: played.node } }],
  [
    "X-Cart, which calls itself by the store's name, and is believed nothing either",
    { path: "/service.php/auth", from: played.node, headers: { "X-Forwarded-For": forged } },
    { status: 200, php: "service", told: { REMOTE_ADDR: played.node, HTTP_X_FORWARDED_FOR: played.node, HTTP_HOST: "shop.example.com" } },
  ],
  [
    "a word in place of an address",
    { path: "/", address: "unknown" },
    { ...shop, told: { REMOTE_ADDR: played.balancer, HTTP_X_FORWARDED_FOR: played.balancer } },
  ],
  [
    "Authorization, which the API needs",
    { path: "/api/products", headers: { Authorization: "Bearer a.b.c" } },
    { ...shop, told: { HTTP_AUTHORIZATION: "Bearer a.b.c" } },
  ],
  [
    "X-Auth-Token, which the API needs",
    { path: "/api/products", headers: { "X-AUTH-TOKEN": "t" } },
    { ...shop, told: { HTTP_X_AUTH_TOKEN: "t" } },
  ],
  [
    "X-Requested-With, which X-Cart's scripts send",
    { path: "/", headers: { "X-Requested-With": "XMLHttpRequest" } },
    { ...shop, told: { HTTP_X_REQUESTED_WITH: "XMLHttpRequest" } },
  ],
  [
    "the load balancer's trace",
    { path: "/", headers: { "X-Amzn-Trace-Id": "Root=1-a-b" } },
    { ...shop, told: { HTTP_X_AMZN_TRACE_ID: "Root=1-a-b" } },
  ],
  [
    "a host with a port",
    { path: "/", host: "shop.example.com:443" },
    { ...shop, told: { HTTP_HOST: "shop.example.com", SERVER_NAME: "shop.example.com" } },
  ],
  ["a host in capitals", { path: "/", host: "SHOP.EXAMPLE.COM" }, { ...shop, told: { HTTP_HOST: "shop.example.com" } }],
  ["a host with a dot behind", { path: "/", host: "shop.example.com." }, { ...shop, told: { HTTP_HOST: "shop.example.com" } }],
  ["another name of the store", { path: "/", host: "www.shop.example.com" }, { ...shop, told: { HTTP_HOST: "www.shop.example.com" } }],
  ["a name that is not the store's", { path: "/", host: "evil.example" }, 421],
  ["one that ends like it", { path: "/", host: "evilshop.example.com" }, 421],
  ["one that begins like it", { path: "/", host: "shop.example.com.evil.example" }, 421],
  ["the node's address", { path: "/", host: "10.0.0.7" }, 421],
  ["an empty name", { path: "/", host: "" }, 421],
  ["another name in the address", { path: "https://evil.example/" }, 421],
  [
    "the store's name in the address",
    { path: "https://shop.example.com/a?b=c", host: "evil.example" },
    { ...shop, told: { HTTP_HOST: "shop.example.com", REQUEST_URI: "/a?b=c" } },
  ],
  ["two names in one", { path: "/", host: "shop.example.com evil.example" }, 400],
];

/** `/healthz`, by who asks. */
export const healthRows: readonly Row[] = [
  [
    "the load balancer's health check, by address",
    { path: "/healthz", address: null, host: "10.0.0.7:443" },
    { status: 200, php: "health", body: '"details":"1"' },
  ],
  [
    "the load balancer's health check, without a name",
    { path: "/healthz", address: null, host: "" },
    { status: 200, php: "health", body: '"details":"1"' },
  ],
  [
    "boot, on the node",
    { path: "/healthz?ready", from: played.node, host: "127.0.0.1", address: null },
    { status: 200, php: "health", body: '"details":"1","query":"ready"' },
  ],
  ["the canary, from outside: no details", { path: "/healthz" }, { status: 200, php: "health", body: '"details":null' }],
  [
    "someone who says to be the node",
    { path: "/healthz", headers: { "X-Forwarded-For": "127.0.0.1" } },
    { status: 200, php: "health", body: '"details":null' },
  ],
  ["from outside, by address", { path: "/healthz", host: "10.0.0.7" }, 421],
  ["another machine, by address", { path: "/healthz", host: "10.0.0.7", from: played.stranger, address: null }, 421],
  ["a post", { method: "POST", path: "/healthz", body: "x" }, { status: 405, headers: { allow: "GET, HEAD" } }],
  ["something behind it", "/healthz/x", { status: 200, php: "index" }],
];
