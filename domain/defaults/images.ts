/**
 * The AWS account that Amazon's own Linux images belong to, in each Region that a stack can live in; Regions that have to be opted in to have
 * others. The alias `amazon` alone would not do: it stands for verified providers too
 * (docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ImageCriterion.html).
 * Source: what DescribeImages says of them in each Region, as moto keeps it (moto/ec2/resources/latest_amis).
 */
export const amazonLinuxOwner = "137112412989";

/** An image's id. */
export const imageId = /^ami-([0-9a-f]{8}|[0-9a-f]{17})$/;

/** Pattern of the names of Amazon Linux 2023 for Graviton, with the line of the kernel: not `al2023-ami-minimal-…`, not `al2023-ami-ecs-…`. */
export const nodeImageName = /^al2023-ami-2023\.\d+\.\d{8}\.\d+-kernel-(\d+\.\d+)-arm64$/;

/** The same as EC2's Allowed AMIs writes it. */
export const allowedImageName = "al2023-ami-2023.*-kernel-*-arm64";

/** Images that an account may start by default: Amazon's Linux for nodes and builders. EC2 never refuses the account's own. */
export const amazonImages = { imageProviders: ["amazon"], imageNames: [allowedImageName] } as const;

/** Maximum numbers of criteria of Allowed AMIs, and of providers and names of one (API_ImageCriterionRequest.html). */
export const allowedImageLimits = { criteria: 10, providers: 200, names: 50 } as const;
