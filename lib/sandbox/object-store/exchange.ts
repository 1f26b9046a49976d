import type { Access } from "./auth/permissions";
import type { Payload } from "./payload";
import type { Reply } from "./reply";
import type { RequestHeaders } from "./request-headers";
import type { AccessKeyRow } from "./storage/access-keys";
import type { Bucket } from "./storage/buckets";
import type { Store } from "./storage/store";
import type { QueryPair } from "./uri";

/** One authenticated and permitted request, as the operations see it. */
export type Exchange = {
  store: Store;
  key: AccessKeyRow;
  headers: RequestHeaders;
  query: Query;
  /** Opens the body; once a request. */
  payload: (maxBytes: number) => Payload;
  reply: Reply;
  /** Region the request was signed for. */
  signedRegion: string;
};

export type NewBucketExchange = Exchange & { bucketName: string };
export type BucketExchange = Exchange & { bucket: Bucket };
export type ObjectExchange = BucketExchange & { objectKey: string };

/** An operation of S3: its name, what permission it needs and what it works on. */
export type Operation = { name: string; access: Access } & (
  | { scope: "service"; run: (exchange: Exchange) => void | Promise<void> }
  | { scope: "newBucket"; run: (exchange: NewBucketExchange) => void | Promise<void> }
  | { scope: "bucket"; run: (exchange: BucketExchange) => void | Promise<void> }
  | { scope: "object"; run: (exchange: ObjectExchange) => void | Promise<void> }
);

/** The decoded parameters of the address. */
export class Query {
  readonly pairs: readonly QueryPair[];

  constructor(pairs: readonly QueryPair[]) {
    this.pairs = pairs;
  }

  has(name: string): boolean {
    return this.pairs.some(([one]) => one === name);
  }

  /** The first value. */
  get(name: string): string | undefined {
    return this.pairs.find(([one]) => one === name)?.[1];
  }
}
