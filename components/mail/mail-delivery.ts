import { ConfigurationSet } from "@pulumi/aws/sesv2/configurationSet.js";
import { ConfigurationSetEventDestination } from "@pulumi/aws/sesv2/configurationSetEventDestination.js";
import { ComponentResource, type ComponentResourceOptions, getStack, type Input, interpolate, type Output } from "@pulumi/pulumi";
import { configurationSetName, mailEvents, suppressed, toldEvents } from "../../domain/defaults/mail.ts";
import type { Region } from "../../domain/defaults/regions.ts";
import { StoreFunction } from "../function/function.ts";
import { FunctionTrigger } from "../function/trigger.ts";
import { nameTag, typeToken } from "../naming.ts";

/** Arguments for {@link MailDelivery}. */
export interface MailDeliveryArgs {
  readonly region: Region;
  readonly accountId: Input<string>;
  /** Topic that hears when events get lost. */
  readonly topicArn: Input<string>;
  readonly logKeyArn: Input<string>;
  readonly logRetentionDays: number;
}

/**
 * SES configuration set that requires TLS and suppresses addresses that bounced or complained; a function logs each delivery event,
 * one line for each recipient.
 * @see docs/decisions/0051-mail.md
 */
export class MailDelivery extends ComponentResource {
  readonly configurationSetName: Output<string>;
  readonly events: StoreFunction;

  constructor(name: string, args: MailDeliveryArgs, opts?: ComponentResourceOptions) {
    super(typeToken("MailDelivery"), name, {}, opts);
    const parent = this;

    const set = createSet();
    tell();
    this.events = writeDown();
    this.configurationSetName = set.configurationSetName;
    this.registerOutputs({ configurationSetName: this.configurationSetName });

    function createSet() {
      return new ConfigurationSet(
        name,
        {
          configurationSetName: configurationSetName(getStack()),
          deliveryOptions: { tlsPolicy: "REQUIRE" },
          reputationOptions: { reputationMetricsEnabled: true },
          sendingOptions: { sendingEnabled: true },
          suppressionOptions: { suppressedReasons: [...suppressed] },
          tags: nameTag(name),
        },
        { parent },
      );
    }

    // SES knows no bus but the default one.
    function tell() {
      const eventBusArn = interpolate`arn:aws:events:${args.region}:${args.accountId}:event-bus/default`;
      new ConfigurationSetEventDestination(
        name,
        {
          configurationSetName: set.configurationSetName,
          eventDestinationName: "events",
          eventDestination: { enabled: true, matchingEventTypes: [...toldEvents], eventBridgeDestination: { eventBusArn } },
        },
        { parent },
      );
    }

    function writeDown() {
      const description = "Records which emails bounce, and who complains";
      const calls = new StoreFunction(
        `${name}-events`,
        {
          source: "mail-events",
          description,
          statements: [],
          environment: {},
          timeoutSeconds: 10,
          memoryMiB: 128,
          logKeyArn: args.logKeyArn,
          logRetentionDays: args.logRetentionDays,
        },
        { parent },
      );
      const pattern = mailEvents(configurationSetName(getStack()));
      new FunctionTrigger(`${name}-events`, { topicArn: args.topicArn, calls, description, when: { pattern } }, { parent });
      return calls;
    }
  }
}
