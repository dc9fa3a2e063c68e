/** A release of X-Cart as settings, nodes and documents refer to it. A name alone is for people: a role that writes the bucket can give it to other bytes. */
export interface PinnedRelease {
  /** X-Cart's version, and how often it was built: `5.6.0.12-1`. */
  readonly name: string;
  /** SHA-256 of the archive, in hex. */
  readonly sha256: string;
}

/** A checksum as settings and documents take it. */
export const sha256Form = "[0-9a-f]{64}";
