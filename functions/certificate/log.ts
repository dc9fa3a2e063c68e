/** Writes one event as one line of JSON. Keys and tokens are never among the facts. */
export type Log = (level: "INFO" | "WARN" | "ERROR", event: string, facts?: Readonly<Record<string, unknown>>) => void;

/** Writes a line to stdout, which Lambda logs unchanged, whereas it wraps those of `console`. */
export type Print = (line: string) => void;

/** A log whose lines carry what Lambda's own have: `timestamp` and `level`. */
export const logTo =
  (print: Print): Log =>
  (level, event, facts) =>
    print(JSON.stringify({ timestamp: new Date().toISOString(), level, event, ...facts }));
