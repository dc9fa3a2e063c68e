import { accountControls } from "./controls/account.ts";
import { dataControls } from "./controls/data.ts";
import { networkControls } from "./controls/network.ts";
import { signInControls } from "./controls/sign-in.ts";

/** Which controls of the catalogue (docs/controls.md) a policy answers, by the policy's name; keys such as RDS-02, gaps such as G20. */
export const controls: Readonly<Record<string, readonly string[]>> = {
  ...networkControls,
  ...dataControls,
  ...accountControls,
  ...signInControls,
};
