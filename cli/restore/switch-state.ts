import { type RestoreContext, wants } from "./context.ts";
import type { Step } from "./step.ts";

/**
 * Lets Pulumi take over what was restored. Its state knows a database by RDS's own id of it, which no renaming moves, and a file
 * system by its id: the id is changed in the state, and a refresh reads the rest. `import` would need the resource, which is
 * protected and which half the stack depends on, out of the state first.
 */
export function takeOver(context: RestoreContext): Step {
  const { stack } = context.request.target;
  const taken = takenOver(context);
  const before = `${stack}-before.json`;
  const after = `${stack}-after.json`;
  const filter = taken.map(({ type }, i) => `(.deployment.resources[] | select(.type == "${type}")).id = $id${i}`).join(" | ");
  const types = taken.map(({ type }) => `.type == "${type}"`).join(" or ");
  return {
    title: "Let Pulumi take over what was restored",
    notes: [
      `The preview must show no replacement and no deletion of ${taken.map(({ what }) => what).join(" and ")}; if it does, stop: \`npx pulumi stack import -s ${stack} --file ${before}\` restores the previous state.`,
      ...(context.newFiles ? ["Mount targets, access point and policy are replaced: theirs is the other file system."] : []),
      `${before} holds the state, its secrets encrypted; keep it until the store is open.`,
      "Pulumi's state opens for the store's deploy role alone: take it for this step (docs/operations/joiner-mover-leaver.md, On the command line).",
    ],
    commands: [
      `npx pulumi stack export -s ${stack} --file ${before}`,
      `jq ${taken.map(({ id }, i) => `--arg id${i} "$(${id})"`).join(" ")} \\\n  '${filter}' ${before} > ${after}`,
      `npx pulumi stack import -s ${stack} --file ${after}`,
      `jq -r '.deployment.resources[] | select(${types}).urn' ${after} | while read -r urn; do npx pulumi refresh --yes -s ${stack} --target "$urn"; done`,
      `npx pulumi preview -s ${stack} --diff`,
      `npx pulumi up -s ${stack}`,
    ],
  };
}

/** The resources that Pulumi takes over: name, type, and the command that finds the new id. */
function takenOver(context: RestoreContext): { readonly what: string; readonly type: string; readonly id: string }[] {
  const { names } = context.request;
  const database = `aws rds describe-db-instances --db-instance-identifier ${names.database} --query "DBInstances[0].DbiResourceId" --output text`;
  const files = `aws efs describe-file-systems --creation-token ${names.token} --query "FileSystems[0].FileSystemId" --output text`;
  return [
    ...(wants(context, "database") ? [{ what: "the database", type: "aws:rds/instance:Instance", id: database }] : []),
    ...(context.newFiles ? [{ what: "the file system", type: "aws:efs/fileSystem:FileSystem", id: files }] : []),
  ];
}
