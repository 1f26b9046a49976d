import { ListObjectsCommand, ListObjectsV2Command, paginateListObjectsV2 } from "@aws-sdk/client-s3";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { openTestStore, sdkClient, sendSigned } from "./test-store";

const Bucket = "recordings";

test("2,500 keys come in pages of 1,000, in order, each once", async () => {
  const store = await openTestStore();
  const keys = Array.from({ length: 2500 }, (_, index) => `slices/${String(index).padStart(5, "0")}.ts`);
  for (let start = 0; start < keys.length; start += 100) {
    await Promise.all(keys.slice(start, start + 100).map((key) => store.admin.putObject(Bucket, key, "x")));
  }
  const pages: (string | undefined)[][] = [];
  for await (const page of paginateListObjectsV2({ client: sdkClient(store) }, { Bucket, Prefix: "slices/" })) {
    pages.push(page.Contents?.map((object) => object.Key) ?? []);
  }
  expect(pages.map((page) => page.length)).toEqual([1000, 1000, 500]);
  expect(pages.flat()).toEqual(keys);

  const grouped = await sdkClient(store).send(new ListObjectsV2Command({ Bucket, Delimiter: "/" }));
  expect(grouped).toMatchObject({ CommonPrefixes: [{ Prefix: "slices/" }], KeyCount: 1, IsTruncated: false });
}, 60_000);

test("prefix, delimiter, start-after, page size and both versions give what a plain scan gives", async () => {
  const store = await openTestStore();
  const client = sdkClient(store);
  const keys = ["a", "a/", "a/1", "a/2/x", "a/2/y", "a0", "b//c", "b/c", "z", "ü/1", "ü/2", "\u{1f600}"];
  await Promise.all(keys.map((key) => store.admin.putObject(Bucket, key, "x")));

  /** What S3 documents, computed the slow way. */
  const expected = (prefix: string, delimiter: string, after: string) => {
    const bytes = (text: string) => Buffer.from(text);
    const found = keys
      .filter((key) => key.startsWith(prefix) && Buffer.compare(bytes(key), bytes(after)) > 0)
      .toSorted((a, b) => Buffer.compare(bytes(a), bytes(b)));
    const group = (key: string) => {
      const cut = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length);
      return cut === -1 ? key : `${key.slice(0, cut + delimiter.length)} (group)`;
    };
    return [...new Set(found.map(group))];
  };

  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom("", "a", "a/", "a/2", "b/", "ü", "none"),
      fc.constantFrom("", "/", "2"),
      fc.constantFrom("", "a", "a/1", "a/2/x", "b", "ü/1", "\u{1f600}"),
      fc.integer({ min: 1, max: 5 }),
      async (prefix, delimiter, after, maxKeys) => {
        const input = { Bucket, Prefix: prefix, Delimiter: delimiter || undefined, StartAfter: after || undefined };
        const names: string[] = [];
        let token: string | undefined;
        do {
          const page = await client.send(
            new ListObjectsV2Command({ ...input, MaxKeys: maxKeys, ContinuationToken: token }),
          );
          const listed = [
            ...(page.Contents ?? []).map((object) => object.Key ?? ""),
            ...(page.CommonPrefixes ?? []).map((group) => `${group.Prefix} (group)`),
          ];
          expect(listed.length).toBeLessThanOrEqual(maxKeys);
          expect(page.KeyCount).toBe(listed.length);
          names.push(...listed);
          token = page.NextContinuationToken;
          expect(page.IsTruncated).toBe(token !== undefined);
        } while (token !== undefined);
        expect(names.toSorted()).toEqual(expected(prefix, delimiter, after).toSorted());
      },
    ),
    { numRuns: 60 },
  );

  const first = await client.send(new ListObjectsCommand({ Bucket, Delimiter: "/", MaxKeys: 2 }));
  expect(first).toMatchObject({ Contents: [{ Key: "a" }], CommonPrefixes: [{ Prefix: "a/" }], NextMarker: "a/" });
  const second = await client.send(
    new ListObjectsCommand({ Bucket, Delimiter: "/", MaxKeys: 2, Marker: first.NextMarker }),
  );
  expect(second).toMatchObject({ Contents: [{ Key: "a0" }], CommonPrefixes: [{ Prefix: "b/" }] });
});

test("encoding-type=url makes any key safe to read from XML", async () => {
  const store = await openTestStore();
  const key = 'a b/\u0001+&<"\n%20ü';
  await store.admin.putObject(Bucket, key, "x");
  const list = (query: Record<string, string>) =>
    sendSigned(store, { method: "GET", path: `/${Bucket}`, query: { "list-type": "2", ...query } });
  const { text } = await list({ "encoding-type": "url" });
  expect(decodeURIComponent(/<Key>(.*)<\/Key>/.exec(text)?.[1] ?? "")).toBe(key);
  const plain = await sdkClient(store).send(new ListObjectsV2Command({ Bucket }));
  expect(plain.Contents?.[0]?.Key).toBe(key);
  expect(await list({ "encoding-type": "base64" })).toMatchObject({ status: 400, code: "InvalidArgument" });
});

test("nonsense in a listing is refused", async () => {
  const store = await openTestStore();
  const list = async (query: Record<string, string>) =>
    (await sendSigned(store, { method: "GET", path: `/${Bucket}`, query: { "list-type": "2", ...query } })).code;
  expect(await list({ "max-keys": "-1" })).toBe("InvalidArgument");
  expect(await list({ "continuation-token": "made-up" })).toBe("InvalidArgument");
  expect(await list({ "max-keys": "0" })).toBeUndefined();
});
