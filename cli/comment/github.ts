import { messageOf, UserError } from "../offline/faults.ts";

/** GitHub's REST API for one repository. */
export interface GitHub {
  /** Such as `https://api.github.com`. */
  readonly api: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly token: string;
}

/** Calls `path` of the repository. @throws UserError in GitHub's words where it refuses */
export async function call(
  { api, repository, token }: GitHub,
  method: "GET" | "POST" | "PATCH",
  path: string,
  body?: object,
): Promise<unknown> {
  const where = `${method} ${path}`;
  const response = await fetch(`${api}/repos/${repository}${path}`, {
    method,
    headers: {
      accept: "application/vnd.github+json",
      authorization: `Bearer ${token}`,
      "user-agent": "xcart-hosting",
      "x-github-api-version": "2022-11-28",
      ...(body && { "content-type": "application/json" }),
    },
    ...(body && { body: JSON.stringify(body) }),
    redirect: "error",
    signal: AbortSignal.timeout(30_000),
  }).catch((error: unknown) =>
    Promise.reject(new UserError(`${where}: got no answer from GitHub (${messageOf(error)}), expected one; run the job again`)),
  );
  const text = await response.text();
  if (!response.ok) throw new UserError(`${where}: got ${response.status} from GitHub (${text.slice(0, 300)}), expected success`);
  return JSON.parse(text);
}

/** GitHub's largest page. */
const PAGE = 100;

/** The elements of a list, page by page, 3,000 at most. */
export async function* listed(github: GitHub, path: string): AsyncGenerator<unknown> {
  const sign = path.includes("?") ? "&" : "?";
  for (let page = 1; page <= 30; page++) {
    const found = await call(github, "GET", `${path}${sign}per_page=${PAGE}&page=${page}`);
    if (!Array.isArray(found)) throw new UserError(`GET ${path}: got no list, expected one`);
    yield* found;
    if (found.length < PAGE) return;
  }
}
