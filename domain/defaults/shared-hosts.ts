/** Names below which anybody can have one of their own, and what they are of: a wildcard over them allows every stranger's. */
const suffixesBy: Readonly<Record<string, readonly string[]>> = {
  "AWS's buckets, APIs, queues, load balancers and databases of every account": ["amazonaws.com", "api.aws", "on.aws"],
  "AWS's CDN, accelerators and application platforms": [
    "cloudfront.net",
    "awsglobalaccelerator.com",
    "amplifyapp.com",
    "awsapprunner.com",
    "elasticbeanstalk.com",
    "amazonlightsail.com",
  ],
  "Azure's storage, sites, CDN and functions": [
    "azure.com",
    "azure-api.net",
    "azureedge.net",
    "azurefd.net",
    "azurewebsites.net",
    "trafficmanager.net",
    "windows.net",
  ],
  "Google's storage, sites and functions": [
    "appspot.com",
    "cloudfunctions.net",
    "firebaseapp.com",
    "firebaseio.com",
    "googleapis.com",
    "googleusercontent.com",
    "run.app",
    "web.app",
  ],
  "other clouds' storage, sites and CDN": [
    "akamaihd.net",
    "akamaized.net",
    "b-cdn.net",
    "backblazeb2.com",
    "digitaloceanspaces.com",
    "edgekey.net",
    "edgesuite.net",
    "fastly.net",
    "herokuapp.com",
    "netlify.app",
    "ondigitalocean.app",
    "pages.dev",
    "r2.cloudflarestorage.com",
    "r2.dev",
    "vercel.app",
    "wasabisys.com",
    "workers.dev",
  ],
  "pages and files of code hosting": ["github.io", "githubusercontent.com", "gitlab.io"],
  "tunnels and dynamic names": [
    "duckdns.org",
    "dyndns.org",
    "hopto.org",
    "loca.lt",
    "ngrok-free.app",
    "ngrok.app",
    "ngrok.io",
    "nip.io",
    "serveo.net",
    "sslip.io",
    "trycloudflare.com",
  ],
};

/** A name below which anybody can have one. */
export interface SharedSuffix {
  readonly suffix: string;
  /** What is below it. */
  readonly holds: string;
}

export const sharedSuffixes: readonly SharedSuffix[] = Object.entries(suffixesBy).flatMap(([holds, suffixes]) =>
  suffixes.map((suffix) => ({ suffix, holds })),
);

/** Single hosts that take what anybody sends: whose it is, is in the path or in the credentials. */
const hostsOfAnybody: readonly string[] = [
  "api.dropboxapi.com",
  "api.github.com",
  "api.telegram.org",
  "content.dropboxapi.com",
  "discord.com",
  "docs.google.com",
  "github.com",
  "gist.github.com",
  "hooks.slack.com",
  "pastebin.com",
  "transfer.sh",
  "webhook.site",
  "www.google-analytics.com",
];

/** An API of AWS, which every account calls by the same name: `sqs.eu-central-1.amazonaws.com`, `s3.amazonaws.com`, `s3.eu-west-1.api.aws`. */
const apiOfAws = /^[a-z0-9-]+(\.dualstack)?(\.[a-z]{2}(-[a-z]+)+-\d)?\.(amazonaws\.com|api\.aws)$/;

/** Google's APIs are one host each. */
const apiOfGoogle = /^[a-z0-9-]+\.googleapis\.com$/;

const below = (name: string, suffix: string): boolean => name === suffix || name.endsWith(`.${suffix}`);

/**
 * Why a host of an allow-list, `api.example.com` or `*.example.com`, admits strangers; undefined where it is one owner's. A host with a
 * name of its own below a shared suffix, such as `abc123.execute-api.eu-central-1.amazonaws.com`, is one owner's.
 */
export function sharedBecause(host: string): string | undefined {
  if (!host.startsWith("*.")) {
    const isOpen = hostsOfAnybody.includes(host) || apiOfAws.test(host) || apiOfGoogle.test(host) || isSuffix(host);
    return isOpen ? `${host} takes what anybody sends` : undefined;
  }
  const base = host.slice(2);
  const met = sharedSuffixes.find(({ suffix }) => below(base, suffix) || below(suffix, base));
  if (met) return `anybody can have a name below ${met.suffix} (${met.holds})`;
  const open = hostsOfAnybody.find((one) => below(one, base));
  return open && `${open} takes what anybody sends`;
}

const isSuffix = (host: string): boolean => sharedSuffixes.some(({ suffix }) => suffix === host);

/**
 * Wildcards below shared suffixes that one account alone has: names of RDS end on the account's and Region's own part, names of
 * ElastiCache on the group's and the account's.
 */
const ofOneAccount = [
  /^\*\.[a-z0-9]{10,16}\.[a-z]{2}(-[a-z]+)+-\d\.rds\.amazonaws\.com$/,
  /^\*\.[a-z0-9-]+\.[a-z0-9]{5,12}\.[a-z0-9]+\.cache\.amazonaws\.com$/,
];

export const isOfOneAccount = (pattern: string): boolean => ofOneAccount.some((known) => known.test(pattern));
