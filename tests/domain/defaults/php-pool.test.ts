import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { capacityOf } from "../../../domain/defaults/instance-memory.ts";
import { commandMiB, reservedMiB, workerMiB, workerRestartMiB, workersOf, workersPerCpu } from "../../../domain/defaults/php-pool.ts";

const reserved = Object.values(reservedMiB).reduce((sum, mib) => sum + mib, 0);

describe("what an instance has", () => {
  test.each([
    ["t4g.nano", 512, 2],
    ["t4g.small", 2048, 2],
    ["t4g.xlarge", 16384, 4],
    ["t4g.2xlarge", 32768, 8],
    ["m7g.medium", 4096, 1],
    ["m7g.large", 8192, 2],
    ["c7gn.xlarge", 8192, 4],
    ["r8g.2xlarge", 65536, 8],
    ["m6gd.16xlarge", 262144, 64],
    ["x2gd.large", 32768, 2],
  ])("%s", (type, memoryMiB, cpus) => {
    expect(capacityOf(type)).toEqual({ memoryMiB, cpus });
  });

  test.each(["m7i.large", "im4gn.large", "t4g.huge", "q7g.large", "m7g.metal", "m7g", "", "constructor.large"])(
    "of %j no one guesses",
    (type) => {
      expect(capacityOf(type)).toBeUndefined();
    },
  );
});

test("commands have what X-Cart calls the least, end in time by themselves, and fit beside each other", () => {
  expect(commandMiB).toBeGreaterThanOrEqual(256);
  expect(workerRestartMiB).toBeLessThan(commandMiB);
  expect(reservedMiB.jobs).toBeGreaterThanOrEqual(2 * commandMiB);
});

describe("how many workers fit", () => {
  const capacity = fc.record({ memoryMiB: fc.nat({ max: 3_000_000 }), cpus: fc.integer({ min: 1, max: 192 }) });

  test("all of them at their limit, and what is reserved, is never more than there is", () => {
    fc.assert(
      fc.property(capacity, (node) => {
        const workers = workersOf(node);
        return workers === 0 || reserved + workers * workerMiB <= node.memoryMiB;
      }),
    );
  });

  test("never more than processors can serve, never a part of one", () => {
    fc.assert(fc.property(capacity, (node) => Number.isInteger(workersOf(node)) && workersOf(node) <= workersPerCpu * node.cpus));
  });

  test("a node with more memory or processors never has fewer", () => {
    fc.assert(
      fc.property(capacity, fc.nat({ max: 10_000 }), fc.nat({ max: 8 }), (node, mib, cpus) => {
        return workersOf({ memoryMiB: node.memoryMiB + mib, cpus: node.cpus + cpus }) >= workersOf(node);
      }),
    );
  });

  test("none is left out that would fit", () => {
    fc.assert(
      fc.property(capacity, (node) => {
        const one = workersOf(node) + 1;
        return reserved + one * workerMiB > node.memoryMiB || one > workersPerCpu * node.cpus;
      }),
    );
  });

  test.each([
    ["t4g.micro", 0],
    ["t4g.small", 2],
    ["t4g.medium", 10],
    ["m7g.large", 26],
    ["r7g.large", 32],
  ])("%s: %d", (type, workers) => {
    const node = capacityOf(type);
    expect(node && workersOf(node)).toBe(workers);
  });
});
