import { fieldOf, type Answer } from "./agora";
import { isRecord, type Json } from "./json";
import type { Lab } from "./lab";
import { ending, namesOf, observe, type Observed } from "./observe";

/** A service of a web page recording as start takes it. */
export function recorder(param: Json): Json {
  const size = { videoWidth: 160, videoHeight: 90 };
  return {
    serviceName: "web_recorder_service",
    serviceParam: { audioProfile: 0, ...size, maxRecordingHour: 1, ...param },
  };
}

export function publisher(...rtmpUrls: string[]): Json {
  return {
    serviceName: "rtmp_publish_service",
    serviceParam: { outputs: rtmpUrls.map((rtmpUrl) => ({ rtmpUrl })) },
  };
}

/** `clientRequest` of the start of a page of the lab's own server, or of any address. */
export async function pageRequest(lab: Lab, page: string, param: Json = {}, services: Json[] = []): Promise<Json> {
  const url = page.startsWith("/") ? `${(await lab.pages()).url}${page}` : page;
  return { extensionServiceConfig: { extensionServices: [recorder({ url, ...param }), ...services] } };
}

/** The payload of one service in an answer; empty when it is not there. */
export function payloadOf(answer: Answer, serviceName: string): Json {
  const services = fieldOf(answer, "serverResponse", "extensionServiceState");
  const found = Array.isArray(services) ? services.filter(isRecord).find((one) => one.serviceName === serviceName) : {};
  return isRecord(found?.payload) ? found.payload : {};
}

/** Whether the page's files are listed. */
function hasFiles({ answer }: { answer: Answer }): boolean {
  const { fileList } = payloadOf(answer, "web_recorder_service");
  return Array.isArray(fileList) && fileList.length > 0;
}

/** A label with special characters, and how it stands in file names. */
export const label = { given: "my page (1)", written: "my page -1-" };

/** A page in HLS and MP4, held and resumed in between. */
export function pageStory(lab: Lab): Promise<Observed & { held: Answer; slicesHeld: number[] }> {
  return lab.once("page", async () => {
    const request = await pageRequest(lab, "/plain");
    const seen: { held?: Answer; slicesHeld: number[] } = { slicesHeld: [] };
    const observed = await observe(lab, {
      mode: "web",
      turn: "pages",
      cname: label.given,
      prefix: ["conformance", "page"],
      request: { ...request, recordingFileConfig: { avFileType: ["hls", "mp4"] } },
      awaited: "files of the page",
      isEnough: hasFiles,
      async meanwhile(task) {
        const slices = async () => ending(await namesOf(lab, task, "conformance/page/"), ".ts").length;
        await lab.change(task, "update", { webRecordingConfig: { onhold: true } });
        await lab.passes(0.5);
        await lab.until("what was recorded until then", async () =>
          (await lab.waiting(task.sid)).length === 0 ? true : undefined,
        );
        seen.held = await lab.query(task);
        seen.slicesHeld.push(await slices());
        await lab.passes(2.5);
        seen.slicesHeld.push(await slices());
        await lab.change(task, "update", { webRecordingConfig: { onhold: false } });
        await lab.until("a slice after the hold", async () =>
          (await slices()) > seen.slicesHeld[1]! ? true : undefined,
        );
      },
    });
    return { ...observed, held: seen.held ?? observed.first, slicesHeld: seen.slicesHeld };
  });
}

/** Where nobody listens. */
export const deadEnds = ["rtmp://127.0.0.1:1/live/first", "rtmp://127.0.0.1:1/live/second"] as const;

/** A page that is pushed to an address where nobody listens, then by update to another. */
export function pushStory(lab: Lab): Promise<Observed & { pushed: Answer }> {
  return lab.once("push", async () => {
    let pushed: Answer | undefined;
    const observed = await observe(lab, {
      mode: "web",
      turn: "pages",
      request: await pageRequest(lab, "/plain", {}, [publisher(deadEnds[0])]),
      awaited: "files, and a push that failed",
      isEnough: (seen) => hasFiles(seen) && seen.deliveries.some(({ details }) => details.status === "disconnected"),
      async meanwhile(task) {
        pushed = await lab.query(task);
        await lab.change(task, "update", { rtmpPublishConfig: { outputs: [{ rtmpUrl: deadEnds[1] }] } });
        await lab.notified(task.sid, 100, ({ details }) => details.rtmpUrl === deadEnds[1]);
      },
    });
    return { ...observed, pushed: pushed ?? observed.first };
  });
}

/** A page that is on hold from the start, until update resumes it. */
export function heldStory(lab: Lab): Promise<Observed & { namesHeld: string[] }> {
  return lab.once("held", async () => {
    let namesHeld = ["nothing was looked at"];
    const observed = await observe(lab, {
      mode: "web",
      turn: "pages",
      request: await pageRequest(lab, "/plain", { onhold: true }),
      awaited: "the page to be opened",
      isEnough: ({ deliveries }) => deliveries.some(({ envelope }) => envelope.eventType === 70),
      async meanwhile(task) {
        await lab.passes(3);
        namesHeld = await namesOf(lab, task);
        await lab.change(task, "update", { webRecordingConfig: { onhold: false } });
        await lab.until("a slice", async () => ((await namesOf(lab, task)).length > 0 ? true : undefined));
      },
    });
    return { ...observed, namesHeld };
  });
}
