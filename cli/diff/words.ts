import { counted } from "../preview/kinds.ts";
import { differs, type ResourceDiff, type StackDiff } from "./report.ts";

type Action = ResourceDiff["action"];

/** `3 updated, 1 replaced (holds data), 0 created, 0 deleted`. */
export function summaryText(stack: Pick<StackDiff, "summary" | "changes" | "outputs">): string {
  if (!differs(stack)) return "no difference";
  const { updated, replaced, perhapsReplaced, created, deleted, moved } = stack.summary;
  const losing = (action: Action) => stack.changes.filter((one) => one.action === action && one.loses !== undefined).length;
  return [
    `${updated} updated`,
    `${replaced} replaced${remark(replaced, losing("replace"), perhapsReplaced)}`,
    `${created} created`,
    `${deleted} deleted${remark(deleted, losing("delete"), 0)}`,
    ...(moved > 0 ? [`${moved} moved`] : []),
    ...(stack.outputs.length > 0 ? [`${counted(stack.outputs.length, "output")} changed`] : []),
  ].join(", ");
}

/** `against main`, or `by other.yaml against demo-prod`; `name` writes the names. */
export const versusText = ({ stack, state, against }: StackDiff, name = (text: string): string => text): string =>
  `${state === stack ? "" : `by ${name(state)} `}against ${name(against)}`;

function remark(all: number, losing: number, perhaps: number): string {
  const said = [
    ...(losing === 0 ? [] : [all === 1 ? "holds data" : `${losing} ${losing === 1 ? "holds" : "hold"} data`]),
    ...(perhaps === 0 ? [] : [all === 1 ? "perhaps" : `${perhaps} perhaps`]),
  ];
  return said.length === 0 ? "" : ` (${said.join(", ")})`;
}

/** Types in the order of their loss: first those with data of shoppers and the shop. */
const heaviest: readonly string[] = [
  "aws:rds/instance:Instance",
  "aws:efs/fileSystem:FileSystem",
  "aws:s3/bucket:Bucket",
  "aws:backup/vault:Vault",
  "aws:backup/logicallyAirGappedVault:LogicallyAirGappedVault",
  "aws:kms/key:Key",
];

const rank = ({ type }: ResourceDiff): number => (heaviest.includes(type) ? heaviest.indexOf(type) : heaviest.length);

/** The losses, a sentence for each resource, the heaviest first: `Replaces the RDS instance database. Lost with the old one: …`. */
export const lossTexts = ({ changes }: Pick<StackDiff, "changes">): string[] =>
  changes
    .toSorted((a, b) => rank(a) - rank(b))
    .flatMap(({ action, perhaps, kind, name, loses }) => {
      const verb = action === "delete" ? "Deletes" : perhaps ? "Perhaps replaces" : "Replaces";
      return loses === undefined ? [] : [`${verb} the ${kind} ${name}. Lost with the old one: ${loses}`];
    });

/** The refused changes, a sentence each. */
export const refusedTexts = ({ refused }: Pick<StackDiff, "refused">): string[] => refused.map(({ sentence }) => `Refused: ${sentence}`);

/** The remarks on a resource behind its name. */
export function remarksOn({ action, formerUrn, order, perhaps, retained, protected: kept }: ResourceDiff): string[] {
  const goes = action === "delete" || action === "replace";
  return [
    ...(formerUrn === undefined ? [] : [`was ${placeOf(formerUrn)}`]),
    ...(perhaps ? ["replaced or not: the provider decides when it is applied"] : []),
    ...(action === "replace" && order === "delete-first" ? ["the old one is deleted before the new one exists"] : []),
    ...(goes && kept ? ["protected: Pulumi refuses to delete it"] : []),
    ...(goes && retained ? ["the old one stays in AWS"] : []),
  ];
}

/** A resource's place in the state: types of its components, and its name. */
export const placeOf = (urn: string): string => {
  const [, , types = "", ...name] = urn.split("::");
  const around = types.split("$").map((type) => type.split(":").at(-1));
  return [...around, name.join("::")].join(" ");
};
