import fc from "fast-check";
import { loginThresholds } from "../../domain/defaults/login-thresholds.ts";
import { declineBudgets } from "../../domain/defaults/order-declines.ts";
import { xcartLines } from "../../domain/defaults/xcart-versions.ts";
import type { NodeSettings } from "../../host/node.ts";

/** A node's settings as demo-prod's are. */
export const settings: NodeSettings = {
  stack: "demo-prod",
  region: "us-east-1",
  line: "5.6",
  domain: "shop.example.com",
  aliases: ["www.shop.example.com"],
  balancerBlocks: ["10.20.48.0/21", "10.20.112.0/21"],
  memoryMiB: 8192,
  cpus: 2,
  bodyMiB: { standard: 2, uploads: 64 },
  hstsDays: 365,
  networkBlock: "10.20.0.0/16",
  mail: { domain: "shop.example.com", from: "noreply@shop.example.com" },
  loginLock: { ...loginThresholds, never: ["198.51.100.7/32"], staffRanges: ["203.0.113.0/28"], challenge: true },
  orderDeclines: { ...declineBudgets, actions: [], never: ["198.51.100.7/32"], challenge: true },
  release: { name: "5.6.0.12-1", sha256: "5e1f".repeat(16) },
};

const label = fc.stringMatching(/^[a-z][a-z0-9]{0,20}$/);
const name = fc.tuple(label, label).map((labels) => `${labels.join(".")}.example`);
const byte = fc.integer({ min: 0, max: 255 });

/** Settings of any node that a store's settings lead to. */
export const anySettings: fc.Arbitrary<NodeSettings> = fc.record({
  stack: label.map((store) => `${store}-prod`),
  region: fc.constantFrom("us-east-1", "eu-central-1", "ap-southeast-2"),
  line: fc.constantFrom(...xcartLines),
  domain: name,
  aliases: fc.uniqueArray(name, { maxLength: 99 }),
  balancerBlocks: fc.uniqueArray(
    byte.map((third) => `10.20.${third}.0/24`),
    { minLength: 2, maxLength: 3 },
  ),
  memoryMiB: fc.constantFrom(2048, 4096, 65_536),
  cpus: fc.constantFrom(1, 2, 64),
  bodyMiB: fc.record({ standard: fc.integer({ min: 1, max: 16 }), uploads: fc.integer({ min: 16, max: 512 }) }),
  hstsDays: fc.integer({ min: 1, max: 730 }),
  networkBlock: byte.map((second) => `10.${second}.0.0/16`),
  mail: fc.record({
    domain: name,
    from: name.map((domain) => `noreply@${domain}`),
    listed: fc.option(fc.array(name.map((domain) => `*@${domain}`)), { nil: undefined }),
    provider: fc.option(fc.record({ host: name, port: fc.constantFrom(587, 2587, 465, 2465) }), { nil: undefined }),
  }),
  loginLock: fc.record({
    address: fc.constant(loginThresholds.address),
    account: fc.constant(loginThresholds.account),
    staff: fc.constant(loginThresholds.staff),
    store: fc.record({ attempts: fc.integer({ min: 50, max: 10_000 }), windowSeconds: fc.integer({ min: 60, max: 3600 }) }),
    never: fc.array(
      byte.map((third) => `198.51.${third}.0/24`),
      { maxLength: 200 },
    ),
    staffRanges: fc.array(byte.map((third) => `2001:db8:${third}::/48`)),
    challenge: fc.boolean(),
  }),
  orderDeclines: fc.record({
    store: fc.record({ declines: fc.integer({ min: 5, max: 10_000 }), windowSeconds: fc.integer({ min: 60, max: 3600 }) }),
    address: fc.record({ declines: fc.integer({ min: 2, max: 100 }), windowSeconds: fc.integer({ min: 60, max: 3600 }) }),
    actions: fc.array(label, { maxLength: 5 }),
    never: fc.array(byte.map((third) => `198.51.${third}.0/24`)),
    challenge: fc.boolean(),
  }),
  release: fc.constantFrom(undefined, { name: "5.6.0.12-1", sha256: "5e1f".repeat(16) }),
});
