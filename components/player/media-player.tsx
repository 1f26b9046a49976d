"use client";

import dynamic from "next/dynamic";
import type { PlayerProps } from "./player";

/** The player, loaded when one is shown; the space it needs is kept meanwhile. */
export const MediaPlayer = dynamic<PlayerProps>(() => import("./player").then((file) => file.Player), {
  ssr: false,
  loading: () => <div aria-hidden="true" className="aspect-video rounded-lg border border-line bg-inset" />,
});
