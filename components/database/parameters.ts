/** One parameter of a DB parameter group. */
export interface Parameter {
  readonly name: string;
  readonly value: string;
  /** `pending-reboot` where MySQL reads it at start only. */
  readonly applyMethod: "immediate" | "pending-reboot";
}

/** MySQL's parameters for X-Cart: TLS (1.2 or newer, all that 8.4 speaks) required unless relaxed; slow and failed statements logged; utf8mb4. */
export function parameters(requireTls: boolean): Parameter[] {
  const immediate = (name: string, value: string): Parameter => ({ name, value, applyMethod: "immediate" });
  return [
    immediate("require_secure_transport", requireTls ? "1" : "0"),
    immediate("slow_query_log", "1"),
    immediate("long_query_time", "2"),
    immediate("log_output", "FILE"),
    immediate("character_set_server", "utf8mb4"),
    immediate("collation_server", "utf8mb4_unicode_ci"),
    // Files of the server cannot be read or written through SQL.
    immediate("local_infile", "0"),
  ];
}

/** The logs that RDS for MySQL exports; `audit` would need the MariaDB audit plug-in, which is not there for 8.4. */
export const exportedLogs = ["error", "slowquery"] as const;
