import { GetAccountCommand, GetEmailIdentityCommand } from "@aws-sdk/client-sesv2";
import type { StoreSettings } from "../../stacks/settings/resolve/store.ts";
import { ask, look } from "./ask.ts";
import type { Clients } from "./clients.ts";
import type { MailFacts } from "./facts.ts";
import type { Texts } from "./resolver.ts";

/** Reads what SES makes of the account and of the store's domain; nothing where another provider sends. */
export async function readMail(
  { mail }: StoreSettings,
  { clients: { ses }, texts }: { readonly clients: Clients; readonly texts: Texts },
): Promise<MailFacts | undefined> {
  if (mail.provider) return undefined;
  const [account, identity, dmarc] = await Promise.all([
    ask("ses:GetAccount", async () => {
      const { ProductionAccessEnabled, SendingEnabled, EnforcementStatus, SendQuota } = await ses.send(new GetAccountCommand({}));
      return {
        production: ProductionAccessEnabled === true,
        sending: SendingEnabled === true,
        standing: EnforcementStatus ?? "HEALTHY",
        daily: SendQuota?.Max24HourSend ?? 0,
        sent: SendQuota?.SentLast24Hours ?? 0,
      };
    }),
    look("ses:GetEmailIdentity", /^NotFoundException$/, async () => {
      const found = await ses.send(new GetEmailIdentityCommand({ EmailIdentity: mail.domain }));
      return {
        verified: found.VerifiedForSendingStatus === true,
        signing: found.DkimAttributes?.Status ?? "NOT_STARTED",
        bounces: found.MailFromAttributes?.MailFromDomainStatus ?? "NOT_STARTED",
        configurationSet: found.ConfigurationSetName,
      };
    }),
    texts(`_dmarc.${mail.domain}`),
  ]);
  return { account, identity, dmarc };
}
