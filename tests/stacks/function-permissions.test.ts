import { beforeAll, describe, expect, test } from "@jest/globals";
import { callsOf } from "../../cli/permissions/sdk-calls.ts";
import { fromQueue, inFunctionsName, inSubnets } from "../../domain/permissions/in-roles-name.ts";
import { program } from "../../stacks/program.ts";
import { list, statementsOf } from "../components/iam.ts";
import { policiesOf } from "../support/attached.ts";
import { deploy, type Registration } from "../support/offline.ts";
import { configWith, storeLookups } from "./graphs.ts";

const root = new URL("../..", import.meta.url).pathname;
/**
 * In the code of every store's function, granted where `amazon` is an authority (tests/components/certificate/acme-endpoint.test.ts), and where
 * copies go to another account (tests/components/backup/watch.test.ts).
 */
const bySettings = ["acm:GetAcmeExternalAccountBindingCredentials", "backup:ListCopyJobs"];
const byAws = [...inFunctionsName, inSubnets, fromQueue].flatMap(({ actions }) => actions);

describe.each(["demo-account", "demo-dev", "demo-staging", "demo-prod"])("the functions of %s", (stack) => {
  let made: readonly Registration[];
  beforeAll(async () => {
    // Without the account's stack, whose outputs are known after apply only.
    const own = stack === "demo-account" ? {} : { account: { permissionsBoundary: "demo-account-boundary" } };
    const { config } = configWith(stack, own);
    const outputs = ({ type }: { readonly type: string }): Record<string, string> =>
      type === "aws:route53/zone:Zone" ? { zoneId: "Z1" } : {};
    made = await deploy(program, { stack, config, lookups: storeLookups, outputs });
  });

  test("may make each call that their code has, and nothing that neither it nor AWS in their name does", () => {
    const functions = made.filter(({ type }) => type === "aws:lambda/function:Function");
    const found = functions.map((one) => {
      const granted = grantedTo(one);
      const called = callsOf(root, folderOf(one)).map(({ action }) => action);
      return {
        name: one.name,
        refused: called.filter((action) => !granted.includes(action) && !bySettings.includes(action)),
        unused: granted.filter((action) => !called.includes(action) && !byAws.includes(action)),
      };
    });
    expect(found).toEqual(functions.map(({ name }) => ({ name, refused: [], unused: [] })));
    const rights = functions.flatMap(grantedTo);
    const explained = rights.filter((action) => byAws.includes(action)).length;
    console.log(
      `${stack}: ${rights.length} actions granted to ${functions.length} functions, ${explained} of them for what AWS does in their name`,
    );
  });

  function grantedTo({ propertyDependencies }: Registration): string[] {
    const role = propertyDependencies.role?.[0] ?? "";
    return policiesOf(made, role).flatMap(({ inputs }) => statementsOf(inputs.policy).flatMap(({ Action }) => list(Action)));
  }
});

/** The folder below functions/ that a function's code is bundled from. */
function folderOf({ name, inputs }: Registration): string {
  const [, folder] = /dist\/functions\/([\w-]+)/.exec(JSON.stringify(inputs.code)) ?? [];
  if (folder === undefined) throw new Error(`${name}: its code is no bundle of functions/`);
  return folder;
}
