import { chmodSync, mkdirSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Patience } from "../../../host/nginx/place.ts";
import type { NodeSettings } from "../../../host/node.ts";
import { type Nginx, openFolder, startNginx, workerUser } from "../../support/emulators/nginx.ts";
import { program } from "../../support/emulators/programs.ts";
import { type Server, start } from "../../support/emulators/server.ts";
import { settings } from "../settings.ts";

/** Addresses of loopback that play someone: the first is in the load balancer's blocks, the last is another machine. */
export const played = { balancer: "127.0.1.2", node: "127.0.0.1", stranger: "127.0.2.2" } as const;

/** When the files of {@link webNode} were written. */
export const written = new Date("2026-01-02T03:04:05Z");

/** A node's settings, for tests of nginx: small bodies, the API open, and {@link played} as the load balancer. */
export const nodeSettings = (changes: Partial<NodeSettings> = {}): NodeSettings => ({
  ...settings,
  balancerBlocks: ["127.0.1.0/24"],
  bodyMiB: { standard: 1, uploads: 3 },
  api: true,
  ...changes,
});

/** X-Cart's entry for a test: says what PHP was told, and does a few tricks by the argument `do`. */
const entry = (name: string) => `<?php
$did = $_GET['do'] ?? '';
if ($did === 'sleep') usleep(300000);
if ($did === 'nap') usleep(30000);
if ($did === 'work') for ($i = 0, $sum = ''; $i < 120000; $i++) $sum = md5($sum);
if ($did === 'headers') { header('X-Powered-By: PHP'); header('X-Frame-Options: DENY'); header('Strict-Transport-Security: max-age=1'); header('X-Debug: kept'); }
if ($did === 'download') { header('X-Accel-Redirect: /storage_download/' . $_GET['file']); header('Content-Type: application/pdf'); exit; }
if ($did === 'fail') { http_response_code(500); }
if ($did === 'die') { posix_kill(getmypid(), 9); }
header('Content-Type: ' . ($did === 'page' ? 'text/html' : 'application/json'));
$body = file_get_contents('php://input');
echo json_encode(['script' => '${name}', 'server' => $_SERVER, 'get' => $_GET, 'post' => array_keys($_POST), 'files' => array_keys($_FILES),
  'bytes' => (int) ($_SERVER['CONTENT_LENGTH'] ?? 0), 'padding' => $did === 'page' ? str_repeat('a page of the shop ', 500) : '', 'read' => strlen($body)]);
`;

const health = `<?php
header('Cache-Control: no-store');
echo json_encode(['script' => 'health', 'details' => $_SERVER['HEALTH_DETAILS'] ?? null, 'query' => $_SERVER['QUERY_STRING']]);
`;

