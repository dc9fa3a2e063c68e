import { recordedProvider } from "../../domain/permissions/deploy.ts";
import type { Permission } from "../../domain/permissions/permission.ts";
import type { Screen } from "../text/screen.ts";
import { table } from "../text/table.ts";
import { hanging, wrapped } from "../text/width.ts";
import type { RoleNeeds } from "./roles.ts";

/** All roles of a stack, a row each. */
export function overviewText(stack: string, needs: readonly RoleNeeds[], { columns, colors }: Screen): string {
  const layout = [{ head: "Role" }, { head: "Actions", align: "right" }, { head: "Taken from", wraps: true, paint: colors.dim }] as const;
  const rows = needs.map(({ role, from, needs: list }) => [role, String(actionsOf(list).length), from]);
  const title = `permissions that each role needs, derived from its calls (AWS provider ${recordedProvider})`;
  return [
    ...hanging(`${colors.bold(stack)}  `, title, columns),
    "",
    ...table(layout, rows, { columns, headPaint: colors.dim }),
    "",
    ...wrapped("One of them in full: --role NAME; as an IAM policy: --role NAME --json", columns),
  ].join("\n");
}

/** One role in full: by service, a line for each set of resources, with what asks for it where AWS does so in the role's name. */
export function roleText(stack: string, { role, from, needs }: RoleNeeds, screen: Screen): string {
  const services = [...new Set(needs.map(({ action }) => serviceOf(action)))].sort();
  const own = (service: string) => needs.filter(({ action }) => serviceOf(action) === service);
  const head = hanging(`${screen.colors.bold(stack)}  `, `${role}: ${actionsOf(needs).length} actions, from ${from}`, screen.columns);
  const parts = services.map((service) => [screen.colors.bold(service), ...linesOf(own(service), screen)]);
  return [head, ...parts].map((lines) => lines.join("\n")).join("\n\n");
}

const serviceOf = (action: string): string => action.split(":")[0] ?? "";
const actionsOf = (needs: readonly Permission[]): string[] => [...new Set(needs.map(({ action }) => action))];

/** Width of a line of actions where the screen has none. */
const READABLE = 100;

function linesOf(needs: readonly Permission[], { columns, colors }: Screen): string[] {
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
    return [
      ...hanging("  ", actions.join(" "), Math.min(columns, READABLE)),
      ...[...on, ...notes].flatMap((line) => hanging("      ", line, columns, colors.dim)),
    ];
  });
}
