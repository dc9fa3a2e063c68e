/** Says on a terminal's stderr how far a long run is. */
export interface Progress {
  /** Replaces the text; shown once the run takes longer than two seconds. */
  update(text: string): void;
  /** Takes the text away again. */
  stop(): void;
}

/** Starts to count the two seconds; on anything but a terminal it stays silent. */
export function startProgress(text: string): Progress {
  if (!process.stderr.isTTY) return { update: () => {}, stop: () => {} };
  let current = text;
  let shown = false;
  const show = () => {
    shown = true;
    process.stderr.write(`\r\u001b[K${current}`);
  };
  const timer = setTimeout(show, 2000);
  return {
    update(next) {
      current = next;
      if (shown) show();
    },
    stop() {
      clearTimeout(timer);
      if (shown) process.stderr.write("\r\u001b[K");
    },
  };
}
