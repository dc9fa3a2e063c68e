import type { Facts } from "./facts.ts";

/** Who is staff of the shop has no identity of AWS's; the network lets him to the load balancer alone. */
export function staffRow({ fromOutside }: Facts): string {
  const places = fromOutside.join(", ");
  if (places !== "load balancer") throw new Error(`from outside one reaches ${places}, expected the load balancer alone`);
  const through = "orders and customers, files, by what X-Cart shows and does";
  return `| [Staff of the shop](#staff-of-the-shop) | ${through} | ${through} | ${through} | \`sign-in-…\` for strange sign-ins | recovery points, archive, keys |`;
}

/** Their row in the table on ransomware: by no call, so nothing but what X-Cart shows. */
export const staffRansom =
  "| Staff of the shop | orders and customers, files, as X-Cart lets them | survives: recovery points, archive, keys |";

export const staffSection: readonly string[] = [
  "- No call to AWS: the staff pool gives no credentials of AWS, and the network has one way in, the load balancer (asked of the simulator).",
  "- Orders, customers, prices, pages, uploads: all that X-Cart's administration does, so all of it can be read, changed and deleted there.",
  "- No program: what is uploaded is not run, and X-Cart's code is not PHP's to write. The tables of attacks are tests ([who answers an attack](attacks.md)).",
  "- Brought back from recovery points ([restore](operations/restore.md)), which no staff of the shop reaches.",
];
