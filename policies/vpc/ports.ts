import { submissionPorts } from "../../domain/defaults/ports.ts";

/** What nodes may call on the internet: HTTPS, and submission of mail. */
export const outwardPorts: readonly number[] = [443, ...submissionPorts].sort((a, b) => a - b);
