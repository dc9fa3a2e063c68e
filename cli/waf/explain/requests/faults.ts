import { UserError } from "../../../offline/faults.ts";

/** Maximum number of kinds of mistakes that are listed. */
const KINDS = 10;

/** The mistakes in a file, a sentence for each kind with the first line that has it. */
export class Faults {
  private readonly file: string;
  private readonly unit: "line" | "entry";
  private readonly kinds = new Map<string, { readonly number: number; readonly sentence: string; count: number }>();

  constructor(file: string, unit: "line" | "entry") {
    this.file = file;
    this.unit = unit;
  }

  add(number: number, sentence: string): void {
    const kind = sentence.replace(/got .*(?=, expected)/s, "got").replace(/^.*(?=, expected a JSON object$)/s, "");
    const known = this.kinds.get(kind);
    if (known) known.count++;
    else this.kinds.set(kind, { number, sentence, count: 1 });
  }

  /** @throws UserError where there are any */
  end(): void {
    if (this.kinds.size === 0) return;
    const place = (number: number) => (this.unit === "line" ? `${this.file}:${number}` : `${this.file}: entry ${number}`);
    const sentences = [...this.kinds.values()].slice(0, KINDS).map(({ number, sentence, count }) => {
      const others = count === 1 ? "" : `; ${count - 1} more of the kind`;
      return `${place(number)}: ${sentence}${others}`;
    });
    const rest = this.kinds.size - sentences.length;
    throw new UserError([...sentences, ...(rest > 0 ? [`${this.file}: ${rest} more kinds of mistakes`] : [])].join("\n"));
  }
}
