import { type Analysis, assets, powersOf } from "./analysis.ts";
import { effects } from "./assets.ts";
import { cast } from "./cast.ts";
import { cell, inList, titleOf } from "./text.ts";

/** Each other role of the account and of production, in a row: functions, runbooks, backups. */
export function otherRoles(analysis: Analysis): string[] {
  const names = analysis.world.roles.map(({ name }) => name).filter((name) => !cast.some((actor) => actor.name === name));
  return [
    "## Roles of functions and services",
    "",
    "Anyone who breaks into a function, or makes a service do what he likes. Functions in the network reach, without a call: " +
      [...analysis.facts.byFunctions].map(([name, reached]) => `\`${name}\` ${inList(reached, "nothing")}`).join("; ") +
      ".",
    "",
    "| role | reads | changes | destroys | acts as | survives |",
    "|---|---|---|---|---|---|",
    ...names.sort().map((name) => rowOf(analysis, name)),
  ];
}

function rowOf(analysis: Analysis, name: string): string {
  const { done, reached, survives } = powersOf(analysis, name);
  const cells = effects.map((effect) =>
    inList(assets.filter((asset) => done.some((one) => one.asset === asset.name && one.effect === effect)).map((asset) => asset.name)),
  );
  const acts = inList(reached.slice(1).map(({ who }) => titleOf(who)));
  return `| ${[titleOf(name), ...cells, acts, inList(survives, "nothing")].map(cell).join(" | ")} |`;
}
