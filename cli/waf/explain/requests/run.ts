import { once } from "node:events";
import { UserError } from "../../../offline/faults.ts";
import { counted } from "../../../preview/kinds.ts";
import type { Progress } from "../../../preview/progress.ts";
import type { Screen } from "../../../text/screen.ts";
import type { Asked } from "../formats/recorded.ts";
import { plainOf } from "../words.ts";
import { plainFile } from "./decode.ts";
import { type Entries, openEntries } from "./entries.ts";
import { summaryJson } from "./json.ts";
import { type Front, type Replayed, replay } from "./replay.ts";
import { type Subject, summaryText } from "./report.ts";
import { Summary } from "./summary.ts";
import { STEP, type Survey, survey } from "./survey.ts";

/** Arguments of `--requests`. */
export interface Run {
  readonly file: string;
  readonly stack: string;
  readonly front: Front;
  readonly asked: Asked;
  readonly hints: readonly string[];
  readonly json: boolean;
  readonly screen: Screen;
  readonly progress: Progress;
}

/**
 * Asks the requests of a file, and prints the answer. Nothing is printed before all of the file could be read.
 * @returns what becomes of them
 * @throws UserError with what is wrong in the file
 */
export async function askFile(run: Run): Promise<Summary> {
  const { file, asked, hints, progress } = run;
  const plain = await plainFile(file);
  try {
    const entries = openEntries(plain, file);
    try {
      const found = await survey(entries, asked, hints, file, async (read) => show(progress, `reading ${file}: ${read} ${entries.unit}s`));
      checkFound(found, run);
      return await answered(run, entries, found);
    } finally {
      entries.close();
    }
  } finally {
    plain.release();
  }
}

/** Lets the timer of the progress have its turn. */
async function show(progress: Progress, text: string): Promise<void> {
  progress.update(text);
  await new Promise(setImmediate);
}

function checkFound({ count, skipped }: Survey, { file, asked }: Run): void {
  if (count > 0) return;
  const hosts = skipped.hostsText();
  if (hosts === "") throw new UserError(`${file}: got no request, expected a recording of a browser, a log, or a JSON object a line`);
  const own = [...(asked.hosts ?? [])].join(" or ");
  throw new UserError(`${file}: got requests to ${hosts}, expected some to ${own}; --host names the one under which it was recorded`);
}

async function answered(run: Run, entries: Entries, found: Survey): Promise<Summary> {
  const { file, stack, front, asked, hints, json, screen, progress } = run;
  const summary = new Summary();
  const list = json ? new JsonList() : undefined;
  for (const one of replay(entries, found, front, asked, hints)) {
    summary.add(one);
    await list?.add(one);
    if (summary.count % STEP === 0) await show(progress, `asking about ${file}: ${summary.count} of ${found.count} requests`);
  }
  progress.stop();
  const subject: Subject = {
    ...{ stack, acl: front.firewall.name, file, unit: entries.unit },
    formats: found.formats.map(({ name }) => name),
    remarks: remarksOf(found),
  };
  if (list) await list.end(summaryJson(summary, subject));
  else console.log(summaryText(summary, subject, screen));
  return summary;
}

function remarksOf({ formats, skipped, bodiesMissing }: Survey): string[] {
  const bodies = `The recording lacks the body, or a part of it, of ${counted(bodiesMissing, "request")}: rules on bodies are open for them.`;
  return [...new Set([...formats.flatMap(({ gaps }) => gaps), ...(bodiesMissing > 0 ? [bodies] : []), ...skipped.texts()])];
}

/** Writes one JSON object whose list of requests may be longer than a text can be. */
class JsonList {
  private hasBegun = false;

  async add(one: Replayed): Promise<void> {
    const { past, answered: before } = one;
    const text = JSON.stringify({
      ...plainOf(one),
      ...(past && { was: past }),
      ...(before && { answered: { verdict: before.verdict, rule: before.rule } }),
    });
    await this.write(`${this.hasBegun ? ",\n" : '{"requests": [\n'}${text}`);
    this.hasBegun = true;
  }

  async end(rest: Readonly<Record<string, unknown>>): Promise<void> {
    await this.write(`\n], ${JSON.stringify(rest, null, 1).replace(/^\{\s*/, "")}\n`);
  }

  private async write(text: string): Promise<void> {
    if (!process.stdout.write(text)) await once(process.stdout, "drain");
  }
}
