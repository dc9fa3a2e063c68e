import { submissionPorts } from "../../domain/defaults/ports.ts";

/** Ports that nodes may reach on the internet: HTTPS and mail submission. */
export const outwardPorts: readonly number[] = [443, ...submissionPorts].sort((a, b) => a - b);
