/** Pages for refused requests. They name no rule, so that they do not help to get around one. */
export const responses = {
  refused: page(
    "Refused",
    "This request looks like one that this store does not accept.",
    "If you think that this is a mistake, write to the store; say when it happened and what you wanted to do.",
  ),
  slower: page("Too many requests", "There were too many requests from your connection.", "Please wait a few minutes and try again."),
  locked: page(
    "Please wait",
    "There were too many failed logins from your connection.",
    "Logging in and ordering work again after a while.",
  ),
  staffOnly: page(
    "Staff only",
    "This part of the store can be reached from the staff's networks only.",
    "Connect through one of them and try again.",
  ),
} as const;

/** One of {@link responses}. */
export type Response = keyof typeof responses;

/** A small page of its own: nothing is loaded, since whatever it asked for would be refused as well. */
function page(title: string, what: string, advice: string): string {
  return [
    "<!doctype html>",
    `<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title></head>`,
    `<body style="font:16px/1.5 sans-serif;max-width:36em;margin:4em auto;padding:0 1em"><h1>${title}</h1><p>${what}</p><p>${advice}</p></body></html>`,
  ].join("\n");
}
