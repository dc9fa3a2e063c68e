import { compileRegex } from "../regex.ts";
import type { RequestView } from "../request.ts";
import { type Block, blockOf, blocksOf, textOf } from "../shape.ts";
import { antiDdos } from "./groups.ts";

/** The label of requests to which the group's two challenges may be put. */
export const CHALLENGEABLE = "awswaf:managed:aws:anti-ddos:challengeable-request";

/**
 * Whether the group on floods may challenge a request: by its settings all are, but for some addresses. Undefined for other groups.
 * docs.aws.amazon.com/waf/latest/APIReference/API_ClientSideAction.html
 */
export function challengeableBy(block: Block, rule: string): ((view: RequestView) => boolean) | undefined {
  if (block.name !== antiDdos) return undefined;
  const [settings] = blocksOf(block.managedRuleGroupConfigs).flatMap((config) => blocksOf(config.awsManagedRulesAntiDdosRuleSet));
  const challenge = blockOf(blockOf(settings?.clientSideActionConfig)?.challenge) ?? {};
  const exempt = blocksOf(challenge.exemptUriRegularExpressions).map(({ regexString }) =>
    compileRegex(textOf(regexString), `rule ${rule}`),
  );
  return ({ path }) => challenge.usageOfAction !== "DISABLED" && !exempt.some((regex) => regex.test(path));
}
