import type { LibraryPlaces, StreamPlace } from "@/lib/features/library/types";
import type { LibraryView } from "./library-url";

/** What is shown where the address names nothing: the first of each, and a stream that is on air before others. */
export function placeOf(view: LibraryView, places: LibraryPlaces | undefined): StreamPlace {
  const stream = places?.streams.find(({ isOnAir }) => isOnAir) ?? places?.streams[0];
  return {
    entryPoint: view.entryPoint ?? places?.entryPoints[0] ?? "",
    flsArea: view.flsArea ?? places?.areas[0]?.flsArea ?? "cn",
    streamName: view.streamName ?? stream?.streamName ?? "",
  };
}

/**
 * The same view with its place named, so that streams that come and go cannot put another one under what was selected and
 * typed for the first. Null where nothing is to be named: it is already, or there is no stream yet.
 */
export function pinned(view: LibraryView, places: LibraryPlaces | undefined): LibraryView | null {
  const place = placeOf(view, places);
  if (places === undefined || place.entryPoint === "" || place.streamName === "") return null;
  const isNamed = view.entryPoint !== null && view.flsArea !== null && view.streamName !== null;
  return isNamed ? null : { ...view, ...place };
}
