import ipaddr from "ipaddr.js";

/** An IP address in a form in which order is the order of text: eight hexadecimal digits, or 32 for IPv6. */
export type AddressKey = string;

interface Range {
  readonly first: AddressKey;
  readonly last: AddressKey;
}

/** The key of an address in its usual form; undefined for anything else. An IPv4 address within IPv6 counts as what it is. */
export function addressKey(text: string): AddressKey | undefined {
  const bytes = usualIpv4.exec(text)?.slice(1).map(Number);
  if (bytes?.every((byte) => byte < 256)) return keyOf(bytes);
  if (!isAddress(text)) return undefined;
  return keyOf(ipaddr.process(text).toByteArray());
}

/** Whether a text is an address: four decimal numbers, or IPv6 without a zone. `ipaddr.js` alone would take `10.1` and `0x7f.1` too. */
export const isAddress = (text: string): boolean =>
  ipaddr.IPv4.isValidFourPartDecimal(text) || (ipaddr.IPv6.isValid(text) && !text.includes("%"));

/** Most addresses, read without `ipaddr.js`, which tries every way of writing one. */
const usualIpv4 = /^(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})$/;

/** A set of address ranges that is asked often: sorted, without overlaps. */
export class AddressSet {
  private readonly firsts: readonly AddressKey[];
  private readonly lasts: readonly AddressKey[];

  /**
   * @param blocks in CIDR notation, IPv4 and IPv6 mixed as they come
   * @throws Error for what is no block
   */
  constructor(blocks: readonly string[]) {
    const ranges = merged(blocks.map(rangeOf));
    this.firsts = ranges.map(({ first }) => first);
    this.lasts = ranges.map(({ last }) => last);
  }

  has(key: AddressKey): boolean {
    let low = 0;
    let high = this.firsts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (before(key, this.firsts[middle] ?? "")) high = middle;
      else low = middle + 1;
    }
    const last = this.lasts[low - 1];
    return last !== undefined && last.length === key.length && key <= last;
  }
}

/** IPv4 before IPv6, then by value. */
const before = (a: AddressKey, b: AddressKey): boolean => (a.length === b.length ? a < b : a.length < b.length);

function rangeOf(block: string): Range {
  const [address, bits] = ipaddr.parseCIDR(block);
  const bytes = address.toByteArray();
  const bound = (fill: number) =>
    bytes.map((byte, at) => {
      const free = Math.min(8, Math.max(0, (at + 1) * 8 - bits));
      const mask = (1 << free) - 1;
      return fill === 0 ? byte & ~mask & 255 : byte | mask;
    });
  return { first: keyOf(bound(0)), last: keyOf(bound(1)) };
}

const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

const keyOf = (bytes: readonly number[]): AddressKey => bytes.map((byte) => hex[byte]).join("");

function merged(ranges: readonly Range[]): Range[] {
  const result: Range[] = [];
  for (const range of ranges.toSorted((a, b) => (before(a.first, b.first) ? -1 : before(b.first, a.first) ? 1 : 0))) {
    const previous = result.at(-1);
    // Blocks either hold one another or are apart.
    if (previous && previous.last.length === range.last.length && range.last <= previous.last) continue;
    result.push(range);
  }
  return result;
}
