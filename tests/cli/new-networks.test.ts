import { expect, test } from "@jest/globals";
import fc from "fast-check";
import ipaddr from "ipaddr.js";
import { freeBlocks } from "../../cli/new/networks.ts";

test("free blocks overlap neither each other nor what is taken", () => {
  const prefix = fc.integer({ min: 16, max: 20 });
  const block = fc.tuple(fc.integer({ min: 0, max: 2 ** 12 - 1 }), prefix).map(([i, bits]) => {
    const size = 2 ** (32 - bits);
    const at = Math.floor((i * 4096) / size) * size;
    return `10.${Math.floor(at / 65536)}.${Math.floor(at / 256) % 256}.0/${bits}`;
  });
  const overlap = (a: string, b: string) => {
    const [one, other] = [ipaddr.IPv4.parseCIDR(a), ipaddr.IPv4.parseCIDR(b)];
    return one[0].match(other) || other[0].match(one);
  };
  fc.assert(
    fc.property(block, fc.nat(6), fc.array(block, { maxLength: 6 }), (first, count, taken) => {
      const free = freeBlocks(first, count, taken);
      const clashes = free.flatMap((one, i) => [...taken, ...free.slice(0, i)].filter((other) => overlap(one, other)));
      expect(clashes).toEqual([]);
    }),
  );
});

test("free blocks follow each other, and end with the private range", () => {
  expect(freeBlocks("172.30.0.0/16", 3, [])).toEqual(["172.30.0.0/16", "172.31.0.0/16"]);
  expect(freeBlocks("192.168.224.0/20", 9, ["192.168.236.0/22"])).toEqual(["192.168.240.0/20"]);
});
