import type { StaffRole } from "../defaults/admin-sign-in.ts";
import type { BackupRule } from "../defaults/backup.ts";
import type { FirewallRule, RuleActionName } from "../defaults/firewall-rules.ts";
import type { GivenList } from "../firewall/rule.ts";
import type { WebAclPlanArgs } from "../firewall/web-acl.ts";
import type { AllowListArgs } from "../network/allow-list.ts";
import type { PacketPlanArgs } from "../network/packet-plan.ts";
import type { Thresholds } from "./login-guard.ts";

/** The output of a store's stack that has what its settings want: policies make the plans of it, and compare. */
export const intendedOutput = "intended";

/** The form of {@link Intended}: another one when what is in it means something else. */
export const intendedForm = 1;

/**
 * A store's settings as far as they are judged against a plan, with every default decided, as data only. The program that makes
 * the resources does not read it.
 */
export interface Intended {
  readonly form: typeof intendedForm;
  readonly firewall: Omit<WebAclPlanArgs, "sets" | "actionOf"> & {
    /** Actions of the rules that differ from their default. A list, since a rule's name as a key can look like a secret's. */
    readonly actions: readonly { readonly rule: FirewallRule; readonly action: RuleActionName }[];
    /** In CIDR notation. */
    readonly addresses: Readonly<Record<GivenList, readonly string[]>>;
  };
  /** Who signs in before the administration, and where. @default - no sign-in is required */
  readonly signIn?: IntendedSignIn;
  /** Days that backups are kept, by rule, 0 where none are made; and how many vaults each snapshot is copied to. @default - an older program */
  readonly backup?: { readonly days: Readonly<Record<BackupRule, number>>; readonly copies: number };
  /** Whether CAA records name the store's authorities; false where the zone's owner keeps them. @default - an older program: they do */
  readonly caa?: boolean;
  /** Whether the payment page is to be watched, and whether there is one yet. */
  readonly paymentPage: { readonly watched: boolean; readonly open: boolean };
  readonly guard: {
    readonly domain: string;
    readonly thresholds: Thresholds;
    /** Ranges (CIDR) that are never blocked, beside the store's own. */
    readonly never: readonly string[];
    readonly staffRanges: readonly string[];
  };
  readonly names: AllowListArgs & {
    /** The account's stack, whose archive nodes write to. @default - none */
    readonly archiveOf?: string;
  };
  /** @default - no network firewall: names alone decide */
  readonly packets?: Omit<PacketPlanArgs, "allowedHosts">;
}

/** The sign-in before the administration. */
export interface IntendedSignIn {
  readonly admin: { readonly host?: string };
  readonly sessionMinutes: number;
  /** Names by which the administration is reached. */
  readonly hosts: readonly string[];
  /** @default - the store's own pool of Cognito */
  readonly oidc?: {
    readonly issuer: string;
    readonly authorizationEndpoint: string;
    readonly tokenEndpoint: string;
    readonly userInfoEndpoint: string;
    readonly clientId: string;
  };
  readonly staff: readonly { readonly email: string; readonly role: StaffRole }[];
}
