/** For a lookup's `catch`: that there is no record is an answer; that nobody answered is none, and is thrown. */
export function noRecord(error: NodeJS.ErrnoException): [] {
  if (error.code === "ENODATA" || error.code === "ENOTFOUND") return [];
  throw error;
}
