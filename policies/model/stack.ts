import { dayOf } from "../../domain/calendars/days.ts";
import type { AccountPartName } from "../../domain/defaults/account-parts.ts";
import { isRecord } from "../../domain/values.ts";
import { type Environment, environmentOf } from "./environment.ts";
import { byKeys } from "./keys.ts";
import { References } from "./references.ts";
import { type RawResource, Resource } from "./resource.ts";
import { redactor } from "./secrets.ts";
import type { SettingsSay } from "./settings.ts";

export type { RawResource, Resource };

/** The type of a policy that looks at everything, whatever it is. */
export const anyType = "*";

/** All resources of a stack, and how they hang together. */
export class Stack {
  readonly resources: readonly Resource[];
  /** The stack's name, such as `demo-prod`; empty where there is no resource. */
  readonly name: string;
  /** The stack's environment, decided here for all policies; each policy says what it exempts. */
  readonly environment: Environment;
  /** The day on which it is looked at, `YYYY-MM-DD` in UTC. */
  readonly today: string;
  /** The stack's settings, if the caller has them: then its outputs are not trusted. */
  readonly settings: SettingsSay | undefined;
  /** A sentence without what secrets hold. */
  readonly redacted: (text: string) => string;
  private readonly byType: ReadonlyMap<string, readonly Resource[]>;
  private readonly byUrn: ReadonlyMap<string, Resource>;
  /** Types that were asked for. */
  private readonly asked = new Set<string>();
  private readonly references: References;

  /** @param today - by default the day in UTC */
  constructor(resources: readonly RawResource[], today = dayOf(new Date()), settings?: SettingsSay) {
    this.today = today;
    this.settings = settings;
    this.resources = resources.map((raw) => new Resource(raw));
    this.redacted = redactor(resources.flatMap(({ secretContents = [] }) => secretContents)) ?? ((text) => text);
    this.name = /^urn:pulumi:([^:]+)::/.exec(resources[0]?.urn ?? "")?.[1] ?? "";
    this.byUrn = new Map(this.resources.map((resource) => [resource.urn, resource]));
    this.byType = byKeys(this.resources, ({ type }) => [type]);
    this.references = new References(this.byType);
    this.environment = environmentOf(this.name, this.ofType("pulumi:providers:aws"));
  }

  /** Whether it is a stack of the kind `account`: then it has what an account has only one of. */
  get isAccount(): boolean {
    return this.name.endsWith("-account");
  }

  /** Whether it is the account's home Region, which has what the account needs only once; its output `home` says where it is not. */
  get isHome(): boolean {
    return this.isAccount && !this.ofType("pulumi:pulumi:Stack").some(({ properties }) => properties.home === false);
  }

  /** Parts of the account that another program has, in the settings' words: the output `elsewhere`. */
  get elsewhere(): Readonly<Partial<Record<AccountPartName, string>>> {
    const [whole] = this.ofType("pulumi:pulumi:Stack");
    const said = whole?.isSecret("elsewhere") ? undefined : whole?.properties.elsewhere;
    const parts = isRecord(said) ? Object.entries(said) : [];
    return Object.fromEntries(parts.flatMap(([part, why]) => (typeof why === "string" && why.trim() !== "" ? [[part, why]] : [])));
  }

  /** Whether it is made by this repository's program, a store or an account, and no other program's. */
  get isOurs(): boolean {
    return (
      this.resources.some(({ type }) => type.startsWith("xcart-hosting:")) || this.resources[0]?.urn.split("::")[1] === "xcart-hosting"
    );
  }

  /** The types of which there is a resource. */
  get types(): string[] {
    return [...this.byType.keys()];
  }

  /** The resources of some types; of {@link anyType} all, which knows none of them by that. */
  ofType(...types: readonly string[]): Resource[] {
    if (types.includes(anyType)) return [...this.resources];
    this.ask(types);
    return types.flatMap((type) => this.byType.get(type) ?? []);
  }

  private ask(types: readonly string[]): void {
    for (const type of types) this.asked.add(type);
  }

  /** Whether a check has looked for resources of a type, be it to judge them or what they belong to. */
  isAsked(type: string): boolean {
    return this.asked.has(type);
  }

  /** The resource with a URN. */
  find(urn: string): Resource | undefined {
    return this.byUrn.get(urn);
  }

  /**
   * Whether `property` of `from` names `target`: by Pulumi's own record of what a value was made of, which a preview has,
   * or by the target's id, ARN or name, which an export has.
   */
  refersTo(from: Resource, property: string, target: Resource): boolean {
    return this.references.isBetween(from, property, target);
  }

  /** The resources of some types whose `property` names `target`: how split resources find their whole. */
  referring(target: Resource, property: string, types: readonly string[]): Resource[] {
    this.ask(types);
    return this.references.referring(target, property, types);
  }

  /** The resources of some types that `property` of `from` names. */
  referred(from: Resource, property: string, types: readonly string[]): Resource[] {
    this.ask(types);
    return this.references.referred(from, property, types);
  }
}
