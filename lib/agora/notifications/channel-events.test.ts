import { describe, expect, it } from "vitest";
import documented from "../channel-management/fixtures/notifications.json";
import { parseNotification } from "../notifications";

const notice = (eventType: number, payload: string) =>
  parseNotification(`{"noticeId":"n","productId":1,"eventType":${eventType},"notifyMs":1,"payload":${payload}}`);

function eventOf(eventType: number, payload: string) {
  const read = notice(eventType, payload);
  if (read.product !== "rtc") throw new Error("another product");
  return read.event;
}

describe("documented events of channels", () => {
  it.each(documented)("$note", ({ body, note }) => {
    const read = parseNotification(JSON.stringify(body));
    expect(read).toMatchObject({
      product: "rtc",
      productId: 1,
      channelName: "test_webhook",
      happenedAt: new Date(body.payload.ts * 1000),
      event: { name: note.split(" ")[1] },
      payload: body.payload,
    });
  });

  it("a leave says why and after how long", () => {
    expect(eventOf(104, '{"uid":5,"clientSeq":7,"platform":7,"reason":3,"duration":60,"ts":1}')).toEqual({
      name: "hostLeft",
      uid: "5",
      clientSeq: "7",
      account: null,
      platform: 7,
      clientType: null,
      isCloudRecorder: false,
      reason: 3,
      durationSeconds: 60,
    });
  });

  it("a recorder is told by its client type alone", () => {
    expect(eventOf(103, '{"uid":5,"platform":6,"clientType":10}')).toMatchObject({ isCloudRecorder: true });
    expect(eventOf(103, '{"uid":5,"platform":6,"clientType":3}')).toMatchObject({ isCloudRecorder: false });
    expect(eventOf(107, '{"uid":5,"platform":6}')).toMatchObject({ clientType: null, isCloudRecorder: false });
  });

  it.each([109, 110, 113, 999])("%i, which no page describes, is no error", (number) => {
    expect(notice(number, '{"channelName":"c","ts":5}')).toMatchObject({
      channelName: "c",
      event: { name: "unknown" },
    });
  });
});

describe("clientSeq", () => {
  it.each(["18446744073709551615", "9007199254740993", "1625051030746", "0"])("%s keeps every digit", (digits) => {
    expect(eventOf(103, `{"uid":5,"clientSeq":${digits}}`)).toMatchObject({ clientSeq: digits });
    expect(eventOf(103, `{"uid":5,"clientSeq" : ${digits} , "ts":1}`)).toMatchObject({ clientSeq: digits });
    expect(eventOf(103, `{"uid":5,"clientSeq":"${digits}"}`)).toMatchObject({ clientSeq: digits });
  });

  it("is not taken from a text that looks like it", () => {
    const account = JSON.stringify('"clientSeq":9007199254740995,');
    expect(eventOf(103, `{"account":${account},"clientSeq":9007199254740993}`)).toMatchObject({
      clientSeq: "9007199254740993",
      account: '"clientSeq":9007199254740995,',
    });
  });

  it("that is missing, or of another form, does not lose the event", () => {
    expect(eventOf(103, '{"uid":5}')).toMatchObject({ uid: "5", clientSeq: null });
    expect(eventOf(103, '{"uid":"5","clientSeq":{}}')).toMatchObject({ uid: "5", clientSeq: null });
    expect(eventOf(103, '{"channelName":{},"uid":[]}')).toMatchObject({ name: "hostJoined", uid: null });
  });
});
