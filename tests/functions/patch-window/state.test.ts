import { randomUUID } from "node:crypto";
import { expect, test } from "@jest/globals";
import { type PatchState, patchState, readState, soakedImage, withImage } from "../../../functions/patch-window/state.ts";

const at = (day: number) => new Date(Date.UTC(2026, 10, day));
const imageId = (i: number) => `ami-${String(i).padStart(17, "0")}`;
const empty: PatchState = { version: 1, images: [] };
const manyImages = Array.from({ length: 20 }, (_, i) => i + 1).reduce((state, i) => withImage(state, imageId(i), at(i)), empty);

const aRun = {
  windowStart: at(20).toISOString(),
  windowEnd: new Date(at(20).getTime() + 3 * 3_600_000).toISOString(),
  step: "backup",
  imageBefore: imageId(1),
  imageAfter: imageId(2),
  missingBefore: 0,
  stepSince: at(20).toISOString(),
  backupJobs: [],
  refreshes: [],
};

test("a window under way is read as it was written", () => {
  expect(readState(JSON.stringify({ ...empty, run: aRun }), at(21)).run).toEqual(aRun);
});

test("the longest state fits into a standard parameter of 4 KB", () => {
  const longest: PatchState = {
    ...manyImages,
    handled: at(20).toISOString(),
    patched: at(20).toISOString(),
    inVain: 99,
    run: {
      windowStart: at(21).toISOString(),
      windowEnd: at(21).toISOString(),
      step: "rollback",
      // As long as a reason can be, in letters of three bytes.
      emergency: "急".repeat(300),
      imageBefore: imageId(20),
      imageAfter: imageId(21),
      missingBefore: 99_999,
      unknownBefore: 99,
      stepSince: at(21).toISOString(),
      backupJobs: [randomUUID(), randomUUID()],
      refreshes: [randomUUID(), randomUUID()],
      refused: "x".repeat(500),
      // A refresh's StatusReason has 1,023 characters at most (API_InstanceRefresh.html).
      why: `refresh ${randomUUID()} failed: ${"x".repeat(1023)}`,
    },
  };
  expect(patchState.parse(longest)).toEqual(longest);
  expect(Buffer.byteLength(JSON.stringify(longest))).toBeLessThan(4096);
});

test("ten images are kept, the last first; one that is there already keeps its day", () => {
  expect(manyImages.images.map(({ id }) => id)).toEqual(Array.from({ length: 10 }, (_, i) => imageId(20 - i)));
  expect(withImage(manyImages, imageId(15), at(25)).images[0]).toEqual({ id: imageId(15), since: at(15).toISOString() });
});

test("an image has soaked to the moment after its days, not before", () => {
  const since = new Date("2026-11-22T05:00:00Z");
  const state = withImage(empty, imageId(1), since);
  const ripe = new Date("2026-11-25T05:00:00Z");
  expect([soakedImage(state, 3, new Date(ripe.getTime() - 1)), soakedImage(state, 3, ripe)?.id]).toEqual([undefined, imageId(1)]);
});

test.each([
  ["no JSON", "half a st"],
  ["another version", JSON.stringify({ ...empty, version: 2 })],
  ["a day that is still to come", JSON.stringify({ ...empty, handled: at(31).toISOString() })],
  ["a store that will have been patched", JSON.stringify({ ...empty, patched: "2099-01-01T00:00:00.000Z" })],
  ["an image that runs tomorrow", JSON.stringify({ version: 1, images: [{ id: imageId(1), since: at(31).toISOString() }] })],
  ["what is no image's id", JSON.stringify({ version: 1, images: [{ id: "ami-1", since: at(1).toISOString() }] })],
  ["an image twice", JSON.stringify({ version: 1, images: [1, 1].map(() => ({ id: imageId(1), since: at(1).toISOString() })) })],
  [
    "more images than ten",
    JSON.stringify({ version: 1, images: Array.from({ length: 11 }, (_, i) => ({ id: imageId(i), since: at(1) })) }),
  ],
  ["a window that never ends", JSON.stringify({ ...empty, run: { ...aRun, windowEnd: "2099-01-01T00:00:00.000Z" } })],
  ["an image without its day", JSON.stringify({ version: 1, images: [{ id: imageId(1) }] })],
])("%s is refused: guessing could patch a store twice, or never", (_, text) => {
  expect(() => readState(text, at(30))).toThrow();
});
