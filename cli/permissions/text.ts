import type { Colors } from "picocolors/types.js";
import { recordedProvider } from "../../domain/permissions/deploy.ts";
import type { Permission } from "../../domain/permissions/permission.ts";
import type { RoleNeeds } from "./roles.ts";

/** All roles of a stack, a line each. */
export function overviewText(stack: string, needs: readonly RoleNeeds[], colors: Colors): string {
  const width = Math.max(...needs.map(({ role }) => role.length));
  const lines = needs.map(
    ({ role, from, needs: list }) => `  ${role.padEnd(width)}  ${String(actionsOf(list).length).padStart(4)} actions  ${colors.dim(from)}`,
  );
  return [
    `${colors.bold(stack)}  what each role needs, derived from the calls that are made by it (AWS provider ${recordedProvider})`,
    "",
    ...lines,
    "",
    "One of them in full: --role ROLE; as an IAM policy: --role ROLE --json",
  ].join("\n");
}

/** One role in full: by service, a line for each set of resources, with what asks for it where AWS does so in the role's name. */
export function roleText(stack: string, { role, from, needs }: RoleNeeds, colors: Colors): string {
  const services = [...new Set(needs.map(({ action }) => serviceOf(action)))].sort();
  const width = terminalWidth();
  return [
    `${colors.bold(stack)}  ${role}: ${actionsOf(needs).length} actions, from ${from}`,
    ...services.map((service) =>
      [
        colors.bold(service),
        ...linesOf(
          needs.filter(({ action }) => serviceOf(action) === service),
          width,
          colors,
        ),
      ].join("\n"),
    ),
  ].join("\n\n");
}

const serviceOf = (action: string): string => action.split(":")[0] ?? "";
const actionsOf = (needs: readonly Permission[]): string[] => [...new Set(needs.map(({ action }) => action))];
const terminalWidth = (): number => Math.max(60, process.stdout.columns ?? 100);

function linesOf(needs: readonly Permission[], width: number, colors: Colors): string[] {
  const groups = new Map<string, Permission[]>();
  for (const one of needs) {
    const key = [...one.resources, one.source ?? "", ...(one.source ? one.because : [])].join(" ");
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    const actions = [...new Set(group.map(({ action }) => action.slice(action.indexOf(":") + 1)))];
    const on = first?.resources.filter((resource) => resource !== "*") ?? [];
    const notes = first?.source ? [`${first.because.join(", ")}: ${first.source}`] : [];
    return [...wrapped(actions, width - 2).map((line) => `  ${line}`), ...[...on, ...notes].map((line) => `      ${colors.dim(line)}`)];
  });
}

/** Words in lines no longer than `width`. */
function wrapped(words: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
