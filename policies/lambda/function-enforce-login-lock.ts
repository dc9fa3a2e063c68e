import { environmentNames } from "../../domain/contracts/login-guard.ts";
import { fromJson, isRecord } from "../../domain/values.ts";
import type { Policy } from "../model/policy.ts";
import { show } from "../model/values.ts";
import { functionType } from "./types.ts";

/** Bounds of PCI DSS 4.0.1, 8.3.4: at most ten attempts, then a lockout of at least 30 minutes. */
const MAX_ATTEMPTS = 10;
const MIN_SECONDS = 1800;

export const lambdaFunctionEnforceLoginLock: Policy = {
  name: "aws-lambda-function-enforce-login-lock",
  description: "The login guard blocks clients that fail ten times on an account of staff, for at least 30 minutes.",
  severity: "high",
  controls: ["G16"],
  remediation: "Set loginGuard.staff to at most 10 attempts, counted over 1800 seconds or more, and a block of 1800 seconds or more.",
  url: "https://www.pcisecuritystandards.org/document_library/",
  types: [functionType],
  check: (lambda) => {
    const text = lambda.text(`environment.variables.${environmentNames.thresholds}`);
    if (text === undefined) return undefined;
    const thresholds = fromJson(text);
    const staff = isRecord(thresholds) && isRecord(thresholds.staff) ? thresholds.staff : {};
    return [
      ...(isWithin(staff.attempts, 1, MAX_ATTEMPTS) ? [] : [`staff.attempts is ${show(staff.attempts)}; set ${MAX_ATTEMPTS} or less`]),
      ...["windowSeconds", "blockSeconds"].flatMap((field) =>
        isWithin(staff[field], MIN_SECONDS) ? [] : [`staff.${field} is ${show(staff[field])}; set ${MIN_SECONDS} or more`],
      ),
    ];
  },
};

const isWithin = (value: unknown, min: number, max = Number.POSITIVE_INFINITY): boolean =>
  typeof value === "number" && value >= min && value <= max;
