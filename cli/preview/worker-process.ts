import { fileURLToPath } from "node:url";
import { engine } from "../recorder/hooks.ts";

const RECORDER = new URL("../recorder/use.ts", import.meta.url).href;

/** The module that a process of a fleet runs. */
export const WORKER = fileURLToPath(new URL("worker.ts", import.meta.url));

/** Node's arguments for a worker. */
export const workerArgs = (): string[] => (engine() === "recorder" ? ["--import", RECORDER] : []);
