import { dayOf } from "./calendars/days.ts";
import { amazonLinuxOwner, nodeImageName } from "./defaults/images.ts";

/** Facts about an image from EC2 (docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Image.html); undefined: it says nothing. */
export interface ImageFacts {
  readonly id: string;
  readonly owner: string | undefined;
  readonly alias: string | undefined;
  readonly name: string | undefined;
  readonly architecture: string | undefined;
  readonly state: string | undefined;
  readonly isPublic: boolean | undefined;
  readonly rootDevice: string | undefined;
  readonly virtualization: string | undefined;
  readonly bootMode: string | undefined;
  readonly created: Date | undefined;
  /** The day from which Amazon advises against it: 90 days after its publication. @default - EC2 knows of no such day */
  readonly deprecated: Date | undefined;
}

/** An image that EC2 vouches for. */
export interface OwnImage extends ImageFacts {
  readonly created: Date;
}

/** The verdict on an image: Amazon's own, with the time at which EC2 says that it was made, or why that cannot be confirmed. */
export type Verdict = { readonly own: OwnImage } | { readonly why: string };

/** Faults of an image, in the order of importance; each by what EC2 says, and none by what a parameter says. */
const faults: readonly (readonly [(image: ImageFacts) => boolean, (image: ImageFacts) => string])[] = [
  [
    ({ owner }) => owner !== amazonLinuxOwner,
    ({ id, owner }) => `${id} belongs to the account ${owner ?? "that EC2 does not name"}, not to Amazon's ${amazonLinuxOwner}`,
  ],
  [({ alias }) => alias !== "amazon", ({ id, alias }) => `${id} has the owner's alias ${alias ?? "none"}, not amazon`],
  [
    ({ name }) => !nodeImageName.test(name ?? ""),
    ({ id, name }) => `${id} is called ${quoted(name)}, which is no Amazon Linux 2023 for nodes (al2023-ami-2023.…-kernel-…-arm64)`,
  ],
  [
    ({ architecture }) => architecture !== "arm64",
    ({ id, architecture }) => `${id} is for ${architecture ?? "an unknown architecture"}, not arm64`,
  ],
  [({ isPublic }) => isPublic !== true, ({ id }) => `${id} is not public, as Amazon's are`],
  [
    ({ rootDevice, virtualization }) => rootDevice !== "ebs" || virtualization !== "hvm",
    ({ id, rootDevice, virtualization }) => `${id} is ${rootDevice ?? "?"} and ${virtualization ?? "?"}, not ebs and hvm`,
  ],
  // Graviton starts by UEFI alone, also where an image says nothing (docs.aws.amazon.com/AWSEC2/latest/UserGuide/ami-boot.html).
  [({ bootMode }) => bootMode === "legacy-bios", ({ id }) => `${id} starts by legacy-bios, which Graviton does not have`],
  [({ state }) => state !== "available", ({ id, state }) => `${id} is ${state ?? "in a state that EC2 does not name"}, not available`],
];

const quoted = (name: string | undefined) => (name === undefined ? "nothing" : JSON.stringify(name.slice(0, 128)));

/** Whether an image is Amazon's own Linux for nodes. An image that EC2 does not know, or does not show to this account, is not. */
export function judgeImage(id: string, image: ImageFacts | undefined): Verdict {
  if (!image || image.id !== id) return { why: `EC2 does not know ${id}, or does not let this account use it` };
  const [, why] = faults.find(([isWrong]) => isWrong(image)) ?? [];
  if (why) return { why: why(image) };
  return image.created ? { own: { ...image, created: image.created } } : { why: `EC2 does not say when ${id} was made` };
}

/** Why new nodes may not start from an image of Amazon's at `now`; undefined if they may. */
export function outdated({ id, deprecated }: OwnImage, now: Date): string | undefined {
  return deprecated && deprecated <= now ? `${id} is deprecated since ${dayOf(deprecated)}` : undefined;
}

/** The line of an image's kernel, such as `6.1`. */
export const kernelOf = ({ name }: OwnImage): string | undefined => nodeImageName.exec(name ?? "")?.[1];
