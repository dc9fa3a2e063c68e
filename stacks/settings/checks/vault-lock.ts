import { fault } from "../faults.ts";

/** A lock, as far as its mode goes. */
interface Lock {
  readonly mode: "governance" | "compliance";
  readonly complianceLock?: string | undefined;
}

/** Compliance mode cannot be undone: it takes a name a second time, `name`, which is `whose`. */
export function complianceFaults(path: string, { mode, complianceLock }: Lock, name: string, whose: string): string[] {
  if (mode === "compliance" && complianceLock !== name)
    return [fault(`${path}.complianceLock`, complianceLock, `${whose} name, ${name}: a lock in compliance mode can never be removed`)];
  return mode === "governance" && complianceLock !== undefined
    ? [fault(`${path}.complianceLock`, complianceLock, "no value where mode is governance")]
    : [];
}
