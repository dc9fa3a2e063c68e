import { block, isAwsKey } from "../model/demands.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { asList, isSet, read } from "../model/values.ts";
import { inline, partsOf } from "./types.ts";

/** A bucket's default encryption, for uploads that do not choose their own. */
export interface DefaultEncryption {
  readonly algorithm: unknown;
  /** Whether it has a key of one's own. */
  readonly ownKey: boolean;
}

/** A bucket's default encryption, in the bucket or split from it; undefined where it says nothing. */
export function encryptionOf(bucket: Resource, stack: Stack): DefaultEncryption | undefined {
  const split = partsOf(bucket, "ServerSideEncryptionConfiguration", stack).flatMap((part) => part.list("rules"));
  const inside = inline(bucket, "serverSideEncryptionConfiguration", "serverSideEncryptionConfigurations").flatMap((configuration) =>
    asList(read(configuration, "rule") ?? read(configuration, "rules")),
  );
  const [first] = [...split, ...inside].flatMap((rule) => {
    const byDefault = block(read(rule, "applyServerSideEncryptionByDefault") ?? read(rule, "applyServerSideEncryptionByDefaults"));
    return byDefault ? [byDefault] : [];
  });
  if (first === undefined) return undefined;
  const ownKey = isSet(first, "kmsMasterKeyId") && !isAwsKey(first.kmsMasterKeyId);
  return { algorithm: read(first, "sseAlgorithm"), ownKey };
}
