import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { nginxFiles } from "../../../host/nginx/files.ts";
import { type NodeSettings, nodePaths } from "../../../host/node.ts";
import { openFolder, placeIn, writeNginx } from "../../support/emulators/nginx.ts";
import { program } from "../../support/emulators/programs.ts";
import { anySettings } from "../settings.ts";
import { nodeSettings } from "./node.ts";

let nginx: string;
let gixy: string;
const folder = openFolder("xcart-nginx-t-");
beforeAll(async () => {
  [nginx, gixy] = [await program("nginx"), await program("gixy")];
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What `nginx -t` says of the files of these settings: nothing but that they are well. */
function verdict(settings: NodeSettings): string {
  const config = writeNginx(settings, placeIn(folder, 8443));
  const { stderr } = spawnSync(nginx, ["-t", "-q", "-c", config], { encoding: "utf8" });
  return stderr;
}

/** Settings that a stack may have, with and without a name for the administration. */
const settings = fc.tuple(anySettings, fc.boolean()).map(([some, administration]) => {
  const aliases = some.aliases.filter((name) => name !== some.domain);
  return { ...some, aliases, adminHost: administration ? aliases[0] : undefined };
});

describe("files for nginx", () => {
  test("of any settings are well to nginx", () => {
    fc.assert(
      fc.property(settings, (some) => {
        expect(verdict(some)).toBe("");
      }),
      { numRuns: 20 },
    );
  });

  test("of the longest names too", () => {
    const longest = (letter: string) => `${`${letter.repeat(61)}.`.repeat(4)}com`;
    expect(verdict(nodeSettings({ domain: longest("a"), aliases: [..."bcdefghijklmnop"].map(longest) }))).toBe("");
  });

  test("are the same for the same settings, and nothing but text", () => {
    fc.assert(
      fc.property(settings, (some) => {
        const files = nginxFiles(some);
        expect(files).toEqual(nginxFiles(structuredClone(some)));
        for (const { path, content, mode } of files) {
          expect([path, mode]).toEqual([expect.stringMatching(/^\/etc\/nginx\/(?:nginx|xcart\/[a-z]+)\.conf$/), 0o644]);
          expect(content).toMatch(/^[\t\n\x20-\x7e]*\n$/);
        }
      }),
    );
  });

  test("stand on a node where its other parts look", () => {
    const text = nginxFiles({ ...nodeSettings(), release: { name: "5.5.0.29-1", sha256: "5e1f".repeat(16) } })
      .map(({ content }) => content)
      .join("\n");
    for (const path of [
      "/etc/xcart/tls/node.key",
      "/srv/xcart/releases/5.5.0.29-1-5e1f5e1f5e1f5e1f/public",
      "/srv/xcart/host/health.php",
      "unix:/run/php-fpm/xcart.sock",
      "/var/log/nginx/access.jsonl",
      nodePaths.reportLog,
    ])
      expect(text).toContain(path);
    expect(text).toContain("listen 443 ssl");
    expect(text).toContain("user nginx;");
  });
});

describe("hostile settings", () => {
  const breakers = [
    'a"b.example',
    "a'b.example",
    "a;b.example",
    "a\nb.example",
    "a b.example",
    "a{b.example",
    "a}b.example",
    "$host.example",
    "a\\b.example",
    "a#b.example",
    "é.example",
    "",
    "a.example\n",
    "*.example.com",
    "~.*",
  ];

  test.each(breakers)("a domain such as %j is refused", (name) => {
    expect(() => nginxFiles(nodeSettings({ domain: name }))).toThrow(/^nginx: .* is not a host's name$/);
    expect(() => nginxFiles(nodeSettings({ aliases: [name] }))).toThrow(/host's name/);
    expect(() => nginxFiles(nodeSettings({ aliases: [name], adminHost: name }))).toThrow(/host's name/);
  });

  test.each(["10.0.0.0", "10.0.0.0/33", "10.0.0.0/24;", "all", "0.0.0.0/0\nallow all", "::1/129", "1.2.3/24"])(
    "a block such as %j is refused",
    (name) => {
      expect(() => nginxFiles(nodeSettings({ balancerBlocks: [name] }))).toThrow(/is not a block of addresses/);
    },
  );

  test.each([Number.NaN, -1, 1.5, Number.POSITIVE_INFINITY, 1e300])("%d MiB are refused", (size) => {
    expect(() => nginxFiles(nodeSettings({ bodyMiB: { standard: size, uploads: 8 } }))).toThrow(/whole number/);
    expect(() => nginxFiles(nodeSettings({ bodyMiB: { standard: 1, uploads: size } }))).toThrow(/whole number/);
  });

  test("whatever someone thinks of as a name: refused, or a name", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: "binary" }), fc.constantFrom(...breakers)), (name) => {
        let files: ReturnType<typeof nginxFiles>;
        try {
          files = nginxFiles(nodeSettings({ domain: name, aliases: [] }));
        } catch {
          return;
        }
        expect(files[0]?.content).toContain(`\n  server_name ${name};\n`);
        expect(name).toMatch(/^[a-z0-9]+(?:[.-]+[a-z0-9]+)*$/);
      }),
    );
  });

  test("a stack's name stays in its comment", () => {
    const [main] = nginxFiles(nodeSettings({ stack: "a\nuser root;\n" }));
    expect(main?.content.split("\n")[0]).toBe("# a?user root;?: nginx of a web node");
  });
});

describe("gixy", () => {
  /** As gixy can read them: it knows neither `*+` nor `(*SKIP)`, which take nothing else than without. */
  const readable = (some: NodeSettings) => {
    const place = placeIn(folder, 8443);
    const config = writeNginx(some, place);
    for (const { path, content } of nginxFiles(some, place))
      writeFileSync(path, content.replaceAll("(*SKIP)", "").replaceAll(/([*+?}])\+/g, "$1"));
    return config;
  };
  const findings = (config: string): string => execFileSync(gixy, [config], { encoding: "utf8" });

  test.each([
    ["5.6", nodeSettings()],
    [
      "5.5, with a host for the administration",
      nodeSettings({ line: "5.5", aliases: ["admin.example.com"], adminHost: "admin.example.com" }),
    ],
  ])("finds nothing in %s", (_, some) => {
    expect(findings(readable(some))).toContain("No issues found.");
  });

  test("finds something where there is something", () => {
    const config = readable(nodeSettings());
    const part = join(folder, "nginx/xcart/static.conf");
    writeFileSync(part, `${readFileSync(part, "utf8")}location /up { alias /srv/; }\nlocation ~ ^/go/(.*)$ { return 302 https://$1; }\n`);
    const { stdout } = spawnSync(gixy, [config], { encoding: "utf8" });
    expect(stdout).toMatch(/alias_traversal/);
    expect(stdout).toMatch(/http_splitting/);
  });
});