/** What lies in the web root of {@link webNode}, beside what should never be there. */
const files: Readonly<Record<string, string>> = {
  "releases/1/public/index.php": entry("index"),
  "releases/1/public/service.php": entry("service"),
  "releases/1/public/install.php": entry("install"),
  "health.php": health,
  "releases/1/.env.local": "APP_SECRET=secret of the store",
  "releases/1/public/.env": "secret of the store",
  "releases/1/public/.git/config": "secret of the store",
  "releases/1/public/dump_1.sql": "secret of the store",
  "releases/1/public/backup.tar.gz": "secret of the store",
  "releases/1/public/composer.json": "secret of the store",
  "releases/1/public/config.yaml": "secret of the store",
  "releases/1/public/index.php.bak": "secret of the store",
  "releases/1/public/notes.html": "secret of the store",
  "releases/1/public/favicon.ico": "icon",
  "releases/1/public/manifest.json": "{}",
  "releases/1/public/google1234abcd.html": "google-site-verification",
  "releases/1/public/.well-known/apple-developer-merchantid-domain-association": "apple",
  "releases/1/public/.well-known/.env": "secret of the store",
  "releases/1/public/assets/web/main.css": "p { color: red }\n".repeat(200),
  "releases/1/public/assets/web/main.js": "let a = 1;\n".repeat(300),
  "releases/1/public/assets/web/a.woff2": "font",
  "releases/1/public/assets/web/tool.php": entry("assets"),
  "releases/1/public/assets/.git/a.js": "secret of the store",
  "releases/1/public/assets/web/main.scss": "secret of the store",
  "releases/1/public/bundles/api/swagger.js": "swagger",
  "releases/1/public/modules/CDev/Paypal/images/icon.png": "icon",
  "releases/1/public/modules/CDev/Paypal/images/.hidden.png": "secret of the store",
  "releases/1/public/modules/CDev/Paypal/images/tool.php": entry("module"),
  "releases/1/public/modules/CDev/Paypal/config/key.png": "secret of the store",
  "releases/1/public/modules/CDev/Paypal/src/Main.js": "secret of the store",
  "shared/var/theme/custom.css": "p { color: green }",
  "shared/var/theme/custom.js": "theme()",
  "shared/var/theme/images/banner.png": "banner",
  "shared/var/theme/page.html": "<script>alert(1)</script>",
  "shared/var/theme/shell.php": entry("uploaded"),
  "shared/var/resources/all.css": "p {}",
  "shared/var/resources/page.html": "<script>alert(1)</script>",
  "shared/var/images/a/b.png": "small picture",
  "shared/var/export/customers.csv": "secret of the store",
  "shared/images/product/a.png": "0123456789".repeat(100),
  "shared/images/product/b.svg": "<svg><script>alert(1)</script></svg>",
  "shared/images/product/Foto (1) \u00fc.jpg": "picture",
  "shared/images/product/shell.php": entry("uploaded"),
  "shared/images/product/shell.php.png": entry("uploaded"),
  "shared/images/product/shell.phtml": entry("uploaded"),
  "shared/images/product/page.html": "<script>alert(1)</script>",
  "shared/images/product/.hidden.png": "secret of the store",
  "shared/files/attachments/1/manual.pdf": "manual",
  "shared/files/attachments/1/A.PDF": "manual",
  "shared/files/attachments/1/evil.html": "<script>alert(1)</script>",
  "shared/files/attachments/1/evil.php": entry("uploaded"),
  "shared/files/attachments/1/evil.js": "alert(1)",
  "shared/files/vendor/2/a.jpg": "vendor",
  "shared/files/video/a.mp4": "film",
  "shared/files/feeds/google_shopping.txt": "id\ttitle",
  "shared/files/feeds/nextag.csv": "id,title",
  "shared/files/feeds/list.xml": "<feed/>",
  "shared/files/feeds/page.html": "<script>alert(1)</script>",
  "shared/files/feeds/shell.php": entry("uploaded"),
  "shared/files/pdf_invoice/customer/7-en.pdf": "secret of the store",
  "shared/files/capost_documents/1/label.pdf": "secret of the store",
  "release-var/video/temporary_video/b.mp4": "film of a text",
  "release-var/video/temporary_video/b.php": entry("uploaded"),
  "release-var/video/temporary_video/b.png": "secret of the store",
  "release-var/log/2026/11/xlite.log.mp4": "secret of the store",
  "release-var/tmp/part.mp4": "secret of the store",
  "shared/var/images/logo/250x250/public/images/simplecms/logo.png": "logo",
  "shared/images/simplecms/favicon.ico": "icon",
  "shared/files/customer_attachments/1/passport.png": "secret of the store",
  "shared/files/invoices/1.pdf": "an invoice",
  "shared/files/service/a.pdf": "secret of the store",
};

/** Links, as on a node, and two that someone put among what is uploaded. */
const links: Readonly<Record<string, string>> = {
  app: "releases/1",
  "releases/1/public/images": "../../../shared/images",
  "releases/1/public/files": "../../../shared/files",
  "releases/1/public/var": "../../../shared/var",
  "releases/1/var": "../../release-var",
  "release-var/video/temporary_video/link.mp4": "../../../releases/1/.env.local",
  "shared/var/theme/link.css": "../../../releases/1/.env.local",
  "shared/images/product/link.png": "../../../releases/1/.env.local",
  "shared/images/outside": "../../releases/1/public",
};

/** A node: nginx as on a node, PHP-FPM with an echo in X-Cart's place. */
export interface WebNode {
  readonly nginx: Nginx;
  readonly folder: string;
  readonly php: Server;
  stop(): Promise<void>;
}

/** Starts one with these settings. */
export async function webNode(of: NodeSettings, patience?: Patience, under?: readonly string[]): Promise<WebNode> {
  const folder = openFolder("xcart-node-");
  for (const [path, content] of Object.entries(files)) write(join(folder, path), content);
  for (const [path, target] of Object.entries(links)) symlinkSync(target, join(folder, path));
  const php = await startPhp(folder);
  const nginx = await startNginx(of, { folder, ...(patience && { patience }), ...(under && { under }) });
  const stop = async () => {
    await Promise.all([php.stop(), nginx.stop()]);
  };
  return { nginx, folder, php, stop };
}

function write(path: string, content: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  utimesSync(path, written, written);
}

/** PHP-FPM with nothing of a node's settings but the socket. */
async function startPhp(folder: string) {
  const [command, socket, config] = [await program("php-fpm"), join(folder, "fpm.sock"), join(folder, "fpm.conf")];
  write(
    config,
    `[global]
error_log = ${folder}/fpm.log
[echo]
user = ${workerUser}
listen = ${socket}
listen.owner = ${workerUser}
listen.mode = 0600
pm = static
pm.max_children = 4
catch_workers_output = yes
`,
  );
  const ready = async () => {
    chmodSync(socket, 0o600);
    return true;
  };
  return await start(command, ["--nodaemonize", "--fpm-config", config, ...(process.getuid?.() === 0 ? ["--allow-to-run-as-root"] : [])], {
    port: 0,
    ready,
  });
}
