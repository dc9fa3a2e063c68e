import type { RecordedRequest } from "./recorded.ts";
import { accounts } from "./recorded-accounts.ts";
import { browsing } from "./recorded-browsing.ts";
import { checkout } from "./recorded-checkout.ts";
import { files } from "./recorded-files.ts";
import { programs } from "./recorded-programs.ts";
import { staffWork } from "./recorded-staff.ts";

/** A shop's ordinary requests: to refuse one of them is to refuse a legitimate visitor. */
export const recordedShop: readonly RecordedRequest[] = [...browsing, ...accounts, ...checkout, ...files, ...programs, ...staffWork];
