import { expect, test } from "vitest";
import answers from "@/lib/agora/cloud-recording/fixtures/answers.json";
import { isRecord } from "@/lib/agora/json";
import { queryResponse, stopResponse } from "./server-response";
import { spelled } from "./spellings";
import { firstUploadMs, individualTask, webTask } from "./test-tasks";
import { switchesSchema } from "../state/switches";

/** The answers about a web page recording with a push and one slice in the bucket, by the switches that decide. */
function answersOf(changes: object = {}) {
  const task = webTask({ pushTo: "rtmp://127.0.0.1:9/live/x" });
  const switches = switchesSchema.parse(changes);
  return [queryResponse(task, switches), stopResponse(task, switches)].map((answer) => spelled(answer, switches));
}

/** The state of one service in an answer. */
function service(answer: Record<string, unknown> | undefined, name: string): Record<string, unknown> | undefined {
  const states: unknown = answer?.extensionServiceState;
  return Array.isArray(states) ? states.filter(isRecord).find((state) => state.serviceName === name) : undefined;
}

const files = (key: string) => [{ [key]: expect.stringMatching(/_page\.m3u8$/), sliceStartTime: firstUploadMs }];

test("files of a web page have one key by default and another by the switch, in query and stop", () => {
  for (const [changes, key] of [
    [{}, "filename"],
    [{ webFileKey: "fileName" }, "fileName"],
  ] as const) {
    for (const answer of answersOf(changes)) {
      expect(service(answer, "web_recorder_service")).toMatchObject({ payload: { fileList: files(key) } });
    }
  }
});

test("the misspelt key of a service's state is in the answer to stop alone", () => {
  const [query, stop] = answersOf({ stopPayloadKey: "playload" });
  expect(service(query, "web_recorder_service")).toHaveProperty("payload");
  for (const name of ["upload_service", "web_recorder_service"]) {
    expect(Object.keys(service(stop, name) ?? {})).toEqual(["serviceName", "playload"]);
  }
});

test("the answer to stop tells of the push in the documented form where asked for, and else not at all", () => {
  const documented = answers.find(({ operation, source }) => operation === "stop" && source.endsWith("with a push)"));
  const [, stop] = answersOf({ webStopTellsPush: true });
  const push = service(stop, "rtmp_publish_service");
  expect(push).toEqual(service(documented?.body.serverResponse as Record<string, unknown>, "rtmp_publish_service"));
  expect(service(answersOf()[1], "rtmp_publish_service")).toBeUndefined();
});

test("an upload of which nothing is known has a second spelling", () => {
  const response = { uploadingStatus: "unknown" };
  expect(spelled(response, switchesSchema.parse({}))).toEqual(response);
  expect(spelled(response, switchesSchema.parse({ unknownStatus: "unknow" }))).toEqual({ uploadingStatus: "unknow" });
});

test("an individual recording lists its playlists, or names one; the merged one is called as the switch says", () => {
  const task = individualTask();
  const names = (mergedIndexName?: string) => {
    const { fileList } = stopResponse(
      { ...task, ...(mergedIndexName === undefined ? {} : { mergedIndexName }) },
      switchesSchema.parse({}),
    );
    return Array.isArray(fileList) ? fileList.filter(isRecord).map(({ fileName }) => fileName) : fileList;
  };
  const nameOf = (medium: string) => `${task.sid}_room__uid_s_5__uid_e_${medium}.m3u8`;
  expect(names()).toEqual([nameOf("audio"), nameOf("video"), nameOf("av")]);
  expect(names("both")).toEqual([nameOf("audio"), nameOf("video"), nameOf("both")]);
  const readings = switchesSchema.parse({ individualFileListMode: "string" });
  const answer = { fileListMode: "string", fileList: nameOf("av") };
  expect(queryResponse(task, readings)).toMatchObject(answer);
  expect(stopResponse(task, readings)).toMatchObject(answer);
});
