import type { Route53Client } from "@aws-sdk/client-route-53";
import { recordSets } from "../../../functions/certificate/dns.ts";
import type { ChallengeServer } from "./challenge-server.ts";

/** Brings what emulated zones hold to the DNS server that Pebble asks, as Route 53 does to its own. */
export class DnsBridge {
  readonly #route53: Route53Client;
  readonly #server: ChallengeServer;
  readonly #zones: readonly string[];
  readonly #known = new Set<string>();

  constructor(route53: Route53Client, server: ChallengeServer, zones: readonly string[]) {
    this.#route53 = route53;
    this.#server = server;
    this.#zones = zones;
  }

  /** The TXT values of all zones by name, unquoted, sorted. */
  async values(): Promise<Record<string, string[]>> {
    const sets = await this.#sets("TXT");
    return Object.fromEntries(sets.map(({ name, values }) => [name, values.map((value) => value.replaceAll('"', "")).sort()]));
  }

  /** Makes the DNS server answer as the zones are now. */
  async carry(): Promise<void> {
    const values = await this.values();
    for (const name of Object.keys(values)) this.#known.add(name);
    for (const name of this.#known) await this.#server.setTxt(name, values[name] ?? []);
    for (const { name, values } of await this.#sets("CNAME")) await this.#server.setCname(name, values[0] ?? "");
  }

  async #sets(type: string) {
    const zones = await Promise.all(this.#zones.map((id) => recordSets({ route53: this.#route53 }, id)));
    return zones
      .flat()
      .filter(({ Type }) => Type === type)
      .map(({ Name = "", ResourceRecords = [] }) => ({ name: Name, values: ResourceRecords.map(({ Value = "" }) => Value) }));
  }
}
