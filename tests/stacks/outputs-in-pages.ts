import { spawn } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import type { GraphResource } from "../../cli/offline/graph.ts";
import { at, nameOf } from "./graphs.ts";

const pages = join(import.meta.dirname, "../../docs/operations");

/** The names that the pages ask `out` for. */
export const askedNames = (): string[] => {
  const texts = globSync("*.md", { cwd: pages }).map((page) => readFileSync(join(pages, page), "utf8"));
  const names = texts.flatMap((one) => [...one.matchAll(/(?:\$\(|^|; )out ([a-z]\w*)/gm)].map(([, name = ""]) => name));
  return [...new Set(names)].sort();
};

/** `out` and what it calls, as docs/operations/README.md has them. */
const helpers = (): string => {
  const page = readFileSync(join(pages, "README.md"), "utf8");
  const found = [...page.matchAll(/^(?:out|tagged)\(\) \{[\s\S]*?^\}$|^(?:account|secret)\(\) \{.*\}$/gm)].map(([one]) => one);
  if (found.length !== 4) throw new Error(`docs/operations/README.md: got ${found.length} of out, tagged, account and secret, expected 4`);
  return found.join("\n");
};

/** What a shell with the helpers prints for commands, by lines of a name and a value. */
export async function inShell(aws: string, stack: string, commands: string) {
  const script = `export STACK=${stack} AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1\n${helpers()}\n${commands}`;
  const child = spawn("bash", ["-c", script], {
    env: { PATH: `${dirname(aws)}:${process.env.PATH}` },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const [stdout, stderr, status] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  const values = stdout.split("\n").flatMap((line) => (line.includes("\t") ? [line.split("\t")] : []));
  return { status, stderr, values: Object.fromEntries(values) };
}

/** Commands that make, by the names and tags of a store's graph, what only AWS can name, and print each output with its value. */
export function makingAll(graph: readonly GraphResource[], certificate: string, key: string): string {
  const tag = (type: string, name: string) => {
    const tags = at(found(graph, type, name), "inputs", "tags");
    const value = Array.isArray(tags) ? tags.find((one) => at(one, "key") === "Name")?.value : at(tags, "Name");
    return `Key=Name,Value=${value}`;
  };
  const named = (type: string, name: string, property = "name") => String(at(found(graph, type, name), "inputs", property));
  const secret = (output: string, name: string) =>
    `say ${output} "$(aws secretsmanager create-secret --name ${name} --secret-string x --tags ${tag("Secret", name)} --query ARN --output text)"`;
  return [
    "set -e",
    String.raw`say() { printf '%s\t%s\n' "$1" "$2"; }`,
    "vpc=$(aws ec2 create-vpc --cidr-block 10.0.0.0/16 --query Vpc.VpcId --output text)",
    ...["a", "b"].map(
      (zone, i) =>
        `${zone}=$(aws ec2 create-subnet --vpc-id "$vpc" --cidr-block 10.0.${i}.0/24 --availability-zone us-east-1${zone} --query Subnet.SubnetId --output text)`,
    ),
    `say isolatedGroupId "$(aws ec2 create-security-group --vpc-id "$vpc" --group-name isolated --description x --query GroupId --output text ` +
      `--tag-specifications 'ResourceType=security-group,Tags=[{${tag("SecurityGroup", "security-isolated")}}]')"`,
    secret("apiSecretArn", "application-api"),
    secret("applicationSecretArn", "application"),
    secret("databaseStoreSecretArn", "database-store"),
    `say loadBalancerArn "$(aws elbv2 create-load-balancer --name edge --subnets "$a" "$b" --tags ${tag("LoadBalancer", "alb")} --query 'LoadBalancers[0].LoadBalancerArn' --output text)"`,
    `say fileSystemId "$(aws efs create-file-system --creation-token x --tags ${tag("FileSystem", "files")} --query FileSystemId --output text)"`,
    `say staffPoolId "$(aws cognito-idp create-user-pool --pool-name ${named("UserPool", "admin-sign-in")} --query UserPool.Id --output text)"`,
    "aws autoscaling create-launch-configuration --launch-configuration-name web --image-id ami-12c6146b --instance-type t3.small",
    `aws autoscaling create-auto-scaling-group --auto-scaling-group-name web-1a2b3c4 --launch-configuration-name web --min-size 0 --max-size 0 --vpc-zone-identifier "$a" --tags ${tag("Group", "web")}`,
    "say webGroup web-1a2b3c4",
    `database=$(aws rds create-db-instance --db-instance-identifier ${named("Instance", "database", "identifier")} --engine mysql --db-instance-class db.m7g.large ` +
      `--master-username x --manage-master-user-password --allocated-storage 20 --query 'DBInstance.[Endpoint.Address, MasterUserSecret.SecretArn]' --output text)`,
    'say databaseAddress "$(cut -f 1 <<< "$database")"; say databaseSecretArn "$(cut -f 2 <<< "$database")"',
    `say certificateArn "$(aws acm import-certificate --certificate fileb://${certificate} --private-key fileb://${key} --tags ${tag("Certificate", "certificate")} --query CertificateArn --output text)"`,
  ].join("\n");
}

function found(graph: readonly GraphResource[], type: string, name: string): GraphResource {
  const one = graph.find((resource) => /^aws:/.test(resource.type) && resource.type.endsWith(`:${type}`) && nameOf(resource) === name);
  if (!one) throw new Error(`got no ${type} ${name} in the graph, expected the one that an output of the stack is of`);
  return one;
}
