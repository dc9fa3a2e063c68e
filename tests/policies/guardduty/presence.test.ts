import { guarddutyDetectorMissingInAccount } from "../../../policies/guardduty/detector-missing-in-account.ts";
import { cases, stackItself } from "../policy-cases.ts";

/** What an account has once for all Regions is its home stack's. */
const away = { ...stackItself("account"), outputs: { home: false } };

cases(guarddutyDetectorMissingInAccount, ["asks each Region's stack", ["there is no detector; create a guardduty.Detector"], away]);
