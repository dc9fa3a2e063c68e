import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Case } from "./cases.ts";

/** A change of the settings, and what Pulumi's engine with the AWS provider replaces by its preview: `<type>::<name>`, sorted. */
export interface Recorded extends Case {
  readonly replaced: readonly string[];
  /** Those of which the old one goes first. @default - the order was not recorded */
  readonly deletedFirst?: readonly string[];
}

interface Kept {
  /** Pulumi's version. */
  readonly engine: string;
  /** The Terraform AWS provider's version. */
  readonly provider: string;
  /** A case without an answer is one to record. */
  readonly cases: readonly (Recorded | Case)[];
}

const file = join(import.meta.dirname, "../../fixtures/replacements.json");
const kept = (): Kept => JSON.parse(readFileSync(file, "utf8"));

/** All changes, those too that are still to be recorded. */
export const cases = (): readonly (Recorded | Case)[] => kept().cases;

export const isRecorded = (one: Recorded | Case): one is Recorded => "replaced" in one;

/** Whether a change has an answer by now, or was taken out. */
export const isAnswered = (one: Case): boolean => !cases().some((other) => isSame(other, one) && !isRecorded(other));

/** Notes an answer, or that there is none: then the case goes. */
export function keep(one: Case, answer: Pick<Recorded, "replaced" | "deletedFirst"> | undefined, versions: Omit<Kept, "cases">): void {
  const rest = kept().cases.flatMap((other) => {
    if (!isSame(other, one)) return [other];
    return answer === undefined ? [] : [{ ...pick(one), replaced: answer.replaced, deletedFirst: answer.deletedFirst }];
  });
  const lines = rest.map((each) => `    ${JSON.stringify(each)}`).join(",\n");
  // At once, for anyone who reads it meanwhile.
  writeFileSync(
    `${file}.new`,
    `{\n  "engine": ${JSON.stringify(versions.engine)},\n  "provider": ${JSON.stringify(versions.provider)},\n  "cases": [\n${lines}\n  ]\n}\n`,
  );
  renameSync(`${file}.new`, file);
}

const pick = ({ stack, path, value }: Case): Case => ({ stack, path, value });

const isSame = (a: Case, b: Case): boolean =>
  a.stack === b.stack && a.path === b.path && JSON.stringify(a.value) === JSON.stringify(b.value);
