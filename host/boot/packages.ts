import { xcartPhp } from "../../domain/defaults/lifecycle.ts";
import type { XcartLine } from "../../domain/defaults/xcart-versions.ts";

/** What every node installs beside PHP, by Amazon Linux's names. The SSM agent and the AWS CLI are in the image. */
const common = [
  "aide",
  "amazon-cloudwatch-agent",
  "amazon-efs-utils",
  "audit",
  "jq",
  "nftables",
  "nginx",
  "policycoreutils-python-utils",
  "python3-botocore",
  "tar",
  "zstd",
] as const;

/**
 * PHP's parts that X-Cart asks for and Amazon Linux has as packages of their own. `amqp`, which 5.6 names, is none: it is for AMQP only,
 * and messages go through Valkey here.
 */
const phpParts = [
  ...["cli", "fpm", "gd", "intl", "mbstring", "mysqlnd", "opcache", "pdo", "pecl-igbinary", "pecl-redis6", "process", "soap"],
  ...["sodium", "xml", "zip"],
];

/** PHP as a line of X-Cart wants it. */
export const phpPackages = (line: XcartLine): string[] => phpParts.map((part) => `php${xcartPhp[line]}-${part}`);

/** Everything that a node of a line installs, from Amazon Linux's repository as it was when the node's image was made. */
export const nodePackages = (line: XcartLine): string[] => [...common, ...phpPackages(line)];
