import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";

/** A place in a text; both count from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Something wrong with a stack's file, and where. */
export interface PlacedFault extends Partial<Place> {
  /** The file, from the repository's root. */
  readonly file: string;
  /** One sentence. */
  readonly message: string;
}

/** A stack's file as people see it: its path from the repository's root, and what it holds. */
export interface StackFile {
  readonly path: string;
  readonly text: string;
}

/** The key in a stack's file that has the settings. */
const SETTINGS = ["config", "xcart-hosting:settings"];

/** `stacks/Pulumi.shop-prod.yaml:14`, which terminals and editors open; the file alone where no line is known. */
export const placeText = ({ file, line }: Pick<PlacedFault, "file" | "line">): string => (line === undefined ? file : `${file}:${line}`);

/** A fault as a line for people. */
export const placedLine = (fault: PlacedFault): string => `${placeText(fault)}: ${fault.message}`;

/**
 * Faults of a stack's settings, each a sentence that begins with a path, with their places in the file. `root` is the path of what they
 * are about.
 * @default root - the settings
 */
export function placeFaults(faults: readonly string[], { path, text }: StackFile, root: readonly string[] = SETTINGS): PlacedFault[] {
  const placeOf = placesIn(text, root);
  return faults.map((message) => {
    const steps = pathOf(message);
    return { file: path, ...(steps && placeOf(steps)), message };
  });
}

/**
 * Finds places in the text of a stack's file: of the key at a path of its settings, of an element of a list, or, of what is not
 * there, of the nearest around it that is. Undefined where the file has none of it.
 * @default root - the path of the settings
 */
export function placesIn(text: string, root: readonly string[] = SETTINGS): (path: readonly (string | number)[]) => Place | undefined {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false });
  return (path) => {
    let node: unknown = document.contents;
    let at: number | undefined;
    for (const step of [...root, ...path]) {
      const found = childOf(isAlias(node) ? node.resolve(document) : node, step);
      if (found === undefined) break;
      at = found.at;
      node = found.node;
    }
    if (at === undefined) return undefined;
    const { line, col } = counter.linePos(at);
    return { line, column: col };
  };
}

/** The node at a key or index, and where it begins. */
function childOf(node: unknown, step: string | number): { at: number; node: unknown } | undefined {
  if (isSeq<Node>(node) && typeof step === "number") {
    const item = node.items[step];
    return item?.range ? { at: item.range[0], node: item } : undefined;
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
  return isScalar(pair?.key) && pair.key.range ? { at: pair.key.range[0], node: pair.value } : undefined;
}

const STEP = /(?:^|\.)([\w-]+)|(?:^|\.)("(?:[^"\\]|\\.)*")|\[(\d+)\]/y;

/** The path at the beginning of a fault, as faults.ts writes it, or what of it can be read; undefined where there is none. */
export function pathOf(fault: string): (string | number)[] | undefined {
  const steps: (string | number)[] = [];
  let end = 0;
  for (STEP.lastIndex = 0; ; end = STEP.lastIndex) {
    const [, plain, quoted, index] = STEP.exec(fault) ?? [];
    const step = plain ?? (quoted && nameIn(quoted)) ?? (index && Number(index));
    if (step === undefined) break;
    steps.push(step);
  }
  // `stack name: …` is of no setting.
  return steps.length === 0 || fault[end] === " " ? undefined : steps;
}

function nameIn(quoted: string): string | undefined {
  try {
    return String(JSON.parse(quoted));
  } catch {
    return undefined;
  }
}
