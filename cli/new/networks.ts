import { isRecord } from "../../domain/values.ts";
import { networkBlock } from "../../stacks/settings/schema/fields.ts";
import { storeSchema } from "../../stacks/settings/schema/store.ts";
import { UserError } from "../offline/faults.ts";
import { listStacks, type Project, readStackConfig } from "../offline/project.ts";

/** The network blocks of the stores in the project's folder of stack files. A stack file that cannot be read, which `store preview` would say, has none. */
export function takenBlocks(project: Project): string[] {
  return listStacks(project).flatMap((stack) => {
    const settings = settingsOf(project, stack);
    if (!isRecord(settings) || settings.kind !== "store") return [];
    const network = storeSchema.shape.network.safeParse(settings.network);
    return network.success ? [network.data.cidr] : [];
  });
}

function settingsOf(project: Project, stack: string): unknown {
  try {
    return JSON.parse(readStackConfig(project, stack).config[`${project.name}:settings`] ?? "null");
  } catch (error) {
    if (error instanceof UserError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/**
 * The first `count` blocks of `first`'s size, from it upwards, that overlap none of `taken`; fewer where the private range
 * ends. Blocks are as in `network.cidr`.
 */
export function freeBlocks(first: string, count: number, taken: readonly string[]): string[] {
  const blocks: string[] = [];
  const others = taken.map(rangeOf);
  const { start, size } = rangeOf(first);
  for (let at = start; blocks.length < count; at += size) {
    const block = `${addressText(at)}/${first.split("/")[1]}`;
    if (!networkBlock.safeParse(block).success) break;
    if (others.every((other) => at + size <= other.start || other.start + other.size <= at)) blocks.push(block);
  }
  return blocks;
}

/** First address and number of addresses. */
function rangeOf(block: string): { start: number; size: number } {
  const [address = "", prefix] = block.split("/");
  return { start: address.split(".").reduce((sum, byte) => sum * 256 + Number(byte), 0), size: 2 ** (32 - Number(prefix)) };
}

const addressText = (address: number) => [24, 16, 8, 0].map((bits) => Math.floor(address / 2 ** bits) % 256).join(".");
