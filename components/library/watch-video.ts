type Listeners = { follow: () => void; settle: () => void; ready: () => void; ended: () => void };

/**
 * Calls back as a media element goes on: `follow` with every frame while it plays, `settle` when it is where it was sent,
 * `ready` when it has a picture, `ended` at its end. Returns what stops it.
 */
export function watchVideo(video: HTMLVideoElement, { follow, settle, ready, ended }: Listeners): () => void {
  const listeners = { timeupdate: follow, seeked: settle, playing: settle, loadeddata: ready, ended } as const;
  for (const [name, listener] of Object.entries(listeners)) video.addEventListener(name, listener);
  let frame = 0;
  const tick = () => {
    if (!video.paused) follow();
    frame = requestAnimationFrame(tick);
  };
  frame = requestAnimationFrame(tick);
  return () => {
    cancelAnimationFrame(frame);
    for (const [name, listener] of Object.entries(listeners)) video.removeEventListener(name, listener);
  };
}
