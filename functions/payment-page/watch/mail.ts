import type { Difference } from "../../../domain/payment-page/differences.ts";
import type { Fault } from "../../../domain/payment-page/seen.ts";

/** Content of an email. */
export interface News {
  readonly stack: string;
  readonly origin: string;
  /** Those that no mail has named yet. */
  readonly differences: readonly Difference[];
  readonly faults: readonly Fault[];
  /** Address of the run's evidence, `s3://…`. */
  readonly evidence: string;
  /** The runbook of its reader: its address, or its path in the repository. */
  readonly runbook: string;
}

/** Sentences that a mail has whole: SNS takes 256 KiB. The evidence has all. */
const NAMED = 100;
const MAX_SENTENCE = 1000;

/** One mail that names all that is new. */
export function compose({ stack, origin, differences, faults, evidence, runbook }: News): { subject: string; text: string } {
  const count = differences.length === 1 ? "one thing" : `${differences.length} things`;
  const what = differences.length > 0 ? `${count} on the payment page not agreed on` : "the payment page cannot be seen";
  return {
    // SNS takes 100 characters of ASCII.
    subject: `${stack}: ${what}`.slice(0, 100),
    text: [
      `A browser visited ${origin} as a shopper does, up to the payment step.`,
      ...listed("New, and not agreed on:", differences),
      ...listed("What it could not see:", faults),
      `Pictures, requests and hashes: ${evidence}`,
      `What to do: ${runbook}. What is meant to be there is agreed by npx store payment-page record ${stack}, in a pull request.`,
      "Nothing is told twice while it is seen again within two weeks; the alarm stays until it is gone or agreed on.",
    ].join("\n\n"),
  };
}

function listed(title: string, of: readonly { readonly sentence: string }[]): string[] {
  if (of.length === 0) return [];
  const lines = of.slice(0, NAMED).map(({ sentence }) => `- ${sentence.slice(0, MAX_SENTENCE)}`);
  return [[title, ...lines, ...(of.length > NAMED ? [`- and ${of.length - NAMED} more`] : [])].join("\n")];
}
