import type { Policy } from "../model/policy.ts";
import { accessanalyzerMissingAnalyzer } from "./missing-analyzer.ts";

/** The policies about IAM Access Analyzer. */
export const accessanalyzer: readonly Policy[] = [accessanalyzerMissingAnalyzer];
