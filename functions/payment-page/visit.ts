import type { Browser } from "playwright-core";
import type { VisitRequest } from "../../domain/contracts/payment-page.ts";
import type { Visit } from "../../domain/payment-page/seen.ts";

export const launchArguments: readonly string[] = [];

export const visit = (_browser: Browser, _request: VisitRequest): Promise<Visit> => Promise.reject(new Error("not here yet"));
