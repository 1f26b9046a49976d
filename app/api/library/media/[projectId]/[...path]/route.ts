import { authorize } from "@/lib/auth/ability";
import { guardedGet } from "@/lib/auth/route-guard";
import { createContext, processServices } from "@/lib/context";
import { openFile } from "@/lib/features/library/service/open-file";

/**
 * One file of Agora's storage, at the path that Agora names. A playlist comes as text whose lines resolve to this very
 * route; everything else is a redirect to a freshly signed address, to which the browser sends its Range again.
 * `?download=1` gives the file itself, of a playlist all its slices as one file.
 */
export const GET = guardedGet<{ projectId: string; path: string[] }>(
  async ({ request, params: { projectId, path }, ...caller }) => {
    const ctx = createContext(processServices(), caller);
    const grant = await authorize(ctx.db, ctx.actor, "library.read", projectId);
    const isDownload = request.nextUrl.searchParams.get("download") === "1";
    const file = await openFile({ ctx, grant, path: path.join("/"), isDownload, signal: request.signal });
    if (file.kind === "redirect") return new Response(null, { status: 302, headers: { Location: file.url } });
    if (file.kind === "playlist") {
      return new Response(file.text, { headers: { "Content-Type": "application/vnd.apple.mpegurl" } });
    }
    const plain = file.name.replaceAll(/[^\w.-]/g, "_");
    const disposition = `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(file.name)}`;
    return new Response(file.body, {
      headers: { "Content-Type": file.contentType, "Content-Disposition": disposition },
    });
  },
);
