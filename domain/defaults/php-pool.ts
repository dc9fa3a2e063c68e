import type { InstanceCapacity } from "./instance-memory.ts";

/**
 * `memory_limit` of X-Cart's commands (cron, queue, `dbal:run-sql`, an upgrade): the 256 MiB that X-Cart calls the least
 * (its Includes/Requirements.php). Amazon Linux's own is 128 for pool and commands alike.
 */
export const commandMiB = 256;

/** Memory at which the queue's process ends between two messages and another begins: below {@link commandMiB}, which ends it within one. */
export const workerRestartMiB = 192;

/** Memory that a command takes and PHP does not count: the program, TLS, pictures in gd, the process that holds its lease. */
const uncountedMiB = 64;

/** Commands at a time on the node that holds both leases: scheduled tasks, and one process of the queue. */
const commands = 2;

/** Memory of a node that is reserved before PHP's workers get the rest, in MiB. */
export const reservedMiB = {
  /** Kernel, nginx, the agents of CloudWatch and Systems Manager, auditd, the TLS tunnel of EFS; what of an instance's memory Linux never sees. */
  system: 640,
  /** Compiled code and strings, shared by all workers: X-Cart's compiled classes take about 100. */
  opcache: 192,
  /** X-Cart's scheduled tasks and its queue, each at its limit. */
  jobs: commands * (commandMiB + uncountedMiB),
} as const;

/** `memory_limit` of a worker: the 256 MiB that X-Cart asks for on 64 bits (its Includes/Requirements.php). */
export const workerMiB = 256;

/** Most workers for each virtual CPU: they wait for database and payment hosts half of the time and more, but more than this only stand in line. */
export const workersPerCpu = 16;

const reserved = Object.values(reservedMiB).reduce((sum, mib) => sum + mib, 0);

/** Minimum memory of an instance: one worker fits on it. */
export const minMemoryMiB = reserved + workerMiB;

/** Number of PHP workers that fit: each with all the memory it may take, so that a node never has to swap or kill; 0 where none does. */
export function workersOf({ memoryMiB, cpus }: InstanceCapacity): number {
  return Math.max(0, Math.min(Math.floor((memoryMiB - reserved) / workerMiB), workersPerCpu * cpus));
}
