import { readFileSync } from "node:fs";
import { sharedFolders } from "../../domain/contracts/shared-folders.ts";
import type { CommandParameter, NodeCommand } from "./command-document.ts";

const hours = (count: number): number => count * 3600;

const of = (name: string): string => readFileSync(new URL(`scripts/${name}`, import.meta.url), "utf8");

/** Scripts, after what all have in common. */
const script = (...names: readonly string[]): string => ["common.sh", ...names].map(of).join("\n");

/** A program of PHP's, which scripts find as `program`. */
const program = (name: string): string => `program() {\n  cat << 'END_OF_PROGRAM'\n${of(name)}END_OF_PROGRAM\n}\n`;

const chosen = (description: string, allowedValues: readonly string[], value = allowedValues[0]): CommandParameter => ({
  description,
  allowedValues,
  ...(value !== undefined && { default: value }),
});

/** Commands that operators run on nodes; each as root, none with a free text in a shell (docs/decisions/0050). */
export const commandsForNodes: readonly NodeCommand[] = [
  {
    name: "caches",
    description: "Shows what fills the cache or the sessions, or empties them. What to do: docs/operations/cache-memory.md",
    parameters: {
      Do: chosen("empty: the cache forgets everything; the sessions forget carts of guests, sign-ins, locks and messages", [
        "look",
        "empty",
      ]),
      Part: chosen("Which of the two", ["cache", "sessions", "both"]),
    },
    script: `${program("caches.php")}${script("each-cache.sh", "caches.sh")}`,
    seconds: 600,
  },
  {
    name: "clear-cache",
    description: "Clears X-Cart's cache, on the node and in the cache that all nodes share, and has PHP read its code again",
    parameters: {},
    script: `${program("caches.php")}${script("each-cache.sh", "clear-cache.sh")}`,
    seconds: hours(1),
  },
  {
    name: "console",
    description: "Runs a command of X-Cart's console as the store does: as its user, with its environment",
    parameters: {
      Command: {
        description: "The command and its arguments, such as debug:router, without quotes",
        allowedPattern: "^[a-z][a-z0-9-]{0,40}(:[a-z0-9-]{1,40}){0,4}( [A-Za-z0-9_=.,:/@-]{1,100}){0,10}$",
      },
    },
    script: script("console.sh"),
    seconds: hours(12),
  },
  {
    name: "files",
    description:
      "Looks at restored files, or moves them to where nodes look for them. Started by move-files. What to do: docs/operations/restore.md",
    parameters: {
      Do: chosen("look changes nothing", ["look", "move"]),
      From: {
        description: "The restored folder",
        default: "newest",
        allowedPattern: "^(newest|aws-backup-restore_[A-Za-z0-9_.:-]{1,80}|before-[a-z0-9-]{1,40})$",
      },
      Aside: {
        description: "Folder that the present content is moved to",
        default: "before-restore",
        allowedPattern: "^before-[a-z0-9-]{1,40}$",
      },
      Folder: { description: "What is moved", default: "xcart", allowedPattern: "^xcart(/[A-Za-z0-9_-][A-Za-z0-9_.-]{0,60}){0,8}$" },
      FileSystem: { description: "The file system", allowedPattern: "^fs-[0-9a-f]{8,40}$" },
      AccessPoint: { description: "Access point to its root", allowedPattern: "^fsap-[0-9a-f]{8,40}$" },
    },
    script: script("files.sh"),
    seconds: hours(2),
  },
  {
    name: "logins",
    description: "Shows whom the login lock keeps out, or lets a person in again. What to do: docs/operations/login-lock.md",
    parameters: {
      Do: chosen("free: failures are forgotten", ["look", "free"]),
      Who: {
        description: "An address, an account's email address, or all",
        default: "all",
        allowedPattern: "^[A-Za-z0-9.][A-Za-z0-9_.:/@+-]{0,253}$",
      },
    },
    script: `${program("logins.php")}${script("logins.sh")}`,
    seconds: 300,
  },
  {
    name: "move-in",
    description:
      "Copies an old store's uploads, sitemaps and feeds from the releases bucket to the shared files. What to do: docs/operations/bring-a-store.md",
    parameters: {},
    script: `FOLDERS='${sharedFolders.join(" ")}'\n${script("move-in.sh")}`,
    seconds: hours(24),
  },
  {
    name: "reload",
    description: "Has PHP read its environment and its code again, or starts cron and the queue again",
    parameters: { What: chosen("php: no request is lost; jobs: cron and the queue", ["php", "jobs"]) },
    script: script("reload.sh"),
    seconds: 300,
  },
  {
    name: "statements",
    description:
      "Lists the store's statements in the database, without their values, or stops one. What to do: docs/operations/database-cpu.md",
    parameters: {
      Do: chosen("stop: ends the statement with the Id; what it has changed is rolled back", ["list", "stop"]),
      Id: { description: "Of the statement to stop, as list shows it", default: "0", allowedPattern: "^[0-9]{1,20}$" },
    },
    script: `${program("statements.php")}${script("statements.sh")}`,
    seconds: 300,
  },
];
