import type { Input, Output } from "@pulumi/pulumi";
import { Alarms } from "../../components/alarms/alarms.ts";
import { functionAlarms } from "../../components/alarms/function-plan.ts";
import { mailNotices, reputationAlarms, waitingAlarms } from "../../components/alarms/mail-plan.ts";
import { Notices } from "../../components/alarms/notices.ts";
import { MailCredentials } from "../../components/mail/mail-credentials.ts";
import { MailDelivery } from "../../components/mail/mail-delivery.ts";
import { MailDomain } from "../../components/mail/mail-domain.ts";
import { MailSender } from "../../components/mail/mail-sender.ts";
import type { MailRecord } from "../../components/mail/plan.ts";
import type { NodeRole } from "../../components/web/node-role.ts";
import { configurationSetName } from "../../domain/defaults/mail.ts";
import { within } from "../settings/checks/network.ts";
import type { StoreSettings } from "../settings/resolve/store.ts";
import type { Foundation } from "./foundation.ts";

/** The nodes' way to send mail, and the records that are left to add. */
export interface StoreMail {
  /** The role that sends by SES, or another provider's secret. */
  readonly senderRoleArn?: Output<string>;
  readonly secretArn?: Output<string>;
  /** Records that the domain's owner has to add: it is in no zone of the store's. */
  readonly recordsToAdd?: Output<MailRecord[]>;
}

/** The way mail goes: SES, for the store's domain alone, or another provider's secret; and what watches it. */
export function deployMail(
  settings: StoreSettings,
  foundation: Foundation,
  { zoneId, role }: { readonly zoneId: Input<string>; readonly role: NodeRole },
): StoreMail {
  const { stack, region, mail, protection: protect } = settings;
  const { accountId, dataKeyArn, topicArn, logs, opts } = foundation;
  new Alarms("mail-alarms", { plan: waitingAlarms(stack), topicArn }, opts);
  if (mail.provider) return { secretArn: new MailCredentials("mail", { keyArn: dataKeyArn, protect }, opts).secretArn };

  const delivery = new MailDelivery("mail", { region, accountId, topicArn, ...logs }, opts);
  watch(foundation, stack, delivery);
  const senderRoleArn = new MailSender("mail", { region, accountId, domain: mail.domain, nodeRoleArn: role.roleArn }, opts).roleArn;
  if (mail.identity !== true) return { senderRoleArn };
  const own = within(mail.domain, settings.dns.zone);
  const { records } = new MailDomain(
    "mail-domain",
    {
      region,
      domain: mail.domain,
      configurationSetName: delivery.configurationSetName,
      dmarc: "relaxedBecause" in mail.dmarc ? "left alone" : mail.dmarc,
      ...(own && { zoneId }),
      protect,
    },
    opts,
  );
  return { senderRoleArn, ...(!own && { recordsToAdd: records }) };
}

function watch({ topicArn, opts }: Foundation, stack: string, { configurationSetName: set, events }: MailDelivery): void {
  const written = functionAlarms({
    name: "mail-events",
    functionName: events.functionName,
    meaning: "Bounced emails are not recorded",
    runbook: "mail-reputation",
  });
  new Alarms("mail-reputation", { plan: [...reputationAlarms(set), ...written], topicArn }, opts);
  new Notices("mail-notices", { plan: mailNotices(configurationSetName(stack)), topicArn }, opts);
}
