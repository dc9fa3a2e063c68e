import { DescribeImagesCommand, type EC2Client, EC2ServiceException } from "@aws-sdk/client-ec2";
import type { ImageFacts } from "../../../domain/images.ts";

/** Errors of EC2 for an image that does not exist, or that this account may not use (docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html). */
const unknown = ["InvalidAMIID.NotFound", "InvalidAMIID.Malformed", "InvalidAMIID.Unavailable"];

/** An image as EC2 describes it; undefined if there is none with that id. Throws every other error of AWS, such as missing permissions. */
export async function imageFacts(client: EC2Client, id: string): Promise<ImageFacts | undefined> {
  try {
    const { Images: [image] = [] } = await client.send(new DescribeImagesCommand({ ImageIds: [id], IncludeDeprecated: true }));
    if (!image) return undefined;
    return {
      id: image.ImageId ?? "",
      owner: image.OwnerId,
      alias: image.ImageOwnerAlias,
      name: image.Name,
      architecture: image.Architecture,
      state: image.State,
      isPublic: image.Public,
      rootDevice: image.RootDeviceType,
      virtualization: image.VirtualizationType,
      bootMode: image.BootMode,
      created: dateOf(image.CreationDate),
      deprecated: dateOf(image.DeprecationTime),
    };
  } catch (error) {
    if (error instanceof EC2ServiceException && unknown.includes(error.name)) return undefined;
    throw error;
  }
}

function dateOf(text: string | undefined): Date | undefined {
  const date = new Date(text ?? "");
  return Number.isNaN(date.getTime()) ? undefined : date;
}
