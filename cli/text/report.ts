import { faultStatus } from "./fault.ts";

/** Runs a command: prints what it found, as text or JSON, and resolves to 0; or prints why there is nothing, and resolves to 1. */
export async function report<T>(
  { json }: { readonly json?: boolean | undefined },
  find: () => Promise<T>,
  text: (found: T) => string,
): Promise<number> {
  try {
    const found = await find();
    console.log(json ? JSON.stringify(found, null, 2) : text(found));
    return 0;
  } catch (error) {
    return faultStatus(error);
  }
}
