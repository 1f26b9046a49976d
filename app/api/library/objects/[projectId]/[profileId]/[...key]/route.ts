import { authorize } from "@/lib/auth/ability";
import { guardedGet } from "@/lib/auth/route-guard";
import { createContext, processServices } from "@/lib/context";
import { openBucketFile } from "@/lib/features/library/service/bucket-files";

/** One file of a live stream in the bucket of a storage profile, in the same way as those in Agora's storage. */
export const GET = guardedGet<{ projectId: string; profileId: string; key: string[] }>(
  async ({ params: { projectId, profileId, key }, ...caller }) => {
    const ctx = createContext(processServices(), caller);
    const grant = await authorize(ctx.db, ctx.actor, "library.read", projectId);
    const file = await openBucketFile({ ctx, grant, profileId, key: key.join("/") });
    if (file.kind === "redirect") return new Response(null, { status: 302, headers: { Location: file.url } });
    return new Response(file.text, { headers: { "Content-Type": "application/vnd.apple.mpegurl" } });
  },
);
