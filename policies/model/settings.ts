import type { Intended } from "../../domain/contracts/intended.ts";

/** What a stack's settings say, made of its file and not of what its program gives out. */
export interface SettingsSay {
  /** What they want. @default - it is no store */
  readonly intended?: Intended;
  /** Whom they name. */
  readonly trusted: readonly string[];
  /** Whether they name the account's id; else only AWS knows it. */
  readonly namesAccount: boolean;
}
