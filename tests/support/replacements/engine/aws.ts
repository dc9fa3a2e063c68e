import { UNKNOWN } from "../../../../domain/graph-values.ts";
import { forcesAt, isDeletedFirst } from "../../../../domain/replacements/forces.ts";
import { namedBy } from "../../../../domain/replacements/provider-facts.ts";
import { argumentsOf } from "../arguments.ts";
import type { Naming, Planned, Planner } from "../provider.ts";
import { plausible } from "../values.ts";
import { madeUp } from "./deployed.ts";
import { plain } from "./wire.ts";

type Properties = Readonly<Record<string, unknown>>;

/** A resource that the engine asks of. */
export interface Resource {
  readonly type: string;
  readonly name: string;
}

/** What the bridge answers when it is asked for a difference. */
export interface Difference {
  readonly changed: readonly string[];
  readonly replaces: readonly string[];
  readonly deletedFirst: boolean;
}

/** Takes half a minute for each plan. */
const slow: ReadonlySet<string> = new Set(["aws:wafv2/webAcl:WebAcl"]);

/**
 * An AWS of which nothing is there: what it would answer is made up, and what it would replace the Terraform AWS provider plans. Names and the order
 * of a replacement are as Pulumi's bridge has them (pulumi-terraform-bridge, pkg/tfbridge: `nameRequiresDeleteBeforeReplace`).
 */
export class MadeUpAws {
  private readonly planner: Planner;
  private readonly naming: Naming;
  private readonly unknown: symbol;
  private readonly plans = new Map<string, Promise<Planned | undefined>>();
  private region: unknown;

  /** `unknown` is what stands for an unknown value in the provider's protocol. */
  constructor(planner: Planner, naming: Naming, unknown: symbol) {
    this.planner = planner;
    this.naming = naming;
    this.unknown = unknown;
  }

  /** Takes the settings of a provider. */
  configure({ region = this.region }: Properties): void {
    this.region = region;
  }

  /** The inputs with what the program gave none of: the provider's Region, and a name, the one that it has or the engine's proposal. */
  filledIn({ type, name }: Resource, olds: Properties, given: Properties, proposed: string | undefined): Record<string, unknown> {
    const takes = (property: string) => type.startsWith("aws:") && argumentsOf(type).some((argument) => argument.name === property);
    const news = takes("region") && this.region !== undefined ? { region: this.region, ...given } : given;
    const property = namedBy[type] ?? "name";
    if (!takes(property) || news[property] !== undefined || news[`${property}Prefix`] !== undefined) return { ...news, __defaults: [] };
    const kept = [olds.__defaults].flat().includes(property) ? olds[property] : undefined;
    return { ...news, [property]: kept ?? proposed ?? `${name}-1234567`, __defaults: [property] };
  }

  /** All of a resource once it is there. */
  deployed({ type, name }: Resource, inputs: Properties): Record<string, unknown> {
    return madeUp(this.planner, this.naming, type, name, inputs);
  }

  /** What a change of the inputs does. */
  async difference(resource: Resource, olds: Properties, news: Properties, ignored: readonly string[]): Promise<Difference> {
    const changed = [...new Set([...Object.keys(olds), ...Object.keys(news)])].filter(
      (key) => !key.startsWith("__") && !ignored.includes(key) && JSON.stringify(olds[key]) !== JSON.stringify(news[key]),
    );
    const replaces = changed.length === 0 ? [] : await this.replacing(resource, olds, news, changed);
    return { changed, replaces, deletedFirst: replaces.length > 0 && isDeletedFirst({ urn: "", type: resource.type, inputs: news }) };
  }

  /** What is known of a resource while its change is previewed: what the provider plans anew is not. */
  async updated({ type }: Resource, state: Properties, olds: Properties, news: Properties): Promise<Record<string, unknown>> {
    const kept = { ...state, ...news };
    if (!this.asks(type)) return kept;
    const [planned, still] = [await this.plan(type, olds, news), await this.plan(type, olds, olds)];
    const anew = Object.entries(planned?.state ?? {}).filter(
      ([key, value]) => value === this.unknown && still?.state[key] !== this.unknown,
    );
    const names = new Set(anew.map(([key]) => key));
    const own = Object.keys(kept).filter((key) => !(key in news) && names.has(this.naming.attributeName([...names], key) ?? ""));
    return { ...kept, ...Object.fromEntries(own.map((key) => [key, UNKNOWN])) };
  }

  private asks(type: string): boolean {
    return this.planner.knows(type) && !slow.has(type);
  }

  private async replacing({ type }: Resource, olds: Properties, news: Properties, changed: readonly string[]): Promise<string[]> {
    if (!this.asks(type) || type.startsWith("aws:cloudcontrol/")) return changed.filter((path) => this.said(type, path, olds, news));
    // Newer than the provider, as a property.
    if (changed.includes("region")) return ["region"];
    const [planned, still] = [await this.plan(type, olds, news), await this.plan(type, olds, olds)];
    if (planned === undefined) return changed.filter((path) => this.said(type, path, olds, news));
    const forcing = planned.replace.filter((path) => !still?.replace.includes(path)).map((path) => path.split(".")[0] ?? "");
    const block = this.planner.block(type);
    const names = [...block.attributes.map(({ name }) => name), ...block.blockTypes.map(({ typeName }) => typeName)];
    const attribute = (key: string) =>
      (key === "name" ? this.naming.ownName(this.naming.resourceType(type) ?? "", block) : undefined) ??
      this.naming.attributeName(names, key);
    const own = changed.filter((key) => forcing.includes(attribute(key) ?? ""));
    // What the bridge cannot tell by a property's name replaces all the same.
    return own.length > 0 || forcing.length === 0 ? own : [...changed];
  }

  /** Where the provider cannot be asked: by what its source says. */
  private said(type: string, path: string, olds: Properties, news: Properties): boolean {
    const change = { path, before: olds[path], after: news[path], secret: false };
    const kind = olds[path] === undefined ? "add" : news[path] === undefined ? "remove" : "change";
    return forcesAt({ urn: "", type, inputs: news }, { ...change, kind }) === "always";
  }

  /** A plan of `news` over what was made of `olds`; undefined where the provider refuses. */
  private plan(type: string, olds: Properties, news: Properties): Promise<Planned | undefined> {
    const key = JSON.stringify([type, olds, news]);
    const known = this.plans.get(key) ?? this.planAnew(type, olds, news);
    this.plans.set(key, known);
    return known;
  }

  private async planAnew(type: string, olds: Properties, news: Properties): Promise<Planned | undefined> {
    try {
      const prior = await this.planner.create(type, this.config(type, olds));
      return await this.planner.change(type, prior, this.config(type, news));
    } catch (error) {
      console.error(`${type}: ${String(error).slice(0, 300)}`);
      return undefined;
    }
  }

  private config(type: string, inputs: Properties): Record<string, unknown> {
    const own = this.naming.resourceType(type) ?? "";
    const known = Object.fromEntries(Object.entries(inputs).filter(([key]) => !key.startsWith("__")));
    const block = this.planner.block(type);
    const config = this.naming.toTerraform(block, plain(known, this.unknown), [], "", own);
    for (const { name, required } of block.attributes) if (required && config[name] === undefined) config[name] = plausible(name, UNKNOWN);
    return config;
  }
}
