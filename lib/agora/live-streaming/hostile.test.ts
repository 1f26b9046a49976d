import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { AgoraUnreadableAnswer } from "../errors";
import { parseRfc3339 } from "../rfc3339";
import { readFlsHttp } from "./answer";
import { parseFileName } from "./file-names";
import * as responses from "./responses";
import * as translate from "./translate";

const readers: readonly (readonly [z.ZodType, (body: never) => unknown])[] = [
  [responses.domain, translate.toDomain],
  [responses.domainList, translate.toDomains],
  [responses.entryPointList, translate.toEntryPoints],
  [responses.recordingSettings, translate.toCustomRecording],
  [responses.periodicSnapshots, translate.toPeriodicSnapshots],
  [responses.previewList, translate.toRecordingFiles],
  [responses.bannedStreamList, translate.toBannedStreams],
  [responses.onlineStreamList, translate.toOnlineStreams],
  [responses.publishHistory, translate.toPublishHistory],
  [responses.publishQuality, translate.toPublishQuality],
  [responses.playStatistic, translate.toPlayStatistics],
];

const names =
  "list domainList entryPointList bannedStreamList streamList publishHistory QualityHistory playStatistic storageConfig " +
  "hlsConfig name startTime time vendor region enabled fileName position secretKey authKey";
const keys = fc.constantFrom(...names.split(" "));
const item = fc.dictionary(keys, fc.jsonValue(), { maxKeys: 6 });
const body = fc.dictionary(
  keys,
  fc.oneof(fc.jsonValue(), item, fc.array(fc.oneof(item, fc.jsonValue()), { maxLength: 4 })),
);

const context = { operation: "listDomains", host: "h", durationMs: 1, secrets: ["customer-secret-value"] };

describe("answers nobody documented", () => {
  it("any object is read by every reader, whatever is in it", () => {
    fc.assert(
      fc.property(body, (answer) => {
        for (const [schema, toResult] of readers) toResult(schema.parse(answer) as never);
      }),
    );
  });

  it("a time is a date or not known", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (startTime) => {
        const { startTime: read } = responses.onlineStream.parse({ startTime });
        expect(read === null || !Number.isNaN(read.getTime())).toBe(true);
      }),
    );
  });

  it("any bytes end as an answer, or as one that cannot be read, and never show a secret", () => {
    const text = fc.oneof(
      fc.string(),
      fc.json(),
      fc.string().map((words) => `<p>${words} customer-secret-value`),
    );
    fc.assert(
      fc.property(text, fc.constantFrom(200, 201, 400, 404, 500, 504), fc.boolean(), (bytes, httpStatus, isSafe) => {
        const http = { httpStatus, contentType: "text/html", requestId: null, text: bytes };
        try {
          expect(JSON.stringify(readFlsHttp(http, { ...context, isSafe }).receipt)).not.toContain(
            "customer-secret-value",
          );
          if (isSafe && httpStatus < 300) expect(["{", "n"]).toContain(bytes.trim().charAt(0));
        } catch (error) {
          expect(error).toBeInstanceOf(AgoraUnreadableAnswer);
          expect(isSafe && httpStatus < 300).toBe(true);
        }
      }),
    );
  });
});

describe("texts of any form", () => {
  it("every moment survives being written with any offset", () => {
    const offset = fc.integer({ min: -23 * 60, max: 23 * 60 });
    const moment = fc.date({
      min: new Date("0001-01-03T00:00:00Z"),
      max: new Date("9999-12-29T00:00:00Z"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(moment, offset, (date, minutes) => {
        const local = new Date(date.getTime() + minutes * 60_000).toISOString().replace("Z", "");
        const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
        const zone = `${minutes < 0 ? "-" : "+"}${two(Math.abs(minutes) / 60)}:${two(Math.abs(minutes) % 60)}`;
        expect(parseRfc3339(`${local}${zone}`)).toBe(date.getTime());
      }),
    );
  });

  it("no text makes the readers of times and names fail", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        parseRfc3339(text);
        parseFileName(text);
      }),
    );
  });
});
