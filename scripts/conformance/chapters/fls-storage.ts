import { expectAnswer } from "../agora";
import { check } from "../check";
import { nothing } from "../expect";
import { expectDone, expectRefused, fls, newPoint, settingsOf, storage } from "../fls";

/** The vendors by number, with the numbers of their regions: FLS contract §3. */
const upTo = (last: number) => Array.from({ length: last + 1 }, (_, i) => i);
const vendors: [name: string, vendor: number, regions: number[], wrong: number[]][] = [
  ["Qiniu", 0, upTo(4), [-1, 5]],
  ["Amazon S3", 1, upTo(26).filter((n) => n !== 17 && n !== 23), [-1, 17, 23, 27, 28]],
  ["Alibaba", 2, upTo(22), [-1, 23, 27]],
  ["Tencent", 3, upTo(19), [-1, 20]],
  ["Kingsoft", 4, upTo(9), [-1, 10]],
  ["Huawei", 7, upTo(15), [-1, 16]],
  ["Baidu", 8, upTo(7), [-1, 8]],
];

for (const [name, vendor, regions, wrong] of vendors) {
  check({
    section: "FLS 3",
    title: `All ${regions.length} regions of ${name} are taken, others are 400, and so is none`,
    async run(lab) {
      const path = settingsOf(await newPoint(lab), "custom");
      for (const region of regions) expectDone(await fls(lab, "PATCH", path, storage(vendor, region)));
      for (const region of [...wrong, undefined, "1"]) {
        expectRefused(await fls(lab, "PATCH", path, storage(vendor, region)), 400, /storageConfig\.region/);
      }
      expectAnswer(await fls(lab, "GET", path), 200, { storageConfig: { vendor, region: regions.at(-1) } });
    },
  });
}
for (const [name, vendor] of [
  ["Azure", 5],
  ["Google", 6],
] as const) {
  check({
    section: "FLS 3",
    title: `${name}'s region has no effect: any is taken, and none`,
    async run(lab) {
      const path = settingsOf(await newPoint(lab), "custom");
      for (const region of [0, 7, 99, undefined]) expectDone(await fls(lab, "PATCH", path, storage(vendor, region)));
      expectAnswer(await fls(lab, "GET", path), 200, { storageConfig: { vendor, region: nothing } });
    },
  });
}
for (const vendor of [9, 11, -1, 1.5, "1"]) {
  check({
    section: "FLS 3",
    title: `Vendor ${JSON.stringify(vendor)} is 400`,
    async run(lab) {
      const path = settingsOf(await newPoint(lab), "custom");
      expectRefused(await fls(lab, "PATCH", path, storage(vendor, 0)), 400, /storageConfig\.vendor/);
    },
  });
}
