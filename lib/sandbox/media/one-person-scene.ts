import { sourceSizes, type SourceAspect } from "./person";
import type { PeopleScene } from "./scene";

/** One person alone, their picture as it was sent; without picture for `streamTypes` 0, without sound for 1. */
export function onePersonScene({
  uid,
  aspect,
  fps,
  bitrateKbps,
  streamTypes,
}: {
  uid: number;
  aspect: SourceAspect;
  fps: number;
  bitrateKbps: number;
  streamTypes: 0 | 1 | 2;
}): PeopleScene {
  const region = {
    uid,
    x: 0,
    y: 0,
    width: 1,
    height: 1,
    alpha: 1,
    fit: "cover" as const,
    picture: { kind: "live" as const },
    sourceAspect: aspect,
  };
  return {
    kind: "people",
    ...sourceSizes[aspect],
    fps,
    bitrateKbps,
    audioProfile: 0,
    streamTypes,
    audioUids: streamTypes === 1 ? [] : [uid],
    backgroundColour: "#000000",
    backgroundImage: null,
    regions: streamTypes === 0 ? [] : [region],
  };
}
