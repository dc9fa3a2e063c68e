import { workerMiB, workersOf } from "../../domain/defaults/php-pool.ts";
import { requestSeconds } from "../../domain/defaults/request-seconds.ts";
import { type NodeSettings, nodePaths, nodeUsers } from "../node.ts";
import { poolIni } from "./ini.ts";
import { bodyLimits, disabledFunctions, reloadSeconds, replacedFunctions, slowSeconds } from "./limits.ts";

/** PHP-FPM's own settings. Other pools that a package brings are not read. */
export function masterConfig(): string {
  return `; PHP-FPM of an X-Cart node. Written by boot.
[global]
pid = /run/php-fpm/php-fpm.pid
error_log = /var/log/php-fpm/error.log
log_level = notice
; A reload lets requests end that run.
process_control_timeout = ${reloadSeconds}s
emergency_restart_threshold = 10
emergency_restart_interval = 1m
include = /etc/php-fpm.d/xcart.conf
`;
}

/**
 * The only pool. All workers start at once: their memory is reserved anyway, and no shopper waits for a fork. Only nginx may connect, and
 * only root reads the passwords.
 */
export function poolConfig(settings: NodeSettings): string {
  const { post, file } = bodyLimits(settings);
  const values: Readonly<Record<string, string>> = {
    ...poolIni(),
    disable_functions: [...disabledFunctions, ...replacedFunctions].join(","),
    memory_limit: `${workerMiB}M`,
    post_max_size: `${post}M`,
    upload_max_filesize: `${file}M`,
    max_file_uploads: "20",
    max_input_vars: "10000",
    max_input_time: "60",
  };
  return `; Written by boot.
[xcart]
user = ${nodeUsers.php}
group = ${nodeUsers.php}
listen = ${nodePaths.fpmSocket}
listen.owner = ${nodeUsers.web}
listen.group = ${nodeUsers.web}
listen.mode = 0600
listen.backlog = 511
pm = static
pm.max_children = ${workersOf(settings)}
; Whatever leaks is given back now and then.
pm.max_requests = 2000
request_terminate_timeout = ${requestSeconds.php}s
request_slowlog_timeout = ${slowSeconds}s
slowlog = /var/log/php-fpm/slow.log
; The stack only, 20 calls deep.
request_slowlog_trace_depth = 20
catch_workers_output = yes
decorate_workers_output = no
security.limit_extensions = .php
clear_env = yes
${Object.entries(values)
  .map(([name, value]) => `php_admin_value[${name}] = "${value}"`)
  .join("\n")}
; X-Cart turns it on at its start (bootstrap.php), and may not.
php_admin_flag[display_errors] = off
php_admin_flag[display_startup_errors] = off
php_admin_flag[log_errors] = on
php_admin_flag[allow_url_include] = off
php_flag[session.use_strict_mode] = on
php_admin_flag[session.use_only_cookies] = on
php_admin_flag[session.cookie_httponly] = on
php_admin_flag[session.cookie_secure] = on
php_value[session.cookie_samesite] = Lax
php_value[session.name] = xid
; Two requests of one shopper do not overwrite each other's cart.
php_admin_flag[redis.session.locking_enabled] = on
php_admin_value[redis.session.lock_expire] = ${requestSeconds.php}
php_admin_value[redis.session.lock_wait_time] = 20000
php_admin_value[redis.session.lock_retries] = 500
include = ${nodePaths.poolEnvironment}
`;
}
