import { requestSeconds } from "../../domain/defaults/request-seconds.ts";
import type { NodeSettings } from "../node.ts";

/** Seconds after which the stack of a request goes to the slow log. */
export const slowSeconds = 5;

/** Seconds that a reload waits for requests that run. */
export const reloadSeconds = requestSeconds.drain;

/**
 * Functions that X-Cart lives without on a node: the only program that it runs is ImageMagick, in whose place it takes gd, and the list of
 * locales, without which it has the one that is set (X-Cart 5.5, classes/XLite/Core/Converter.php).
 */
export const disabledFunctions = [
  ...["exec", "passthru", "popen", "proc_open", "proc_nice", "shell_exec", "system", "dl"],
  ...["link", "symlink", "posix_kill", "posix_mkfifo", "posix_mknod", "posix_setuid", "posix_setgid"],
  ...["pcntl_exec", "pcntl_fork", "highlight_file", "show_source"],
] as const;

/** Functions that disclose too much, but that X-Cart calls without checking that they exist: `host/php/phpinfo.php` defines harmless replacements. */
export const replacedFunctions = ["phpinfo"] as const;

/** Maximum sizes of a request's body and of an uploaded file, in MiB. The body has the form's other fields too, so a file is a little smaller. */
export const bodyLimits = ({ bodyMiB }: Pick<NodeSettings, "bodyMiB">) => ({
  post: bodyMiB.uploads,
  file: Math.max(1, bodyMiB.uploads - 1),
});
