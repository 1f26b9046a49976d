import type { IndividualTask, Task, WebTask } from "../state/tasks";

/** Whether MP4 files were asked for beside the playlist (contract §2.5); individual recordings have none. */
export function wantsMp4({ mode, request }: Pick<Task, "mode" | "request">): boolean {
  return mode !== "individual" && (request.recordingFileConfig?.avFileType.includes("mp4") ?? false);
}

/** Stills alone: `snapshotConfig` without `recordingFileConfig` (contract §2.5). */
export function isStillsOnly({ request }: Pick<IndividualTask, "request">): boolean {
  return request.snapshotConfig !== undefined && request.recordingFileConfig === undefined;
}

/** The web recorder's own parameters (contract §2.7). @throws Error when there is none; start refuses such a request */
export function pageParam({ request }: Pick<WebTask, "request">) {
  const service = request.extensionServiceConfig.extensionServices.find(
    (one) => one.serviceName === "web_recorder_service",
  );
  if (!service) throw new Error("a web page recording without a web recorder");
  return service.serviceParam;
}

/** Where the picture of a web page is to be pushed to (contract §2.7). */
export function rtmpUrlsOf(request: WebTask["request"]): string[] {
  return request.extensionServiceConfig.extensionServices.flatMap((one) =>
    one.serviceName === "rtmp_publish_service" ? one.serviceParam.outputs.map(({ rtmpUrl }) => rtmpUrl) : [],
  );
}

/** What is made of an individual recording after its end: nothing, an MP4 a person, or the sound of all (contract §2.8). */
export type Postponed = { kind: "transcode" } | { kind: "audioMix"; format: "mp3" | "m4a" | "aac" };

/** Null unless `appsCollection` asks for it. */
export function postponedOf(task: Task): Postponed | null {
  if (task.mode !== "individual") return null;
  const { appsCollection, transcodeOptions } = task.request;
  if (appsCollection?.combinationPolicy !== "postpone_transcoding") return null;
  if (transcodeOptions?.transConfig.transMode !== "audioMix") return { kind: "transcode" };
  const format = transcodeOptions.container?.format;
  // The schema refuses MP4 here; a recording that was accepted before it did keeps its sound.
  return { kind: "audioMix", format: format === undefined || format === "mp4" ? "mp3" : format };
}
