import type { Policy } from "../model/policy.ts";
import { pulumiDisallowDefaultProvider } from "./disallow-default-provider.ts";
import { pulumiDisallowPlainSecrets } from "./disallow-plain-secrets.ts";
import { pulumiDisallowProviderKeys } from "./disallow-provider-keys.ts";
import { pulumiEnableProtection } from "./enable-protection.ts";

/** The policies about Pulumi itself: providers, secrets, protection. */
export const pulumi: readonly Policy[] = [
  pulumiDisallowDefaultProvider,
  pulumiDisallowPlainSecrets,
  pulumiDisallowProviderKeys,
  pulumiEnableProtection,
];
