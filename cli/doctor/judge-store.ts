import type { StoreSettings } from "../../stacks/settings/resolve/store.ts";
import type { Facts, StoreFacts } from "./facts.ts";
import { type Line, linesOf } from "./line.ts";

const { ok, blocker, open, unknown, about } = linesOf("Store");

/** Judges the dependencies of a store: account stack, boundary, delegation, release. */
export function judgeStore(facts: StoreFacts, settings: StoreSettings): Line[] {
  return [
    judgeAccountStack(facts, settings),
    ...judgeBoundary(facts, settings),
    judgeZone(facts.zone, settings),
    judgeImageOf(facts, settings),
    judgeReleases(facts, settings),
  ];
}

function judgeAccountStack({ archive }: StoreFacts, { account, region }: StoreSettings): Line {
  const check = "account stack";
  if (account.stack === undefined || archive === undefined)
    return account.logArchiveArn === undefined
      ? open(
          check,
          "none is named: flow logs stay in the store's own bucket, and nothing watches the account",
          "account.stack: NAME-account",
        )
      : ok(check, "is managed elsewhere: account.logArchiveArn names its archive");
  const up = `npx store doctor ${account.stack} && npx pulumi up -s ${account.stack}`;
  return about(check, archive, (bucket) => {
    if (bucket === "missing") return blocker(check, `${account.stack} is not deployed: this account has no log archive of that stack`, up);
    if (bucket === "elsewhere")
      return blocker(check, `the archive of ${account.stack} is not in ${region}: flow logs go to a bucket of their own Region`, up);
    return ok(check, `${account.stack} has its archive in ${region}`);
  });
}

function judgeBoundary({ boundary }: StoreFacts, { account }: StoreSettings): Line[] {
  if (boundary === undefined) return [];
  const check = "permissions boundary";
  const name = account.permissionsBoundary ?? "";
  return [
    about(check, boundary, (there) =>
      there
        ? ok(check, `${name} exists`)
        : blocker(
            check,
            `the account has no policy ${name}, which would bound each role`,
            `npx pulumi up -s ${account.stack ?? "NAME-account"}`,
          ),
    ),
  ];
}

const bare = (host: string) => host.toLowerCase().replace(/\.$/, "");

function judgeZone({ id, own, outside }: StoreFacts["zone"], { stack, dns }: StoreSettings): Line {
  const check = "delegation";
  if (!("known" in id)) return unknown(check, id.why);
  if (id.known === undefined)
    return dns.createZone
      ? open(
          check,
          `${dns.zone} does not exist yet: ${stack} makes it, then its parent zone has to point to it`,
          `npx pulumi up -s ${stack}`,
        )
      : blocker(
          check,
          `the account has no public zone ${dns.zone}, and dns.createZone is false`,
          "dns.createZone: true, or an existing zone as dns.zone",
        );
  if (!("known" in own)) return unknown(check, own.why);
  if (!("known" in outside)) return unknown(check, outside.why);
  const servers = own.known.map(bare).sort();
  const seen = outside.known.map(bare).sort();
  if (seen.length > 0 && seen.every((one) => servers.includes(one))) return ok(check, `the world asks ${dns.zone} of ${seen.join(", ")}`);
  const got = seen.length === 0 ? "no one" : seen.join(", ");
  return open(
    check,
    `the world asks ${got} about ${dns.zone}, expected ${servers.join(", ")}`,
    `at the registrar, or in the parent zone: NS ${dns.zone} ${servers.join(" ")}`,
  );
}

function judgeImageOf({ image }: StoreFacts, { account, web }: StoreSettings): Line {
  const check = "image";
  const pinned = web.image !== "latest";
  return about(check, image, (verdict) => {
    if ("own" in verdict) return ok(check, `${verdict.own.id}, ${verdict.own.name}, is one of Amazon's own`);
    if (pinned) return open(check, `${verdict.why}: the image that web.image pins is not Amazon's`, "web.image: latest");
    const help = `npx store doctor ${account.stack ?? "NAME-account"}; its defaults.allowedImages, or an organisation's policy, may leave it out`;
    return blocker(check, `${verdict.why}: no node could be started`, help);
  });
}

function judgeReleases({ releases }: StoreFacts, { stack }: StoreSettings): Line {
  const check = "release";
  return about(check, releases, (count) => {
    if (count === undefined) return open(check, "there is no bucket for releases yet: pulumi up makes it", `npx pulumi up -s ${stack}`);
    if (count === 0)
      return open(
        check,
        "there is none: nodes show the setup page",
        `npx store release pack DIR --version NAME, then npx store release push ${stack} FILE`,
      );
    return ok(check, `${count} in the store's bucket`);
  });
}

/** Whether those who get the alarms have said that they want them. */
export function judgeContacts(
  contacts: Facts["contacts"],
  { stack, contacts: wanted }: { stack: string; contacts: readonly string[] },
): Line {
  const { ok, open, about } = linesOf("Beside Pulumi");
  const check = "contacts";
  return about(check, contacts, (known) => {
    if (known === undefined)
      return open(
        check,
        "there is no topic yet: AWS writes to them during pulumi up, and they confirm it then",
        `npx pulumi up -s ${stack}`,
      );
    const silent = wanted.filter((address) => known[address] !== true);
    return silent.length === 0
      ? ok(check, `${wanted.join(", ")} confirmed`)
      : open(
          check,
          `no alarm reaches ${silent.join(", ")}`,
          'open the email "AWS Notification - Subscription Confirmation" and follow Confirm subscription',
        );
  });
}
