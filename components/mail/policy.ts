import { type Input, interpolate } from "@pulumi/pulumi";
import { configurationSetName } from "../../domain/defaults/mail.ts";
import type { Region } from "../../domain/defaults/regions.ts";
import { allow, type IamStatement } from "../../domain/iam/statement.ts";

/** Arguments for the sender's policy. */
export interface SendingArgs {
  readonly stack: string;
  readonly region: Region;
  readonly accountId: Input<string>;
  readonly domain: string;
}

/** Mail from addresses of one domain, by one configuration set. A message as a whole takes SES's both names for it. */
export function sendingStatements({ stack, region, accountId, domain }: SendingArgs): IamStatement[] {
  const of = (what: string) => interpolate`arn:aws:ses:${region}:${accountId}:${what}`;
  return [
    allow(
      "Send",
      ["ses:SendEmail", "ses:SendRawEmail"],
      [of(`identity/${domain}`), of(`configuration-set/${configurationSetName(stack)}`)],
      {
        StringLike: { "ses:FromAddress": `*@${domain}` },
      },
    ),
  ];
}

/** Trust policy of the sender's role: the nodes, by their own. */
export const trustNodes = (nodeRoleArn: Input<string>) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { AWS: nodeRoleArn }, Action: "sts:AssumeRole" }],
});
