import { bootFiles } from "./boot/boot.ts";
import { mailFiles } from "./mail/files.ts";
import { nginxFiles } from "./nginx/files.ts";
import type { HostFile, NodeSettings } from "./node.ts";
import { paymentPageFiles } from "./payment-page/files.ts";
import { phpFiles } from "./php/files.ts";
import { systemFiles } from "./system/system.ts";
import { xcartFiles } from "./xcart/files.ts";

/** Everything that stands on a node of a store. Throws where two rooms write the same file. */
export function nodeFiles(settings: NodeSettings): HostFile[] {
  const files = [
    ...[...systemFiles(settings), ...nginxFiles(settings), ...phpFiles(settings)],
    ...[...xcartFiles(), ...mailFiles(settings), ...bootFiles(settings), ...paymentPageFiles],
  ];
  const paths = files.map(({ path }) => path);
  const twice = paths.find((path, i) => paths.indexOf(path) !== i);
  if (twice !== undefined) throw new Error(`${twice}: two parts of host/ write it`);
  return files;
}
