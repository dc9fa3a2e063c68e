import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { actionOf as actionNamed } from "../../domain/permissions/action-names.ts";

/** An API call that a function's code has in it. */
export interface CodeCall {
  /** IAM's name of the action. */
  readonly action: string;
  /** The file, from the repository's root. */
  readonly file: string;
}

/** The prefix in IAM of each SDK client that functions use, by the package's name after `@aws-sdk/client-`. */
const prefixes: Readonly<Record<string, string>> = {
  acm: "acm",
  "auto-scaling": "autoscaling",
  backup: "backup",
  cloudwatch: "cloudwatch",
  dynamodb: "dynamodb",
  ec2: "ec2",
  efs: "elasticfilesystem",
  inspector2: "inspector2",
  rds: "rds",
  "route-53": "route53",
  s3: "s3",
  "secrets-manager": "secretsmanager",
  securityhub: "securityhub",
  sns: "sns",
  sqs: "sqs",
  ssm: "ssm",
  wafv2: "wafv2",
};

/** Every call of the AWS SDK in the bundle of `functions/<name>`: commands and paginators, without those that only unused code names. */
export function callsOf(root: string, name: string): CodeCall[] {
  const { metafile, outputFiles } = buildSync({
    entryPoints: [join(root, "functions", name, "handler.ts")],
    bundle: true,
    packages: "external",
    metafile: true,
    write: false,
    platform: "node",
    format: "esm",
    logLevel: "silent",
    absWorkingDir: root,
  });
  const files = Object.keys(metafile.inputs).map((file) => ({ file, text: readFileSync(join(root, file), "utf8") }));
  return importsOf(outputFiles[0]?.text ?? "")
    .map(({ action, imported }) => ({ action, file: files.find(({ text }) => text.includes(imported))?.file ?? name }))
    .sort((one, other) => (one.action < other.action ? -1 : 1));
}

function importsOf(text: string): { readonly action: string; readonly imported: string }[] {
  return [...text.matchAll(/^import \{([^}]+)\} from "@aws-sdk\/client-([\w-]+)"/gm)].flatMap(([, names = "", client = ""]) =>
    names.split(",").flatMap((part) => {
      const [imported = "", local = imported] = part.trim().split(" as ");
      const action = actionOf(imported, client);
      // esbuild leaves the name of what it shook off in the import.
      const used = text.split(new RegExp(`\\b${local}\\b`)).length > 2;
      return action === undefined || !used ? [] : [{ action, imported }];
    }),
  );
}

function actionOf(imported: string, client: string): string | undefined {
  const operation = /^(\w+)Command$/.exec(imported)?.[1] ?? /^paginate(\w+)$/.exec(imported)?.[1];
  if (operation === undefined) return undefined;
  const prefix = prefixes[client];
  if (prefix === undefined)
    throw new Error(`@aws-sdk/client-${client}: its prefix in IAM is unknown, add it to cli/permissions/sdk-calls.ts`);
  return actionNamed(prefix, operation);
}
