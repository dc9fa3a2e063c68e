import { commandMiB, reservedMiB } from "../../domain/defaults/php-pool.ts";
import { nodePaths } from "../node.ts";

/**
 * PHP's settings for the pool and for X-Cart's commands alike (`/etc/php.d/`).
 *
 * Code is compiled once: a release never changes, another one comes with a reload. Comments stay, since X-Cart's entities and API are
 * described by annotations in them. No JIT, of code or of regular expressions: a shop waits for its database, and a JIT needs memory
 * that is writable and executable at once, which SELinux refuses here: PHP would warn of it in each process.
 */
export function phpIni(): string {
  return `; PHP of an X-Cart node. Written by boot: a change here is gone with the node.
expose_php = Off
display_errors = Off
display_startup_errors = Off
log_errors = On
error_reporting = E_ALL & ~E_DEPRECATED & ~E_STRICT
html_errors = Off
allow_url_include = Off
enable_dl = Off
zend.exception_ignore_args = On
; X-Cart asks $_ENV which environment it is in, before anything has filled it (bootstrap.php).
variables_order = "EGPCS"
request_order = "GP"
; Of commands; the pool has its own.
memory_limit = ${commandMiB}M
date.timezone = UTC
default_charset = "UTF-8"
realpath_cache_size = 4M
realpath_cache_ttl = 600
opcache.enable = 1
opcache.enable_cli = 0
opcache.memory_consumption = ${reservedMiB.opcache - 32}
opcache.interned_strings_buffer = 32
opcache.max_accelerated_files = 50000
opcache.validate_timestamps = 0
opcache.save_comments = 1
opcache.enable_file_override = 1
opcache.jit = disable
opcache.jit_buffer_size = 0
pcre.jit = 0
; It sends nothing itself: it queues email for a relay that PHP cannot touch (docs/mail.md).
sendmail_path = "${nodePaths.sendmail} -t -i"
mail.add_x_header = Off
; Connections to servers with an untrusted certificate fail: no setting turns that off.
openssl.cafile = ${systemAuthorities}
`;
}

/** Authorities that Amazon Linux trusts, among them Amazon's own, which sign the certificates of ElastiCache. */
const systemAuthorities = "/etc/pki/tls/certs/ca-bundle.crt";

/** X-Cart's own logs are below it too. */
const logFolder = "/var/log/xcart";

/** Settings of the pool alone, which PHP code cannot change. */
export function poolIni(): Readonly<Record<string, string>> {
  const { releases, local, shared, host, databaseAuthorityFolder, apiKeys } = nodePaths;
  const folders = [releases, local, shared, host, databaseAuthorityFolder, apiKeys, logFolder];
  return {
    open_basedir: [...folders.map((folder) => `${folder}/`), systemAuthorities].join(":"),
    sys_temp_dir: `${nodePaths.local}/tmp`,
    upload_tmp_dir: `${nodePaths.local}/tmp`,
    auto_prepend_file: `${nodePaths.host}/prepend.php`,
    error_log: `${logFolder}/php.log`,
    "session.save_handler": "redis",
  };
}
