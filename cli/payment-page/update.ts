import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { dayOf } from "../../domain/calendars/days.ts";
import { fingerprintForm } from "../../domain/payment-page/agreed.ts";
import { messageOf, UserError } from "../offline/faults.ts";
import { faultStatus } from "../text/fault.ts";
import { withContent } from "./document.ts";
import { refuseFaults, type StorePage, storePage } from "./file.ts";

/** The command line of `store payment-page update`. */
export interface UpdateOptions {
  readonly approvedBy?: string;
  /** Folder of the stack files. @default - Pulumi.yaml's stackConfigDir */
  readonly stacks?: string;
}

const command = "store payment-page update";

/**
 * Runs `store payment-page update`: agrees to another content of a script that was agreed already. Resolves to the exit status: 0, or 1
 * where the file stays as it was.
 */
export function update(words: readonly (string | undefined)[], { approvedBy, stacks }: UpdateOptions): number {
  try {
    const [stack, source, content] = words;
    if (source === undefined || content === undefined)
      throw new UserError(
        `${command}: got ${source === undefined ? "no script" : "no content"}, expected a script of the file and its new fingerprint, as the mail says them`,
      );
    if (!fingerprintForm.test(content))
      throw new UserError(`${command}: got the content ${content}, expected a fingerprint such as sha256-…=, as the mail says it`);
    if (approvedBy === undefined || approvedBy.trim() === "")
      throw new UserError(`${command}: got no --approved-by, expected who has looked at the change and approved it (PCI DSS 6.4.3)`);
    const store = storePage(command, stack, stacks && resolve(stacks));
    refuseFaults(store);
    write(store, source, { content, approvedBy: approvedBy.trim(), approvedOn: dayOf(new Date()) });
    return 0;
  } catch (error) {
    return faultStatus(error);
  }
}

function write(
  { page, file, settings }: StorePage,
  source: string,
  approval: { content: string; approvedBy: string; approvedOn: string },
): void {
  const text = page.text === undefined ? undefined : withContent(page.text, source, approval);
  if (text === undefined)
    throw new UserError(
      `${page.path}: got ${source}, expected the source of exactly one script in it; store payment-page record ${settings.stack} adds others`,
    );
  writeText(file, text);
  console.log(`${page.path}: ${source} may be ${approval.content} from now on, approved by ${approval.approvedBy}; commit it for review.`);
}

/** Writes the file of what was agreed. */
export function writeText(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new UserError(`${file}: cannot be written (${messageOf(error)}), expected a file in a folder that exists`);
  }
}
