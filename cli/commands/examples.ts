/** Examples for the end of a command's help: what each is for, and how it is called, without `npx store`. */
export const examples = (...lines: readonly (readonly [why: string, call: string])[]): string =>
  `\nExamples:\n${lines.map(([why, call]) => `  # ${why}\n  npx store ${call}`).join("\n")}`;
