"use client";

import { Film } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { lengthText } from "@/lib/timeline/length-text";
import { Button } from "../../ui/button";
import { Spinner } from "../../ui/spinner";
import { Time } from "../../ui/time";
import { attachSource } from "../../player/attach-source";
import { FailurePanel } from "../../player/failure-panel";
import type { MediaFailure } from "../../player/media-failure";
import { switchFullscreen } from "../../player/player-acts";
import { useMediaState } from "../../player/use-media-state";
import type { LibraryDesk } from "../desk";
import { useValue } from "../value-store";
import { Transport } from "./transport";
import { useFrameRate } from "./use-frame-rate";

export type StageProps = {
  desk: LibraryDesk;
  /** What is played, for assistive technology. */
  label: string;
  /** Whether it is known where files are fetched. */
  isPlayable: boolean;
  /** Said where there is no recording to play. */
  empty: ReactNode;
};

/** The picture at the playhead, and the row of buttons below it. Loaded through `lazy-stage.tsx`, in the browser only. */
export function Stage({ desk, label, isPlayable, empty }: StageProps) {
  const [video, setVideo] = useState<HTMLVideoElement | null>(null);
  const [frame, setFrame] = useState<HTMLElement | null>(null);
  const [failed, setFailed] = useState<{ url: string; failure: MediaFailure } | null>(null);
  const file = useValue(desk.file);
  const start = useValue(desk.load);
  const state = useMediaState(video);
  const url = file?.url ?? null;
  const kind = file?.kind ?? "hls";
  const failure = failed !== null && failed.url === url ? failed.failure : null;
  useFrameRate(video, desk);

  useEffect(() => {
    if (video === null) return;
    return desk.attach(video, () => void switchFullscreen(frame));
  }, [desk, video, frame]);

  useEffect(() => {
    if (video === null || url === null) return;
    return attachSource({
      video,
      source: { kind, url },
      startSeconds: start.seconds,
      onFailure: (why) => setFailed({ url, failure: why }),
      onFragments: (fragments) => desk.setFragments(fragments),
    });
  }, [desk, video, kind, url, start]);

  return (
    <section
      ref={setFrame}
      aria-label={`Player: ${label}`}
      className="flex min-w-0 flex-col overflow-hidden rounded-lg border border-line bg-panel fullscreen:rounded-none fullscreen:border-0"
    >
      <div className="relative flex aspect-video min-h-0 flex-1 items-center justify-center bg-[#000]">
        {/* What a stream shows has no captions. */}
        {/* oxlint-disable-next-line jsx-a11y/media-has-caption, jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions */}
        <video
          ref={setVideo}
          crossOrigin="anonymous"
          playsInline
          preload="auto"
          aria-label={label}
          onClick={() => desk.run({ do: "toggle" })}
          className={file === null ? "hidden" : "absolute inset-0 size-full object-contain"}
        />
        {file === null ? (
          <NoPicture desk={desk} isPlayable={isPlayable}>
            {empty}
          </NoPicture>
        ) : failure !== null ? (
          <FailurePanel
            failure={failure}
            onRetry={() => {
              setFailed(null);
              desk.reload();
            }}
          />
        ) : (
          (state.isWaiting || !state.isReady) && (
            <output className="relative flex items-center gap-2 rounded-md bg-[#000]/60 px-3 py-2 text-xs text-[#fff]">
              <Spinner />
              Loading
            </output>
          )
        )}
      </div>
      <Transport desk={desk} state={state} />
    </section>
  );
}

/** In a gap: what is known of it, and the way on. */
function NoPicture({ desk, isPlayable, children }: Pick<StageProps, "desk" | "isPlayable"> & { children: ReactNode }) {
  const playheadMs = useValue(desk.playhead);
  const gap = isPlayable ? desk.gapAt(playheadMs) : undefined;
  return (
    <div className="flex size-full flex-col items-center justify-center gap-3 bg-inset p-6 text-center">
      <Film aria-hidden="true" className="size-6 text-subtle" />
      {gap === undefined ? (
        children
      ) : (
        <>
          <div>
            <p className="text-base font-semibold">Nothing was recorded here</p>
            <p className="mt-1 text-sm text-muted">
              A gap of {lengthText(gap.toMs - gap.fromMs)}, until <Time at={gap.toMs} format="time" />.
            </p>
          </div>
          <Button size="sm" onClick={() => desk.seek(gap.toMs)}>
            Go to its end
          </Button>
        </>
      )}
    </div>
  );
}
