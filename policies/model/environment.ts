import { isUnknown } from "../../domain/graph-values.ts";
import { fromJson, isRecord } from "../../domain/values.ts";

/** Environment of a stack: `dev` has test data and may be destroyed, `staging` tries changes before production, `prod` has to satisfy every policy. */
export type Environment = "dev" | "staging" | "prod";

/** A provider, as far as its tags go. */
interface Provider {
  readonly properties: Readonly<Record<string, unknown>>;
}

/** The words for it, in names and tags. */
const words: Readonly<Record<Environment, readonly string[]>> = {
  dev: ["dev", "develop", "development", "test", "testing", "sandbox", "preview", "trial", "demo", "ci", "qa"],
  staging: ["staging", "stage", "stg", "uat", "preprod"],
  prod: ["prod", "production", "prd", "live"],
};

/** Tags that say it, whatever their case: `environment`, `env`, `stage`, also behind `app-` and the like. */
export const environmentTag = /^(app[-_:]?)?(env|environment|stage)$/i;

/** From the one that excuses most to the one that excuses nothing. */
const byStrictness = ["dev", "staging", "prod"] as const satisfies readonly Environment[];

/**
 * The environment of a stack, by the last word of its name (`shop-dev`, `shop_staging`) and by its providers' default tags. If they
 * disagree, the stricter one holds; if neither names one, the stack counts as production.
 */
export function environmentOf(name: string, providers: readonly Provider[]): Environment {
  const tags = defaultTags(providers).flatMap(([key, value]) => (environmentTag.test(key) ? [value] : []));
  const said = [name.split(/[-_.]/).at(-1) ?? "", ...tags].flatMap((word) => meaning(word) ?? []);
  return byStrictness.findLast((one) => said.includes(one)) ?? "prod";
}

const meaning = (word: string): Environment | undefined => byStrictness.find((one) => words[one].includes(word.toLowerCase()));

/** The default tags of some providers, which a provider holds as JSON. */
export function defaultTags(providers: readonly Provider[]): (readonly [key: string, value: string])[] {
  return providers.flatMap(({ properties: { defaultTags: given } }) => {
    const text = typeof given === "string" && !isUnknown(given) ? given : JSON.stringify(given ?? {});
    const parsed = fromJson(text);
    return isRecord(parsed) && isRecord(parsed.tags)
      ? Object.entries(parsed.tags).map(([key, value]) => [key, String(value)] as const)
      : [];
  });
}
