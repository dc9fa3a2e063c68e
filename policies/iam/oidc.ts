import type { PolicyStatement } from "../model/documents.ts";
import type { Resource } from "../model/stack.ts";
import { trusting } from "./trust.ts";

/** The statements by which a role is taken with a token of an OpenID Connect provider; undefined where it has no trust policy. */
export const byProvider = (role: Resource): PolicyStatement[] | undefined =>
  trusting(role)?.filter(({ actions, principals }) => byWebIdentity(actions) && principals.some(isProvider));

const byWebIdentity = (actions: readonly string[]) =>
  actions.some((action) => /^(sts:)?(AssumeRoleWithWebIdentity|AssumeRole\*|\*)$/i.test(action));
const isProvider = (principal: string) => principal.startsWith("Federated:") && !/:saml-provider\/|<SamlProvider /.test(principal);
