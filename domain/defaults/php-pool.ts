import type { InstanceCapacity } from "./instance-memory.ts";

/** What a node's memory is kept for before PHP's workers get the rest, in MiB. */
export const reservedMiB = {
  /** Kernel, nginx, the agents of CloudWatch and Systems Manager, auditd, the TLS tunnel of EFS; what of an instance's memory Linux never sees. */
  system: 640,
  /** Compiled code and strings, shared by all workers: X-Cart's compiled classes take about 100. */
  opcache: 192,
  /** X-Cart's scheduled tasks and one worker of its queue, which the node that holds the leases runs. */
  jobs: 384,
} as const;

/** `memory_limit` of a worker: the 256 MiB that X-Cart asks for on 64 bits (its Includes/Requirements.php). */
export const workerMiB = 256;

/** Most workers for each virtual CPU: they wait for database and payment hosts half of the time and more, but more than this only stand in line. */
export const workersPerCpu = 16;

const reserved = Object.values(reservedMiB).reduce((sum, mib) => sum + mib, 0);

/** Memory of the smallest instance that one worker fits on. */
export const smallestMiB = reserved + workerMiB;

/** How many PHP workers fit: each with all the memory it may take, so that a node never has to swap or kill; 0 where none does. */
export function workersOf({ memoryMiB, cpus }: InstanceCapacity): number {
  return Math.max(0, Math.min(Math.floor((memoryMiB - reserved) / workerMiB), workersPerCpu * cpus));
}
