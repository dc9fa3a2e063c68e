import { ResourceError } from "./errors.ts";
import { isOutput } from "./marks.ts";
import type { Options, Output, ProviderResource, Providers } from "./model.ts";
import { output } from "./output.ts";
import { log } from "./state.ts";
import { unsupported } from "./unsupported.ts";

const known: ReadonlySet<string> = new Set([
  "id",
  "parent",
  "dependsOn",
  "protect",
  "provider",
  "providers",
  "aliases",
  "transformations",
  "ignoreChanges",
  "deleteBeforeReplace",
  "retainOnDelete",
  "additionalSecretOutputs",
  "deletedWith",
  // Nothing in a graph says these.
  "version",
  "customTimeouts",
  "replaceOnChanges",
  "import",
]);

/** @throws where an option is set that the recorder does not know */
export function checkOptions(options: Options): void {
  for (const [option, value] of Object.entries(options))
    if (value !== undefined && !known.has(option)) throw unsupported(`resource option ${option}`);
}

/** @throws where a custom resource is given several providers, as the SDK does */
export function checkCustom(options: Options): void {
  if (options.providers)
    throw new ResourceError("Do not supply 'providers' option to a CustomResource. Did you mean 'provider' instead?", options.parent);
}

/** Two sets of options as one: lists are joined, of other values the second's count. */
export function mergeOptions(first: Options | undefined, second: Options | undefined): Options {
  const merged: Record<string, unknown> = { ...first };
  if (first?.providers) merged.providers = listOf(first.providers);
  const source: Record<string, unknown> = { ...second };
  if (second?.providers) source.providers = listOf(second.providers);
  for (const [option, value] of Object.entries(source)) {
    if (option === "hooks") throw unsupported("resource option hooks");
    merged[option] = merge(merged[option], value, option === "dependsOn");
  }
  if (Array.isArray(merged.providers)) merged.providers = merged.providers.length === 0 ? undefined : providersByPackage(merged.providers);
  return merged;
}

function listOf(providers: Providers): ProviderResource[] {
  if (isList(providers)) return [...providers];
  for (const [key, provider] of Object.entries(providers))
    if (key !== provider.getPackage()) log.warn(`provider resource map where key ${key} doesn't match provider ${provider.getPackage()}`);
  return Object.values(providers);
}

const isList = (providers: Providers): providers is readonly ProviderResource[] => Array.isArray(providers);

export function providersByPackage(providers: Providers | undefined): Readonly<Record<string, ProviderResource>> {
  if (!providers) return {};
  if (!isList(providers)) return providers;
  return Object.fromEntries(providers.map((provider) => [provider.getPackage(), provider]));
}

const isLater = (value: unknown): boolean => value instanceof Promise || isOutput(value);

function merge(first: unknown, second: unknown, list: boolean): Output | unknown {
  if (isLater(first)) return output(first).apply((settled) => merge(settled, second, list));
  if (isLater(second)) return output(second).apply((settled) => merge(first, settled, list));
  return list || Array.isArray(first) || Array.isArray(second) ? [...asList(first), ...asList(second)] : second;
}

const asList = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
