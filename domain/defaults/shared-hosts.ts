/** Names below which names belong to many owners, by what those are: a wildcard over them allows every stranger's. */
const suffixesBy: Readonly<Record<string, readonly string[]>> = {
  "AWS's buckets, APIs, queues, load balancers and databases of every account": ["amazonaws.com", "api.aws", "on.aws", "amazonaws.com.cn"],
  "AWS's sign-ins and workspaces of every account": ["amazoncognito.com", "awsapps.com", "sagemaker.aws"],
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
    "azurecontainerapps.io",
    "azureedge.net",
    "azurefd.net",
    "azurewebsites.net",
    "cloudapp.net",
    "trafficmanager.net",
    "windows.net",
  ],
  "Google's storage, sites and functions": [
    "appspot.com",
    "blogspot.com",
    "cloudfunctions.net",
    "firebaseapp.com",
    "firebasedatabase.app",
    "firebaseio.com",
    "googleapis.com",
    "googleusercontent.com",
    "hosted.app",
    "run.app",
    "web.app",
  ],
  "other clouds' storage, sites and CDN": [
    "akamaihd.net",
    "akamaized.net",
    "aliyuncs.com",
    "b-cdn.net",
    "backblazeb2.com",
    "deno.dev",
    "digitaloceanspaces.com",
    "edgekey.net",
    "edgesuite.net",
    "fastly.net",
    "fly.dev",
    "glitch.me",
    "herokuapp.com",
    "linodeobjects.com",
    "myqcloud.com",
    "netlify.app",
    "ondigitalocean.app",
    "onrender.com",
    "oraclecloud.com",
    "pages.dev",
    "r2.cloudflarestorage.com",
    "r2.dev",
    "railway.app",
    "repl.co",
    "scw.cloud",
    "supabase.co",
    "surge.sh",
    "vercel.app",
    "wasabisys.com",
    "workers.dev",
  ],
  "pages and files of code hosting": ["github.io", "githubusercontent.com", "gitlab.io"],
  "tunnels and dynamic names": [
    "ddns.net",
    "devtunnels.ms",
    "duckdns.org",
    "dyndns.org",
    "hopto.org",
    "lhr.life",
    "loca.lt",
    "localhost.run",
    "mooo.com",
    "ngrok-free.app",
    "ngrok-free.dev",
    "ngrok.app",
    "ngrok.dev",
    "ngrok.io",
    "nip.io",
    "no-ip.org",
    "serveo.net",
    "sslip.io",
    "trycloudflare.com",
    "ts.net",
  ],
  "inboxes for whatever is sent": [
    "beeceptor.com",
    "interact.sh",
    "oast.fun",
    "oast.pro",
    "oastify.com",
    "pipedream.net",
    "requestbin.com",
  ],
  "names for sale": ["co.com", "de.com", "eu.com", "gb.net", "uk.com", "us.com"],
};

/** A name below which names belong to many owners. */
export interface SharedSuffix {
  readonly suffix: string;
  /** The kind of names below it. */
  readonly holds: string;
}

export const sharedSuffixes: readonly SharedSuffix[] = Object.entries(suffixesBy).flatMap(([holds, suffixes]) =>
  suffixes.map((suffix) => ({ suffix, holds })),
);

/** Single hosts that serve every customer of their provider: the customer is in the path or in the credentials. */
const sharedHosts: readonly string[] = [
  "analytics.google.com",
  "api.dropboxapi.com",
  "api.github.com",
  "api.telegram.org",
  "content.dropboxapi.com",
  "discord.com",
  "discordapp.com",
  "docs.google.com",
  "drive.google.com",
  "github.com",
  "gist.github.com",
  "gitlab.com",
  "google-analytics.com",
  "hooks.slack.com",
  "pastebin.com",
  "region1.google-analytics.com",
  "script.google.com",
  "slack.com",
  "transfer.sh",
  "webhook.site",
  "www.dropbox.com",
  "www.google-analytics.com",
  // Resolvers by HTTPS: a name that is asked for reaches the servers of its zone.
  "cloudflare-dns.com",
  "dns.google",
  "dns.nextdns.io",
  "dns.quad9.net",
  "doh.opendns.com",
  "one.one.one.one",
];

const region = "[a-z]{2}(-[a-z]+)+-\\d";

/** Beginnings of the names of some APIs of AWS, before the service's. */
const parts = "api|data|edge|ingest|metering|metrics|models|participant|portal|query|runtime|streams";

/**
 * An API of AWS, which every account calls by the same name: `sqs.eu-central-1.amazonaws.com`, `s3.amazonaws.com`, `s3.eu-west-1.api.aws`,
 * `streams.dynamodb.eu-west-1.amazonaws.com`, and SQS's old `eu-west-1.queue.amazonaws.com`.
 */
const apiOfAws = new RegExp(
  `^(((${parts})\\.)?[a-z0-9-]+(\\.dualstack)?(\\.${region})?|${region}\\.queue)\\.(amazonaws\\.com(\\.cn)?|api\\.aws)$`,
);

/** Below what registries sell in a country: `co.uk`, `com.au`. */
const soldInCountry = /^(ac|co|com|edu|go|gob|gouv|gov|ltd|me|ne|net|nom|or|org|plc)\.[a-z]{2}$/;

/** Google's APIs are one host each. */
const apiOfGoogle = /^[a-z0-9-]+\.googleapis\.com$/;

const below = (name: string, suffix: string): boolean => name === suffix || name.endsWith(`.${suffix}`);

/**
 * Why a host of an allow-list, `api.example.com` or `*.example.com`, admits strangers; undefined where it is one owner's. A host with a
 * name of its own below a shared suffix, such as `abc123.execute-api.eu-central-1.amazonaws.com`, is one owner's.
 */
export function sharedBecause(host: string): string | undefined {
  if (!host.startsWith("*.")) {
    const isOpen = sharedHosts.includes(host) || apiOfAws.test(host) || apiOfGoogle.test(host) || isSuffix(host);
    return isOpen ? `${host} takes data for any customer` : undefined;
  }
  const base = host.slice(2);
  if (soldInCountry.test(base)) return `names below ${base} belong to many owners (names for sale)`;
  const met = sharedSuffixes.find(({ suffix }) => below(base, suffix) || below(suffix, base));
  if (met) return `names below ${met.suffix} belong to many owners (${met.holds})`;
  const open = sharedHosts.find((one) => below(one, base));
  return open && `${open} takes data for any customer`;
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
