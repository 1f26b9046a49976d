import type { Address } from "../address";
import type { Operation, Query } from "../exchange";
import { s3Error } from "../s3-error";
import { createBucket, deleteBucket, getBucketCors, getBucketLocation, headBucket, listBuckets } from "./buckets";
import { deleteObject, deleteObjects } from "./delete-objects";
import { getObject } from "./get-object";
import { listObjectsV1, listObjectsV2 } from "./list-objects";
import { abortUpload, completeUpload, createUpload, listParts, listUploads, uploadPart } from "./multipart";
import { putObject } from "./put-object";
import { getObjectTagging } from "./tagging";

/** By scope, method and sub-resource (the parameter that selects another operation than the plain one). */
const operations: Readonly<Record<string, Operation>> = {
  "service GET": { scope: "service", name: "ListBuckets", access: "list", run: listBuckets },
  "bucket PUT": { scope: "newBucket", name: "CreateBucket", access: "manage", run: createBucket },
  "bucket HEAD": { scope: "bucket", name: "HeadBucket", access: "list", run: headBucket },
  "bucket DELETE": { scope: "bucket", name: "DeleteBucket", access: "manage", run: deleteBucket },
  "bucket GET": { scope: "bucket", name: "ListObjects", access: "list", run: listObjectsV1 },
  "bucket GET list-type": { scope: "bucket", name: "ListObjectsV2", access: "list", run: listObjectsV2 },
  "bucket GET location": { scope: "bucket", name: "GetBucketLocation", access: "list", run: getBucketLocation },
  "bucket GET cors": { scope: "bucket", name: "GetBucketCors", access: "list", run: getBucketCors },
  "bucket GET uploads": { scope: "bucket", name: "ListMultipartUploads", access: "list", run: listUploads },
  "bucket POST delete": { scope: "bucket", name: "DeleteObjects", access: "delete", run: deleteObjects },
  "object GET": { scope: "object", name: "GetObject", access: "read", run: getObject },
  "object HEAD": { scope: "object", name: "HeadObject", access: "read", run: getObject },
  "object PUT": { scope: "object", name: "PutObject", access: "write", run: putObject },
  "object DELETE": { scope: "object", name: "DeleteObject", access: "delete", run: deleteObject },
  "object GET tagging": { scope: "object", name: "GetObjectTagging", access: "read", run: getObjectTagging },
  "object POST uploads": { scope: "object", name: "CreateMultipartUpload", access: "write", run: createUpload },
  "object PUT uploadId": { scope: "object", name: "UploadPart", access: "write", run: uploadPart },
  "object POST uploadId": { scope: "object", name: "CompleteMultipartUpload", access: "write", run: completeUpload },
  "object DELETE uploadId": { scope: "object", name: "AbortMultipartUpload", access: "write", run: abortUpload },
  "object GET uploadId": { scope: "object", name: "ListParts", access: "list", run: listParts },
};

/** Sub-resources of S3. One that is not in the table above must not fall through to the plain operation. */
const subResources = `
  uploadId uploads list-type location cors delete tagging acl policy policyStatus lifecycle versioning
  versions versionId notification logging website replication encryption object-lock legal-hold retention
  torrent restore select accelerate requestPayment analytics inventory metrics ownershipControls
  publicAccessBlock intelligent-tiering attributes session renameObject
`
  .trim()
  .split(/\s+/);

/**
 * The operation that a request asks for.
 * @throws S3Error MethodNotAllowed; NotImplemented for a sub-resource this store does not offer
 */
export function selectOperation(method: string, address: Address, query: Query): Operation {
  const scope = address.bucket === undefined ? "service" : address.key === undefined ? "bucket" : "object";
  if (scope === "service" && address.key !== undefined) throw s3Error("InvalidBucketName");
  const subResource = subResources.find((name) => query.has(name));
  const operation = operations[[scope, method, subResource].filter(Boolean).join(" ")];
  if (operation) return operation;
  if (subResource !== undefined || (method === "POST" && scope !== "service")) throw s3Error("NotImplemented");
  throw s3Error("MethodNotAllowed", undefined, { details: { Method: method } });
}
