import { loginLogName } from "../../domain/defaults/login-guard.ts";
import { nodeNamespace } from "../../domain/defaults/metrics.ts";
import { nodeLogNames } from "../../domain/defaults/node-logs.ts";
import type { HostFile, NodeSettings } from "../node.ts";
import { nodePaths, nodeUsers } from "../node.ts";
import { journalFile } from "./journal.ts";

/** X-Cart's own logs: it begins a file a day, `YYYY/MM/NAME.YYYY-MM-DD.log` (its XCFileHandler), and ends none. */
const appLogs = "/var/log/xcart/app";

/** Days that a file of X-Cart's stays on the node for the administration's page of logs, once it is shipped. */
const appLogDays = 7;

/**
 * Shipped logs: file, log group, and the stream after the instance's id. Where a file's name has an asterisk, each file has its own
 * stream, whose name continues with `_` and the path, its slashes as `_` (the agent's plugins/inputs/logfile).
 */
function shipped(stack: string): readonly (readonly [file: string, group: string, stream: string])[] {
  const [web, audit] = [nodeLogNames.web(stack), nodeLogNames.audit(stack)];
  return [
    [nodePaths.accessLog, web, "access"],
    [nodePaths.reportLog, web, "reports"],
    ["/var/log/nginx/*.log", web, "nginx"],
    ["/var/log/php-fpm/*.log", web, "php"],
    [`${appLogs}/**.log`, web, "xcart"],
    ["/var/log/xcart/*.log", web, "node"],
    [nodePaths.loginLog, loginLogName(stack), "logins"],
    ["/var/log/audit/audit.log", audit, "audit"],
    ["/var/log/aide/report.log", audit, "integrity"],
    [journalFile, audit, "journal"],
  ];
}

/** Measured each minute, for all nodes of the group together. */
const metrics = (stack: string) => ({
  namespace: nodeNamespace(stack),
  append_dimensions: { AutoScalingGroupName: `\${aws:AutoScalingGroupName}`, InstanceId: `\${aws:InstanceId}` },
  aggregation_dimensions: [["AutoScalingGroupName"]],
  metrics_collected: {
    mem: { measurement: ["mem_used_percent"] },
    disk: { measurement: ["disk_used_percent"], resources: ["/"] },
  },
});

/** The beginning of an entry in X-Cart's logs (its XCartFormatter): lines without it, context and stack, belong to the entry before. */
const xcartEntry = "^\\[\\d{4}-\\d{2}-\\d{2}";

/** A log that grows beyond its size is cut within the hour. */
const hourly = "[Timer]\nOnCalendar=\nOnCalendar=hourly\nAccuracySec=1m\n";

/** The CloudWatch agent's file, and what keeps logs from filling the disk. */
export function logFiles({ stack, region }: NodeSettings): HostFile[] {
  const collect = shipped(stack).map(([file_path, log_group_name, stream]) => ({
    file_path,
    log_group_name,
    log_stream_name: `{instance_id}/${stream}`,
    // Without it the agent follows the file that changed last, and misses what the others get meanwhile.
    ...(file_path.includes("*") && { publish_multi_logs: true }),
    ...(stream === "xcart" && { multi_line_start_pattern: xcartEntry }),
  }));
  const agent = {
    agent: { region, metrics_collection_interval: 60, run_as_user: "root" },
    logs: { logs_collected: { files: { collect_list: collect } }, force_flush_interval: 5 },
    metrics: metrics(stack),
  };
  return [
    { path: "/etc/xcart/cloudwatch.json", mode: 0o644, content: `${JSON.stringify(agent, null, 2)}\n` },
    { path: "/etc/logrotate.d/xcart", mode: 0o644, content: rotation },
    { path: "/etc/systemd/system/logrotate.timer.d/xcart.conf", mode: 0o644, content: hourly },
    { path: "/etc/tmpfiles.d/xcart-logs.conf", mode: 0o644, content: `e ${appLogs}/* - - - mM:${appLogDays}d\n` },
  ];
}

/** Rotation by size: by then CloudWatch Logs has the lines. */
const limits = "size 50M\n  rotate 2\n  missingok\n  notifempty";

// PHP-FPM and nginx bring rules of their own for their `*.log`.
const rotation = `/var/log/xcart/*.log /var/log/aide/*.log ${journalFile} {
  ${limits}
  copytruncate
}
${appLogs}/*.log ${appLogs}/*/*/*.log {
  ${limits}
  copytruncate
  su ${nodeUsers.php} ${nodeUsers.php}
}
${nodePaths.loginLog} {
  ${limits}
  create 0620 root ${nodeUsers.php}
  su root root
}
${nodePaths.accessLog} ${nodePaths.reportLog} {
  ${limits}
  create 0640 ${nodeUsers.web} root
  sharedscripts
  postrotate
    systemctl kill --signal=USR1 --kill-whom=main nginx.service
  endscript
}
`;
