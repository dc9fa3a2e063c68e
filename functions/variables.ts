/** An environment variable that the stack has set. Throws where there is none. */
export function variable(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name}: not set, expected the stack to have set it`);
  return value;
}

/** A function's settings, JSON in one environment variable that the stack has set. Throws where there is none. */
export function settingsIn<Settings>(variable: string): Settings {
  const text = process.env[variable];
  if (!text) throw new Error(`${variable}: not set, expected the settings as JSON`);
  return JSON.parse(text);
}
