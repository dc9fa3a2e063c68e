import type { PhpVersion } from "../../domain/defaults/lifecycle.ts";

/** Packages of Amazon Linux that every node installs besides PHP. The SSM agent and the AWS CLI are in the image. */
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

/** A version of PHP as X-Cart wants it. */
export const phpPackages = (php: PhpVersion): string[] => phpParts.map((part) => `php${php}-${part}`);

/** Everything that a node installs, from Amazon Linux's repository as it was when the node's image was made. */
export const nodePackages = (php: PhpVersion): string[] => [...common, ...phpPackages(php)];
