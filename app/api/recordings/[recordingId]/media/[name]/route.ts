import { guardedGet } from "@/lib/auth/route-guard";
import { createContext, processServices } from "@/lib/context";
import { openMedia } from "@/lib/features/recordings/service/open-media";
import { authorizeRecording } from "../../../authorize-recording";

/**
 * One file of a recording. A playlist comes as text whose lines resolve to this very route; everything else is a
 * redirect to a freshly signed address, to which the browser sends its Range again. `?download=1` makes it a download,
 * `?whole=1` one playlist of all servers that recorded it.
 */
export const GET = guardedGet<{ recordingId: string; name: string }>(
  async ({ request, params: { recordingId, name }, ...caller }) => {
    const ctx = createContext(processServices(), caller);
    const grant = await authorizeRecording(ctx, recordingId);
    const isWhole = request.nextUrl.searchParams.get("whole") === "1";
    const isDownload = request.nextUrl.searchParams.get("download") === "1";
    const media = await openMedia({ ctx, grant, recordingId, name, isDownload, isWhole });
    if (media.kind === "playlist") {
      return new Response(media.text, { headers: { "Content-Type": media.contentType } });
    }
    return new Response(null, { status: 302, headers: { Location: media.url } });
  },
);
