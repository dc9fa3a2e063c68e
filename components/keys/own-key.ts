import { Alias } from "@pulumi/aws/kms/alias.js";
import { Key } from "@pulumi/aws/kms/key.js";
import { type CustomResourceOptions, getStack, type Input } from "@pulumi/pulumi";
import { secureKey } from "../../domain/defaults/keys.ts";
import { nameTag } from "../naming.ts";

/** Arguments for {@link ownKey}. */
export interface OwnKeyArgs {
  /** Part of its alias, `alias/<stack>-<part>`, and its tag. */
  readonly part: string;
  /** The data that it encrypts, in words. */
  readonly encrypts: string;
  readonly policy: Input<string>;
}

/** Makes a key of the stack's own, and its alias. Protected: without its key, what it encrypts is lost. */
export function ownKey(name: string, { part, encrypts, policy }: OwnKeyArgs, opts: CustomResourceOptions): Key {
  const description = `Encrypts ${encrypts} (${getStack()})`;
  const key = new Key(name, { ...secureKey, description, policy, tags: nameTag(part) }, { ...opts, protect: true });
  new Alias(name, { name: `alias/${getStack()}-${part}`, targetKeyId: key.keyId }, { parent: opts.parent });
  return key;
}
