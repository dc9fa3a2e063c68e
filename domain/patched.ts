/**
 * The part of a package that is patched.
 * @throws where it is not there any more: the patch would silently do nothing. A new version of such a package is a change of its own.
 */
export function toPatch<T>(found: T | undefined, what: string): T {
  if (found === undefined) throw new Error(`${what}: not found, expected what the pinned version has; adapt the patch with the version`);
  return found;
}
