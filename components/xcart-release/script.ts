/** A script as a list of commands; the first values become its variables, so that nothing else in it has to be filled in. */
export const script = <T>(
  variables: Readonly<Record<string, T | string>>,
  body: string,
): readonly (readonly [string, T | string] | string)[] => [...Object.entries(variables), `set -euo pipefail\n${body.trim()}`];

/** Commands: a pair is a variable's name and value. */
export type Script<T> = ReturnType<typeof script<T>>;
