import { leaveCodes, webRecorderReload, webRecorderStarted, rtmpPublishStatus } from "../notifications/events";
import type { Task, WebTask } from "../state/tasks";
import { capturePage, type PageEvent } from "../web/page-capture";
import { pushRtmp, type RtmpPush, type RtmpStatus } from "../web/rtmp-push";
import type { World } from "../world";
import { leave } from "./leave";
import { framesFolder } from "./plan";
import { pageParam } from "./request-facts";

/** A page being recorded. */
export type OpenPage = {
  /** Brings the pushes in line with the task. */
  follow(): void;
  close(): Promise<void>;
};

const noPage: OpenPage = { follow() {}, async close() {} };

/** Opens the page of a web page recording and pushes it where it is wanted; nothing for other recordings. */
export function openPage(world: World, sid: string): OpenPage {
  const task = world.tasks.get(sid);
  if (task.mode !== "web" || task.phase !== "recording") return noPage;
  const param = pageParam(task);
  const stop = new AbortController();
  const signal = AbortSignal.any([stop.signal, world.closing]);
  const framesDir = framesFolder(world.mediaDir, sid);
  const size = { width: param.videoWidth, height: param.videoHeight };
  const changeWeb = (change: (web: WebTask) => void) => {
    if (signal.aborted) return;
    world.tasks.change(sid, (changed) => {
      if (changed.mode === "web" && changed.phase === "recording") change(changed);
    });
    world.recorders.wake(sid);
  };
  const captured = capturePage({
    url: param.url,
    ...size,
    isMobile: param.mobile,
    framesDir,
    nowMs: () => world.clock.nowMs(),
    sleepUntil: (atMs, aborted) => world.clock.sleepUntil(atMs, aborted),
    readyTimeoutMs: param.readyTimeout * 1000,
    onEvent: (event) => changeWeb((web) => hear(world, web, event)),
    signal,
  });
  const pushes = new Map<string, RtmpPush>();
  const push = (rtmpUrl: string) => {
    const onStatus = (status: RtmpStatus) => changeWeb((web) => tellStatus(world, web, rtmpUrl, status));
    return pushRtmp({ rtmpUrl, ...size, fps: param.videoFps, label: param.url, framesDir, onStatus, signal });
  };
  return {
    follow() {
      const now = world.tasks.get(sid);
      if (now.mode !== "web" || now.web.openedMs === null || signal.aborted) return;
      const { rtmpUrls, isOnHold } = now.web;
      for (const [url, one] of pushes) {
        if (rtmpUrls.includes(url)) continue;
        pushes.delete(url);
        void one.close();
      }
      for (const url of rtmpUrls) {
        const one = pushes.get(url) ?? push(url);
        pushes.set(url, one);
        one.hold(isOnHold);
      }
    },
    async close() {
      stop.abort();
      await Promise.all([captured, ...[...pushes.values()].map((one) => one.close())]);
    },
  };
}

/** What happens to the page, as Agora tells it (contract §5.3 events 70, 71 and 73). */
function hear(world: World, task: WebTask, event: PageEvent): void {
  switch (event.kind) {
    case "opened":
      if (task.web.openedMs !== null) return;
      task.web.openedMs = world.clock.nowMs();
      world.notices.emit(task, webRecorderStarted(task.web.openedMs));
      return;
    case "reloaded":
      world.notices.emit(task, webRecorderReload("page_load_timeout"));
      return;
    case "failed":
      task.web.stopCode = event.code;
      task.web.stopMessage = stopMessages[event.code];
      leave(world, task, { reason: "stop", leaveCode: leaveCodes.clientLeave, error: null });
  }
}

/** The messages of event 71 (contract §5.3). */
const stopMessages = {
  3: "start_engine_failed",
  4: "page_load_timeout",
  5: "access_url_failed",
  6: "recorder_error",
} as const;

function tellStatus(world: World, task: WebTask, rtmpUrl: string, status: RtmpStatus): void {
  if (!task.web.rtmpUrls.includes(rtmpUrl) || task.web.rtmpStatus[rtmpUrl] === status) return;
  task.web.rtmpStatus[rtmpUrl] = status;
  world.notices.emit(task, rtmpPublishStatus(rtmpUrl, status));
}

/** Whether a recording is one of a page that went wrong. */
export function isPageFailure(task: Task): boolean {
  return task.mode === "web" && task.web.stopCode > 1;
}
