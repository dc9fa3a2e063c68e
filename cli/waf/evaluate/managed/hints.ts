import { UserError } from "../../../offline/faults.ts";
import { botControl, type ManagedRule, managedGroups, snake } from "./groups.ts";

/** Decisions of AWS about a request, as the user states them. */
export interface Hints {
  /** Names of the matching rules by name of a group; empty for none of them. */
  readonly groups: Readonly<Record<string, readonly string[]>>;
  /** Whether a rule matches, by name of one of the web ACL's own. */
  readonly rules: Readonly<Record<string, boolean>>;
  /** The web ACL's own rules that a log says have matched: where they would be open, they do. @default - unknown */
  readonly matchedThen?: readonly string[] | undefined;
  /** Category of a bot that AWS has verified. */
  readonly verifiedBot?: string | undefined;
}

/** The subjects of hints: a web ACL's rules, by name the group that each asks. */
export interface Hintable {
  readonly groups: ReadonlyMap<string, string>;
  readonly rules: readonly string[];
}

/** No match of any rule of a group, said rather than assumed. */
const NONE = "no-match";
/** Some rule of a group whose rules are not listed. */
export const SOME = "match";

/**
 * Reads hints such as `bot=search-engine` (a verified one), `bot=ai:unverified`, `AWSManagedRulesCommonRuleSet=SizeRestrictions_BODY`,
 * `<rule>=match` and `<group or rule>=no-match`.
 * @throws UserError naming what there is to choose from
 */
export function parseHints(texts: readonly string[], about: Hintable): Hints {
  const groups: Record<string, string[]> = {};
  const rules: Record<string, boolean> = {};
  let verifiedBot: string | undefined;
  for (const text of texts) {
    const [key = "", value = ""] = text.split(/=(.*)/s);
    const group = [...about.groups].find(([rule, name]) => key === rule || key === name)?.[1];
    if (key === "bot") {
      const bot = botOf(value, text);
      if (bot.isVerified) verifiedBot = bot.category;
      groups[botControl] = [...(groups[botControl] ?? []), ...bot.rules];
    } else if (group !== undefined) groups[group] = [...(groups[group] ?? []), ...rulesIn(group, value, text)];
    else if (about.rules.includes(key)) rules[key] = matchOf(value, text);
    else throw unknownKey(text, about);
  }
  return { groups, rules, verifiedBot };
}

function unknownKey(text: string, { groups, rules }: Hintable): UserError {
  const known = [...new Set(["bot", ...groups.values(), ...rules])];
  return new UserError(`--hint: got ${text}, expected <name>=<what AWS decides>, the name being one of ${known.join(", ")}`);
}

function matchOf(value: string, text: string): boolean {
  if (value !== SOME && value !== NONE) throw new UserError(`--hint: got ${text}, expected ${SOME} or ${NONE} after the equals sign`);
  return value === SOME;
}

function rulesIn(group: string, value: string, text: string): string[] {
  if (value === NONE) return [];
  const rules = managedGroups[group];
  if (rules === undefined) return matchOf(value, text) ? [SOME] : [];
  const found = rules.find(({ name }) => name.toLowerCase() === value.toLowerCase());
  if (found) return [found.name];
  throw new UserError(`--hint: got ${text}, expected ${NONE} or one of ${rules.map(({ name }) => name).join(", ")}`);
}

interface Bot {
  readonly category: string;
  readonly isVerified: boolean;
  /** Rules of the bot control group that match. */
  readonly rules: readonly string[];
}

/** AWS's group on bots leaves verified ones alone, those of AI excepted. docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-bot.html */
function botOf(value: string, text: string): Bot {
  const [name = "", state] = value.split(":");
  const category = name.replaceAll("-", "_");
  const rule = botRules.find((one) => categoryOf(one) === category);
  if (!rule || (state !== undefined && state !== "verified" && state !== "unverified")) {
    const known = botRules.map((one) => categoryOf(one).replaceAll("_", "-"));
    throw new UserError(
      `--hint: got ${text}, expected bot=<category> or bot=<category>:unverified, the category being one of ${known.join(", ")}`,
    );
  }
  const isVerified = state !== "unverified";
  return { category, isVerified, rules: isVerified && category !== "ai" ? [] : [rule.name] };
}

const botRules: readonly ManagedRule[] = (managedGroups[botControl] ?? []).filter(({ name }) => name.startsWith("Category"));
const categoryOf = ({ name }: ManagedRule): string => snake(name.slice("Category".length));
