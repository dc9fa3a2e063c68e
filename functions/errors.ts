/** An error's message, in one line. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // Several addresses that all refused come as one error without a message of its own.
  const text = error instanceof AggregateError && !error.message ? error.errors.map(messageOf).join("; ") : error.message;
  return text.replaceAll(/\s+/g, " ");
}
