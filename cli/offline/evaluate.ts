/** Evaluates a program's file, once for each `run`. */
export async function evaluate(file: string, run: number): Promise<Readonly<Record<string, unknown>>> {
  return await import(`${file}?run=${run}`);
}
