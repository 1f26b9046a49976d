/** The refusals this store answers with: S3's code, the HTTP status that belongs to it, and our sentence. */
const catalogue = {
  AccessControlListNotSupported: [400, "This store keeps no access control lists; leave the ACL header out."],
  AccessDenied: [403, "This access key may not do that."],
  AccessForbidden: [403, "The bucket's CORS rules do not allow this origin, method or header."],
  AuthorizationHeaderMalformed: [400, "The Authorization header cannot be used."],
  AuthorizationQueryParametersError: [400, "The signature parameters in the address cannot be used."],
  BadDigest: [400, "The body does not match the digest sent with it."],
  BucketAlreadyOwnedByYou: [409, "The bucket exists already."],
  BucketNotEmpty: [409, "The bucket still holds objects."],
  EntityTooLarge: [400, "The body is larger than this store accepts."],
  EntityTooSmall: [400, "Every part but the last must reach the minimum part size."],
  ExpiredToken: [400, "The session token has expired."],
  IncompleteBody: [400, "The body ended before the announced number of bytes."],
  InternalError: [500, "The store failed; the request may be repeated."],
  InvalidAccessKeyId: [403, "No such access key."],
  InvalidArgument: [400, "An argument is not valid."],
  InvalidBucketName: [400, "A bucket name has 3 to 63 lower-case letters, digits, dots and hyphens."],
  InvalidDigest: [400, "The digest is not well formed."],
  InvalidEncryptionAlgorithmError: [400, "The server-side encryption is not one of AES256, aws:kms, aws:kms:dsse."],
  InvalidPart: [400, "A part is missing or its ETag differs from the uploaded one."],
  InvalidPartOrder: [400, "Parts must be listed in ascending order."],
  InvalidRange: [416, "The range lies outside the object."],
  InvalidRequest: [400, "The request is not valid."],
  InvalidTag: [400, "The tags are not valid."],
  InvalidToken: [400, "The session token does not belong to this access key."],
  InvalidURI: [400, "The address is not valid percent-encoded UTF-8."],
  KeyTooLongError: [400, "A key has at most 1024 bytes."],
  MalformedXML: [400, "The XML in the body is not what this operation expects."],
  MetadataTooLarge: [400, "User metadata has at most 2048 bytes."],
  MethodNotAllowed: [405, "The method does not apply to this resource."],
  MissingContentLength: [411, "The length of the body must be announced."],
  NoSuchBucket: [404, "The bucket does not exist."],
  NoSuchKey: [404, "The object does not exist."],
  NoSuchUpload: [404, "The multipart upload does not exist."],
  NotImplemented: [501, "This store does not offer that."],
  PermanentRedirect: [301, "The bucket lives in another region; use the endpoint given here."],
  PreconditionFailed: [412, "A condition of the request does not hold."],
  RequestTimeTooSkewed: [403, "The request time and the store's time are too far apart."],
  ServiceUnavailable: [503, "The store refuses requests for now."],
  SignatureDoesNotMatch: [403, "The signature differs from the one computed with the secret of this access key."],
  XAmzContentSHA256Mismatch: [400, "The body does not match x-amz-content-sha256."],
} as const satisfies Record<string, readonly [number, string]>;

export type S3ErrorCode = keyof typeof catalogue;

/**
 * A refusal that becomes S3's XML error document. `details` are extra elements of that document, `headers` extra
 * response headers; neither may hold a secret.
 */
export class S3Error extends Error {
  override readonly name = "S3Error";
  readonly status: number;
  readonly code: string;
  readonly details: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    message: string,
    more: { details?: Record<string, string>; headers?: Record<string, string> } = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = more.details ?? {};
    this.headers = more.headers ?? {};
  }
}

/** The refusal with S3's status for `code`; `message` replaces the general sentence. */
export function s3Error(
  code: S3ErrorCode,
  message?: string,
  more: { details?: Record<string, string>; headers?: Record<string, string> } = {},
): S3Error {
  const [status, sentence] = catalogue[code];
  return new S3Error(status, code, message ?? sentence, more);
}
