/** Writes one event as one line of JSON. Keys and tokens are never among the facts. */
export type Log = (level: "INFO" | "WARN" | "ERROR", event: string, facts?: Readonly<Record<string, unknown>>) => void;

/** Where lines go; Lambda takes what it finds on stdout as it is, whereas `console` wraps it. */
export type Print = (line: string) => void;

/** A log whose lines carry what Lambda's own have: `timestamp` and `level`. */
export const logTo =
  (print: Print): Log =>
  (level, event, facts) =>
    print(JSON.stringify({ timestamp: new Date().toISOString(), level, event, ...facts }));
