import { placesIn } from "../../stacks/settings/places.ts";
import type { Finding, StackVerdict } from "./verdict.ts";

type Path = readonly (string | number)[];

/** The setting that a policy asks about, where one setting is all that it takes. */
export const settingsOfPolicies: Readonly<Record<string, Path>> = {
  "aws-rds-instance-enable-multi-az": ["database", "multiAz"],
  "aws-rds-instance-enforce-tls": ["database", "requireTls"],
};

/** The section of the settings that a component of a store is made from, by the component's type. */
export const sectionsOfComponents: Readonly<Record<string, string>> = {
  AdminSignIn: "adminSignIn",
  Backup: "backup",
  BackupWatch: "backup",
  Cache: "cache",
  Canary: "canary",
  Certificate: "certificate",
  Database: "database",
  Delegations: "dns",
  DnsFirewall: "network",
  Egress: "network",
  Firewall: "firewall",
  InterfaceEndpoints: "network",
  LoginGuard: "loginGuard",
  MailDelivery: "mail",
  MailDomain: "mail",
  Network: "network",
  PassSet: "paymentPage",
  Patching: "patching",
  PaymentPageWatch: "paymentPage",
  PciCalendar: "pci",
  RestoreTests: "backup",
  SignInRules: "adminSignIn",
  StaffUsers: "adminSignIn",
  Web: "web",
  Zone: "dns",
};

/**
 * A verdict whose findings say where in the stack's file the setting behind them is: the waiver, what a policy asks about, or the
 * section that the component is made from. Of what the file leaves to its default, or no setting is behind, the beginning of the settings.
 */
export function placed(verdict: StackVerdict, text: string): StackVerdict {
  const placeOf = placesIn(text);
  const at = <F extends Finding>(finding: F, path = pathOf(finding, verdict)): F => ({ ...finding, ...placeOf(path) });
  return {
    ...verdict,
    violations: verdict.violations.map((finding) => at(finding)),
    advisories: verdict.advisories.map((finding) => at(finding)),
    unknown: verdict.unknown.map((finding) => at(finding)),
    waived: verdict.waived.map((finding) => {
      const { policy, resource } = finding.waiver;
      return at(finding, waiverPath(verdict, `waiver of ${policy} for ${resource}`));
    }),
  };
}

function pathOf({ policy, urn, message }: Finding, verdict: StackVerdict): Path {
  if (message.startsWith("waiver of ")) return waiverPath(verdict, message.split(":")[0] ?? "");
  const known = settingsOfPolicies[policy];
  if (known) return known;
  const sections = componentsIn(urn).flatMap((type) => sectionsOfComponents[type] ?? []);
  return sections.slice(-1);
}

/** Types of the components that a resource is in, the outermost first. */
export const componentsIn = (urn: string): string[] =>
  [...(urn.split("::")[2] ?? "").matchAll(/xcart-hosting:index:(\w+)\$/g)].flatMap(([, type]) => type ?? []);

function waiverPath({ waivers }: StackVerdict, subject: string): Path {
  const index = waivers.findIndex(({ policy, resource }) => subject === `waiver of ${policy} for ${resource}`);
  return index < 0 ? ["waivers"] : ["waivers", index];
}
