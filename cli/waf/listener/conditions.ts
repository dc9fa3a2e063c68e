import { isUnknown } from "../../../domain/graph-values.ts";
import { AddressSet, addressKey } from "../evaluate/addresses.ts";
import type { WebRequest } from "../evaluate/request.ts";
import { type Block, blockOf, textOf, textsOf } from "../evaluate/shape.ts";

/** Whether a request meets a condition; undefined where that is known only after apply, or this program does not know the condition. */
export type Condition = (request: WebRequest) => boolean | undefined;

/**
 * One condition of a listener's rule, of which one value has to match: paths as they are, hosts and headers whatever their case
 * (docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html).
 */
export function readCondition(block: Block): Condition {
  const [path, host, header, source] = ["pathPattern", "hostHeader", "httpHeader", "sourceIp"].map((kind) => blockOf(block[kind]));
  if (path)
    return anyOf(
      path,
      (pattern) =>
        ({ path: sent }) =>
          wildcard(pattern, "").test(sent),
    );
  if (host) return anyOf(host, (pattern) => (request) => valuesOf(request, "host").some((value) => wildcard(pattern, "i").test(value)));
  if (header) {
    const name = textOf(header.httpHeaderName);
    return anyOf(header, (pattern) => (request) => valuesOf(request, name).some((value) => wildcard(pattern, "i").test(value)));
  }
  return source ? anyOf(source, from) : () => undefined;
}

function anyOf(block: Block, test: (value: string) => Condition): Condition {
  const tests = textsOf(block.values).map((value) => (isUnknown(value) ? () => undefined : test(value)));
  return (request) => {
    const found = tests.map((one) => one(request));
    return found.includes(true) || (found.includes(undefined) ? undefined : false);
  };
}

function from(cidr: string): Condition {
  const set = new AddressSet([cidr]);
  return ({ address }) => {
    const key = addressKey(address);
    return key !== undefined && set.has(key);
  };
}

/** `*` stands for any characters, also none, `?` for one. */
const wildcard = (pattern: string, flags: string): RegExp =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replaceAll("*", "[^]*")
      .replaceAll("?", "[^]")}$`,
    flags,
  );

const valuesOf = ({ headers }: WebRequest, name: string): string[] =>
  headers.filter(([own]) => own.toLowerCase() === name.toLowerCase()).map(([, value]) => value);
