import { expect, test } from "@jest/globals";
import fc from "fast-check";
import ipaddr from "ipaddr.js";
import { AddressSet, addressKey } from "../../../cli/waf/evaluate/addresses.ts";

const ipv4 = fc
  .array(fc.constantFrom(0, 1, 10, 127, 128, 192, 203, 254, 255), { minLength: 4, maxLength: 4 })
  .map((bytes) => bytes.join("."));
const ipv6 = fc
  .array(fc.constantFrom(0, 1, 0x2001, 0xdb8, 0x7fff, 0x8000, 0xffff), { minLength: 8, maxLength: 8 })
  // An IPv4 address within IPv6 is taken for what it is, which the naive check does not do.
  .filter((parts) => !parts.slice(0, 5).every((part) => part === 0))
  .map((parts) => parts.map((part) => part.toString(16)).join(":"));
const block = fc.oneof(
  fc.tuple(ipv4, fc.integer({ min: 0, max: 32 })).map(([address, bits]) => `${address}/${bits}`),
  fc.tuple(ipv6, fc.integer({ min: 0, max: 128 })).map(([address, bits]) => `${address}/${bits}`),
);

test("a set has an address exactly where one of its blocks has it", () => {
  fc.assert(
    fc.property(fc.array(block, { maxLength: 12 }), fc.oneof(ipv4, ipv6), (blocks, address) => {
      const parsed = ipaddr.parse(address);
      const naive = blocks
        .map((each) => ipaddr.parseCIDR(each))
        .some(([net, bits]) => net.kind() === parsed.kind() && parsed.match(net, bits));
      expect(new AddressSet(blocks).has(addressKey(address) ?? "")).toEqual(naive);
    }),
    { numRuns: 2000 },
  );
});

test.each(["", "198.51.100", "198.51.100.256", "0x7f.1", "10.1", "fe80::1%eth0", "example.com", "198.51.100.7/32"])(
  "%j is no address",
  (text) => {
    expect(addressKey(text)).toEqual(undefined);
  },
);

test("an IPv4 address within IPv6 is the IPv4 address", () => {
  expect(addressKey("::ffff:198.51.100.7")).toEqual(addressKey("198.51.100.7"));
});
