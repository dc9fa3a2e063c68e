import { isUnknown } from "../../../../domain/graph-values.ts";
import { asList } from "../../../../policies/model/values.ts";
import { AddressSet } from "../addresses.ts";
import type { Context, Match, Test } from "../context.ts";
import type { RequestView } from "../request.ts";
import type { Scope } from "../scope.ts";
import { type Block, blockOf, numberOf, textOf, textsOf } from "../shape.ts";
import { onlyAws } from "./only-aws.ts";

/** Whether the address is in an IP set: the client's, or those in a header. */
export function ipSet(block: Block, scope: Scope): Test {
  const found = scope.sets(scope.rule, block.arn, "aws:wafv2/ipSet:IpSet");
  if (typeof found === "string") return onlyAws(found);
  // The store's egress addresses are known to AWS alone before an update; `--in-set` stands in for them.
  const known = textsOf(found.set.properties.addresses).filter((block) => !isUnknown(block));
  const set = new AddressSet([...known, ...found.added]);
  const source = sourceOf(blockOf(block.ipSetForwardedIpConfig));
  return {
    test: (at) => matching(at, source, (key) => set.has(key)),
    why: (at, outcome) =>
      outcome === undefined
        ? `the log does not say the header ${source.header}`
        : `${addressText(at, source)} is ${outcome ? "" : "not "}in the set ${found.name}`,
  };
}

/** Whether the address belongs to one of some countries. It labels the request with the country, whatever comes of it. */
export function geoMatch(block: Block): Test {
  const countries = textsOf(block.countryCodes);
  if (blockOf(block.forwardedIpConfig)) return onlyAws("the country of an address in a header");
  return {
    test: ({ view, labels }) => {
      const { country } = view.request;
      if (country === undefined) return undefined;
      labels.addForeign(`awswaf:clientip:geo:country:${country}`);
      return countries.includes(country);
    },
    why: ({ view }, outcome) => {
      if (outcome === undefined) return "the country was not given (--country)";
      const which = countries.length > 3 ? `one of the ${countries.length} listed` : countries.join(" or ");
      return outcome && countries.length === 1
        ? `the country is ${which}`
        : `the country ${view.request.country} is ${outcome ? "" : "not "}${which}`;
    },
  };
}

/** Maximum number of autonomous systems that a sentence lists. */
const SYSTEMS = 3;

/** Whether the address belongs to one of some autonomous systems; AWS knows those it does not know as 0. */
export function asnMatch(block: Block): Test {
  const systems = asList(block.asnLists ?? block.asnList).map(numberOf);
  if (blockOf(block.forwardedIpConfig)) return onlyAws("the autonomous system of an address in a header");
  if (systems.length === 0 || systems.includes(undefined)) return onlyAws("autonomous systems that are not known yet");
  const which = systems.length > SYSTEMS ? `one of the ${systems.length} listed` : systems.map((asn) => `AS${asn}`).join(" or ");
  return {
    test: ({ view: { request } }) => (request.asn === undefined ? undefined : systems.includes(request.asn)),
    why: ({ view: { request } }, outcome) => {
      if (outcome === undefined) return "the autonomous system of the address was not given (--asn)";
      return `the autonomous system AS${request.asn} is ${outcome ? "" : "not "}${which}`;
    },
  };
}

/** The source of an address. */
interface Source {
  /** A header; the connection without one. */
  readonly header: string | undefined;
  readonly position: string;
  /** The result for a header without an address in that place. */
  readonly fallback: boolean;
}

/** The source that a block on forwarded addresses names; the connection without one. */
export const sourceOf = (block: Block | undefined): Source => ({
  header: block && textOf(block.headerName).toLowerCase(),
  position: textOf(block?.position) || "FIRST",
  fallback: block?.fallbackBehavior === "MATCH",
});

/** The last so many addresses of a header are looked at. docs.aws.amazon.com/waf/latest/APIReference/API_IPSetForwardedIPConfig.html */
const MAX_ADDRESSES = 10;

function matching(at: Context, source: Source, holds: (key: string) => boolean): Match {
  if (source.header !== undefined && at.view.isUntold(source.header)) return undefined;
  const addresses = candidates(at.view, source);
  if (addresses === undefined) {
    at.leavesRuleOut = true;
    return false;
  }
  return addresses.some(({ key }) => (key === undefined ? source.fallback : holds(key)));
}

/** The addresses that a source names, those that are none as undefined; undefined where the header is not there. */
export function candidates(
  view: RequestView,
  { header, position }: Source,
): readonly { readonly text: string; readonly key: string | undefined }[] | undefined {
  if (header === undefined) return [{ text: view.request.address, key: view.addressKey }];
  const all = view.forwarded(header);
  if (all === undefined || position === "ANY") return all?.slice(-MAX_ADDRESSES);
  return position === "LAST" ? all.slice(-1) : all.slice(0, 1);
}

const addressText = ({ view }: Context, source: Source): string =>
  source.header === undefined
    ? view.request.address
    : `${
        candidates(view, source)
          ?.map(({ text }) => text)
          .join(", ") ?? "nothing"
      } in ${source.header}`;
