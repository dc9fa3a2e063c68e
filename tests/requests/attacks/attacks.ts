import { administration } from "./administration.ts";
import { disguises } from "./arguments.ts";
import { bodies } from "./bodies.ts";
import { files } from "./files.ts";
import { floods } from "./floods.ts";
import { loginFloods } from "./floods-logins.ts";
import { orderFloods } from "./floods-orders.ts";
import { guarded } from "./guarded.ts";
import { programs } from "./programs.ts";
import type { Attack } from "./row.ts";

/** All attacks by their theme. */
export const attacks = {
  "the administration": administration,
  "files and paths": files,
  "arguments in disguise": disguises,
  "bodies and exceptions": bodies,
  "programs, methods and headers": programs,
  "an address that the login guard blocks": guarded,
  "passwords, again and again": loginFloods,
  "orders, again and again": orderFloods,
  "accounts, mails, searches and pages, again and again": floods,
} as const satisfies Readonly<Record<string, readonly Attack[]>>;
