import { gzipSync } from "node:zlib";
import { launchInstallation, removeDataDir } from "../scripts/testing/installation";
import type { Benchmark, Figure } from "./benchmark";
import { serveHelloWorld } from "./hello-world";
import { signInToBrowser, type SignedIn } from "./signed-in";

/** Words that only these libraries' code holds: they belong to pages that show a player or a chart, when they do. */
const strangers = { "kB of hls.js": "hlsMediaAttached", "kB of charts": "uPlot" };

/** What the scripts named in a page's HTML weigh, gzipped, beside those of a hello-world of the same Next. */
export const jsBudget: Benchmark = {
  id: "B5",
  name: "JS budget",
  async run(say) {
    say("building a hello-world");
    const hello = await serveHelloWorld();
    const installation = await launchInstallation();
    let admin: SignedIn | undefined;
    try {
      const peer = await weigh(textOf(hello.url), "/");
      say("starting an installation (and building it, if its sources have changed)");
      await installation.ready();
      admin = await signInToBrowser(installation.url, installation.dataDir);
      const { request } = admin.page.context();
      const pages: [subject: string, path: string][] = [
        ...[
          "/sign-in",
          "/",
          "/recordings",
          "/recordings/new",
          "/layouts",
          "/layouts/new",
          "/storage",
          "/library",
          "/settings",
          "/settings/account",
        ].map((path): [string, string] => [path, path]),
        ["/recordings/[recordingId]", await admin.startRecording("lobby")],
      ];
      const figures: Figure[] = [];
      for (const [subject, path] of pages) {
        const signedIn = async (below: string) => (await request.get(below, { maxRedirects: 0 })).text();
        const ours = await weigh(path === "/sign-in" ? textOf(installation.url) : signedIn, path);
        figures.push({ subject, ours: ours.kB, peer: peer.kB, unit: "kB", limit: 1.5, mustBeZero: ours.strangers });
      }
      return figures;
    } finally {
      hello.stop();
      await admin?.close();
      await installation.stop();
      removeDataDir(installation.dataDir);
    }
  },
};

/** Reads an address without signing in. */
const textOf = (url: string) => async (path: string) => (await fetch(`${url}${path}`, { redirect: "manual" })).text();

async function weigh(
  get: (path: string) => Promise<string>,
  path: string,
): Promise<{ kB: number; strangers: Record<string, number> }> {
  const html = await get(path);
  // `nomodule` is for browsers that load nothing else of the page.
  const tags = [...html.matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag).filter((tag) => !/\bnomodule\b/i.test(tag));
  const sources = new Set(tags.flatMap((tag) => /\bsrc="([^"]+)"/.exec(tag)?.[1] ?? []));
  if (sources.size === 0) throw new Error(`${path} names no script.`);
  let bytes = 0;
  const found = Object.fromEntries(Object.keys(strangers).map((name) => [name, 0]));
  for (const source of sources) {
    const script = await get(source.replaceAll("&amp;", "&"));
    const size = gzipSync(script, { level: 9 }).length;
    bytes += size;
    for (const [name, word] of Object.entries(strangers)) {
      if (script.includes(word)) found[name] = (found[name] ?? 0) + Math.round(size / 100) / 10;
    }
  }
  return { kB: bytes / 1000, strangers: found };
}
