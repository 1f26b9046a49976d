import { expect, test } from "vitest";
import type { LibraryPlaces } from "@/lib/features/library/types";
import { libraryHref, readLibraryView } from "./library-url";
import { pinned, placeOf } from "./place";

const at = (query: string) => readLibraryView(new URLSearchParams(query));
const places = (...streams: [streamName: string, isOnAir: boolean][]): LibraryPlaces => ({
  entryPoints: ["live", "events"],
  areas: [{ flsArea: "eu", hasPublishDomain: true }],
  streams: streams.map(([streamName, isOnAir]) => ({ streamName, isOnAir })),
  readAt: "2026-11-21T10:00:00.000Z",
});

test("an address that names nothing stands for the first stream on air, and from then on names it", () => {
  const first = places(["aaa", false], ["cam1", true], ["cam2", true]);
  const view = at("in=2026-11-21T09:00:00.000Z&out=latest");
  expect(placeOf(view, first)).toEqual({ entryPoint: "live", flsArea: "eu", streamName: "cam1" });
  const named = pinned(view, first);
  expect(named).toEqual({ ...view, entryPoint: "live", flsArea: "eu", streamName: "cam1" });

  // Its push ends, and a stream that comes before it in the list goes on air.
  const later = places(["aaa", true], ["cam1", false], ["cam2", true]);
  expect(placeOf(at(libraryHref(named ?? view).slice("/library?".length)), later)).toMatchObject({
    streamName: "cam1",
  });
});

test("what the address names stays as it is, and nothing is named before there is a stream", () => {
  const some = places(["cam1", true]);
  expect(pinned(at("entry=events&area=cn&stream=gone"), some)).toBeNull();
  expect(pinned(at("entry=events"), some)).toMatchObject({ entryPoint: "events", flsArea: "eu", streamName: "cam1" });
  expect(pinned(at(""), places())).toBeNull();
  expect(pinned(at("stream=cam1"), undefined)).toBeNull();
});
