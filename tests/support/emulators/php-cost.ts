import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { program } from "./programs.ts";

/** How PHP runs on a node: compiled code is kept, without a JIT. Of its extensions the others would only make it start slowly. */
const options = [
  "zend_extension=opcache",
  "opcache.enable_cli=1",
  "opcache.validate_timestamps=0",
  "opcache.file_update_protection=0",
  "opcache.jit=disable",
  "pcre.jit=0",
];

/**
 * How many instructions PHP runs through for one call of `$round($case)` for each of the cases, without its own start, counted by
 * callgrind over so many rounds: the same on any machine of the same programs. `code` says what `$round` is.
 */
export async function phpInstructions(folder: string, code: string, cases: readonly string[], rounds: number): Promise<number[]> {
  const [script, log] = [join(folder, "counted.php"), join(folder, "counted.log")];
  writeFileSync(script, `<?php\n${code}\nfor ($left = (int) $argv[1], $case = $argv[2]; $left > 0; $left--) { $round($case); }\n`);
  const [valgrind, php] = [await program("valgrind"), await program("php")];
  const count = (times: number, one: string): number => {
    const command = ["-n", ...options.flatMap((option) => ["-d", option]), script, String(times), one];
    execFileSync(valgrind, ["--tool=callgrind", "--callgrind-out-file=/dev/null", `--log-file=${log}`, php, ...command]);
    return Number(/Collected : (\d+)/.exec(readFileSync(log, "utf8"))?.[1]);
  };
  const start = count(0, "");
  return cases.map((one) => (count(rounds, one) - start) / rounds);
}
