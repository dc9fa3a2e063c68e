import type { Intended } from "../../domain/contracts/intended.ts";

/** A stack's settings, read from its file, not from its program's outputs. */
export interface SettingsSay {
  /** Their intentions. @default - it is not a store */
  readonly intended?: Intended;
  /** Accounts, hosts and other names that they trust. */
  readonly trusted: readonly string[];
  /** Whether they name the account's id; else only AWS knows it. */
  readonly namesAccount: boolean;
}
