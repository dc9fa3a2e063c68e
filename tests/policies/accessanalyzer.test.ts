import { accessanalyzerAnalyzerMissingInAccount } from "../../policies/accessanalyzer/analyzer-missing-in-account.ts";
import { cases, stackItself } from "./policy-cases.ts";
import { resource } from "./support.ts";

const unlooked = "there is no analyzer of external access; create an accessanalyzer.Analyzer of the type ACCOUNT";
const analyzer = (type?: string) => resource("aws:accessanalyzer/analyzer:Analyzer", "analyzer", type ? { type } : {});
/** What an account has once for all Regions is its home stack's. */
const away = { ...stackItself("account"), outputs: { home: false } };

cases(
  accessanalyzerAnalyzerMissingInAccount,
  ["passes AWS's default type", "compliant", stackItself("account"), analyzer()],
  ["passes the organization's", "compliant", stackItself("account"), analyzer("ORGANIZATION")],
  ["refuses one of unused access alone", [unlooked], stackItself("account"), analyzer("ACCOUNT_UNUSED_ACCESS")],
  ["asks each Region's stack", [unlooked], away],
);
