import { messageOf, UserError } from "../offline/faults.ts";
import { type Screen, screenOf } from "./screen.ts";
import { wrapped } from "./width.ts";

/** Says on standard error what is wrong, with colour and width by what standard error is. */
export function printFault(message: string): void {
  console.error(faultText(message, screenOf(process.stderr)));
}

/**
 * Says a UserError, and is the status that a command ends with: `status`, which is 1 but where 1 says something else. Throws what is
 * none: that is a fault of ours.
 */
export function faultStatus(error: unknown, status = 1): number {
  if (!(error instanceof UserError)) throw error;
  printFault(messageOf(error));
  return status;
}

/** A message as it is shown: what is wrong, up to the first colon, in red; a long line goes on further in. */
export function faultText(message: string, { columns, colors }: Screen): string {
  return message
    .split("\n")
    .flatMap((line) => {
      const [, margin = "", place = "", rest = ""] = /^(\s*)(\S.*?:(?= |$))?(.*)$/.exec(line) ?? [];
      const [first = "", ...others] = wrapped(place + rest, columns - margin.length - 2);
      return [margin + colors.red(place) + first.slice(place.length), ...others.map((other) => `${margin}  ${other}`)];
    })
    .join("\n");
}
