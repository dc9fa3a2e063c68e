import { counted } from "../../../preview/kinds.ts";
import type { Skip } from "../formats/recorded.ts";

/** Maximum number of hosts that are named. */
const HOSTS = 5;

/** The values of a file that were skipped. */
export class Skipped {
  private readonly hosts = new Map<string, number>();
  private readonly others = new Map<string, number>();

  add(skip: Skip): void {
    const [map, key] = skip.kind === "host" ? [this.hosts, skip.host] : [this.others, skip.what];
    map.set(key, (map.get(key) ?? 0) + 1);
  }

  /** The hosts that are not the store's, the most frequent first: `fonts.example (12), and 3 more`; empty for none. */
  hostsText(): string {
    const sorted = [...this.hosts].sort(([, a], [, b]) => b - a);
    const names = sorted.slice(0, HOSTS).map(([host, count]) => `${host} (${count})`);
    return [...names, ...(sorted.length > HOSTS ? [`and ${sorted.length - HOSTS} more`] : [])].join(", ");
  }

  /** The skipped values in sentences. */
  texts(): string[] {
    const total = [...this.hosts.values()].reduce((sum, count) => sum + count, 0);
    return [
      ...(total > 0 ? [`Not asked: ${counted(total, "request")} to others than the store: ${this.hostsText()}.`] : []),
      ...[...this.others].map(([what, count]) => `Not asked: ${count} ${what}.`),
    ];
  }
}
