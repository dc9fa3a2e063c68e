import { wafLimits } from "../../domain/defaults/firewall.ts";
import { kindNames, rowsOf, wordOf } from "../../domain/xcart/requests.ts";
import { spellingsOf } from "../../domain/xcart/spellings.ts";
import { asPhp } from "./values.ts";

/** A control argument as `requests.php` looks it up: its word, and how it may be spelt; `null` where any will do. */
const asked = (value: string | undefined): string =>
  value === undefined ? "null, []" : `${asPhp(wordOf(value))}, [${spellingsOf(value).map((one) => `${asPhp(`=${one}`)} => true`)}]`;

/** The table of requests for `requests.php`, and how many bytes of a body the web ACL sees. */
export function requestWords(): string {
  const rows = kindNames.flatMap((kind) =>
    rowsOf(kind).map(({ target, action }) => `        [${asPhp(kind)}, ${asked(target)}, ${asked(action)}],\n`),
  );
  return `<?php
// Kinds of request, each with a target and an action: domain/xcart/requests.ts.
return [
    'seen' => ${wafLimits.bodyBytes},
    'rows' => [
${rows.join("")}    ],
];
`;
}
