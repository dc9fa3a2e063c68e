import { resolve } from "node:path";
import type { StoreSettings } from "../../stacks/settings/resolve/store.ts";
import { ownProject } from "../offline/project.ts";
import { readStoreSettings } from "../offline/store-settings.ts";
import { screenOf } from "../text/screen.ts";
import { type Cell, table } from "../text/table.ts";
import { hanging } from "../text/width.ts";

/** The command line of both commands. */
export interface CertificateOptions {
  readonly json?: boolean;
  /** Folder of the stack files. @default - Pulumi.yaml's stackConfigDir */
  readonly stacks?: string;
}

/** The command line of `store certificate dry-run`. */
export interface DryRunOptions extends CertificateOptions {
  readonly directory?: string;
}

/** A store's settings by its stack's name. What is wrong with them is a UserError. */
export function readStore(stack: string, { stacks }: CertificateOptions): StoreSettings {
  const noAccount = `${stack}: got an account, expected a store: accounts have no certificate`;
  return readStoreSettings(ownProject(stacks && resolve(stacks)), stack, noAccount);
}

/** The text about a certificate: a head, and rows of a name and a value; those without a value are left out. */
export function found(stack: string, head: string, rows: readonly (readonly [name: string, value: Cell | undefined])[]): string {
  const { columns, colors } = screenOf();
  const lines = table(
    [{}, { wraps: true }],
    rows.flatMap(([name, value]) => (value ? [[name, value]] : [])),
    { columns },
  );
  return [...hanging(`${colors.bold(stack)}  `, head, columns), ...lines].join("\n");
}
