/** Turns "no such record" into an empty result, in a lookup's `catch`. Throws every other error, such as that no server answered. */
export function noRecord(error: NodeJS.ErrnoException): [] {
  if (error.code === "ENODATA" || error.code === "ENOTFOUND") return [];
  throw error;
}
