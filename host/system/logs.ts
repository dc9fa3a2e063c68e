import { loginLogName } from "../../domain/defaults/login-guard.ts";
import { nodeLogNames } from "../../domain/defaults/node-logs.ts";
import type { HostFile, NodeSettings } from "../node.ts";
import { nodePaths, nodeUsers } from "../node.ts";

/** Where what a node writes goes: file, log group, and the stream behind the instance's id. */
function shipped(stack: string): readonly (readonly [file: string, group: string, stream: string])[] {
  const [web, audit] = [nodeLogNames.web(stack), nodeLogNames.audit(stack)];
  return [
    [nodePaths.accessLog, web, "access"],
    [nodePaths.reportLog, web, "reports"],
    ["/var/log/nginx/*.log", web, "nginx"],
    ["/var/log/php-fpm/*.log", web, "php"],
    ["/var/log/xcart/app/*.log", web, "xcart"],
    ["/var/log/xcart/*.log", web, "node"],
    [nodePaths.loginLog, loginLogName(stack), "logins"],
    ["/var/log/audit/audit.log", audit, "audit"],
    ["/var/log/aide/report.log", audit, "integrity"],
  ];
}

/** Measured each minute, for all nodes of the group together. */
const metrics = {
  append_dimensions: { AutoScalingGroupName: `\${aws:AutoScalingGroupName}`, InstanceId: `\${aws:InstanceId}` },
  aggregation_dimensions: [["AutoScalingGroupName"]],
  metrics_collected: {
    mem: { measurement: ["mem_used_percent"] },
    disk: { measurement: ["disk_used_percent"], resources: ["/"] },
  },
} as const;

/** The CloudWatch agent's file, and what keeps logs from filling the disk. */
export function logFiles({ stack, region }: NodeSettings): HostFile[] {
  const collect = shipped(stack).map(([file_path, log_group_name, stream]) => ({
    file_path,
    log_group_name,
    log_stream_name: `{instance_id}/${stream}`,
  }));
  const agent = {
    agent: { region, metrics_collection_interval: 60, run_as_user: "root" },
    logs: { logs_collected: { files: { collect_list: collect } }, force_flush_interval: 5 },
    metrics,
  };
  return [
    { path: "/etc/xcart/cloudwatch.json", mode: 0o644, content: `${JSON.stringify(agent, null, 2)}\n` },
    { path: "/etc/logrotate.d/xcart", mode: 0o644, content: rotation },
  ];
}

/** What is in the store's log by then. */
const limits = "daily\n  size 50M\n  rotate 2\n  missingok\n  notifempty";

const rotation = `/var/log/xcart/*.log /var/log/xcart/app/*.log /var/log/aide/*.log {
  ${limits}
  copytruncate
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
