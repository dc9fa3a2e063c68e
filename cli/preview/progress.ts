import { columnsOf, shortened } from "../text/width.ts";

/** Says on a terminal's stderr what a long run is at. */
export interface Progress {
  /** Names the next phase, such as `previewing demo-dev (2 of 4)`; shown once the run has taken two seconds. */
  update(text: string): void;
  /** Takes the text away again. */
  stop(): void;
}

const SILENT: Progress = { update: () => {}, stop: () => {} };

/** Milliseconds for which a run shows nothing. */
const PATIENCE = 2000;

const CLEAR = "\r\u001b[K";

let silenced = false;

/** Has all further progress stay silent, since a machine reads what the command prints. */
export function silenceProgress(): void {
  silenced = true;
}

/**
 * Starts with a first phase, and to count the two seconds. Silent without a reader: in a pipe, a log of CI, a dumb terminal, or
 * where {@link silenceProgress} said so. An interrupted run leaves no text behind either.
 */
export function startProgress(text: string): Progress {
  if (silenced || !process.stderr.isTTY || process.env.CI || process.env.TERM === "dumb") return SILENT;
  const started = performance.now();
  let current = text;
  let shown = false;
  const show = () => {
    shown = true;
    // The last column stays free: some terminals go on in the next line once it is written.
    process.stderr.write(`${CLEAR}${shortened(current, columnsOf(process.stderr) - 1)}`);
  };
  const clear = () => {
    clearTimeout(timer);
    process.off("SIGINT", interrupted);
    if (shown) process.stderr.write(CLEAR);
  };
  const interrupted = () => {
    clear();
    process.kill(process.pid, "SIGINT");
  };
  const timer = setTimeout(show, PATIENCE);
  process.on("SIGINT", interrupted);
  return {
    update(next) {
      current = next;
      // Between two phases that never wait the timer has no turn.
      if (shown || performance.now() - started > PATIENCE) show();
    },
    stop: clear,
  };
}

/** Does one thing that takes its time, and says so. */
export async function busy<T>(what: string, work: () => Promise<T>): Promise<T> {
  const progress = startProgress(what);
  try {
    return await work();
  } finally {
    progress.stop();
  }
}
