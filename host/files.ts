import { bootFiles } from "./boot/boot.ts";
import type { HostFile, NodeSettings } from "./node.ts";
import { systemFiles } from "./system/system.ts";

/** Everything that stands on a node of a store. Throws where two rooms write the same file. */
export function nodeFiles(settings: NodeSettings): HostFile[] {
  const files = [...systemFiles(settings), ...bootFiles(settings)];
  const paths = files.map(({ path }) => path);
  const twice = paths.find((path, i) => paths.indexOf(path) !== i);
  if (twice !== undefined) throw new Error(`${twice}: two parts of host/ write it`);
  return files;
}
