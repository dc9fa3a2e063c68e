import type { Output } from "@pulumi/pulumi";
import { Alarms } from "../../components/alarms/alarms.ts";
import { paymentPageAlarms } from "../../components/alarms/payment-page-plan.ts";
import type { PassSet } from "../../components/payment-page/pass-set.ts";
import { PaymentPageWatch } from "../../components/payment-page/payment-page-watch.ts";
import type { AgreedPage } from "../../domain/payment-page/agreed.ts";
import { isWatched, watchRequestOf } from "../settings/resolve/payment-page.ts";
import type { StoreSettings } from "../settings/resolve/store.ts";
import type { Foundation } from "./foundation.ts";

/** Alarms of the watch that also stop a refresh of the nodes. */
const stopping = ["payment-page"];

/**
 * Deploys the watch of the payment page, where the settings have it watched. Until there is a page nothing runs, and nothing is expected.
 * Returns the names of the alarms that stop a refresh of the nodes.
 */
export function deployPaymentPage(
  settings: StoreSettings,
  { accountId, topicArn, evidence, logBucket, logs, opts }: Foundation,
  { pass, agreed }: { readonly pass: PassSet | undefined; readonly agreed: AgreedPage | undefined },
): Output<string>[] {
  if (!pass) return [];
  const { region, paymentPage } = settings;
  const { everyMinutes } = paymentPage;
  const open = isWatched(settings);
  const request = { ...watchRequestOf(settings), ...(agreed && { agreed }) };
  new PaymentPageWatch(
    "payment-page",
    { region, accountId, topicArn, evidence, bucket: logBucket, ...logs, request, everyMinutes, open, pass },
    opts,
  );
  if (!open) return [];
  const plan = paymentPageAlarms({ stack: settings.stack, everyMinutes });
  const { names } = new Alarms("payment-page-alarms", { plan, topicArn }, opts);
  return Object.entries(names).flatMap(([name, physical]) => (stopping.includes(name) ? [physical] : []));
}
