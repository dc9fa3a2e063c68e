import type { Policy } from "../model/policy.ts";
import { securityhubMissingFsbpStandard } from "./missing-fsbp-standard.ts";
import { securityhubMissingHub } from "./missing-hub.ts";
import { securityhubMissingPciStandard } from "./missing-pci-standard.ts";

/** The policies about Security Hub. */
export const securityhub: readonly Policy[] = [securityhubMissingHub, securityhubMissingPciStandard, securityhubMissingFsbpStandard];
