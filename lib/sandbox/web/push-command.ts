/** What is pushed and where. */
export type PushFormat = {
  readonly rtmpUrl: string;
  readonly width: number;
  readonly height: number;
  readonly fps: number;
};

/** Seconds between key frames: a viewer who joins waits at most so long. */
const keyFrameSeconds = 2;

/**
 * Arguments of an ffmpeg that takes JPEG pictures on `pipe:0` at any pace, shows each until the next, adds silence, sends
 * H.264 and AAC as FLV, and reports on `pipe:1`. It ends when its input does.
 */
export function pushArguments({ rtmpUrl, width, height, fps }: PushFormat): string[] {
  const even = (px: number) => Math.max(2, px - (px % 2));
  const keyFrameDistance = `${keyFrameSeconds * fps}`;
  return [
    ["-hide_banner", "-loglevel", "quiet", "-progress", "pipe:1"],
    // Without these it reads several pictures, hence seconds, before it connects.
    ["-probesize", "32", "-analyzeduration", "0", "-use_wallclock_as_timestamps", "1"],
    ["-f", "image2pipe", "-c:v", "mjpeg", "-framerate", "4", "-i", "pipe:0"],
    ["-f", "lavfi", "-i", "anullsrc=r=48000:cl=mono", "-map", "0:v", "-map", "1:a", "-shortest"],
    ["-vf", `scale=${even(width)}:${even(height)}:flags=bilinear,fps=${fps},format=yuv420p,setsar=1`],
    ["-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-threads", "1", "-crf", "23"],
    ["-g", keyFrameDistance, "-keyint_min", keyFrameDistance, "-sc_threshold", "0"],
    ["-c:a", "aac", "-b:a", "48k", "-f", "flv", "-flvflags", "no_duration_filesize", rtmpUrl],
  ].flat();
}

/** Whether an address is one that ffmpeg sends to by RTMP, and nothing that it could take for an option or a file. */
export function isRtmpUrl(rtmpUrl: string): boolean {
  return /^rtmps?:\/\/[^/\s]+\/\S+$/.test(rtmpUrl) && URL.canParse(rtmpUrl);
}
