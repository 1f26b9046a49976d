/** Why something does not play. */
export type MediaFailureKind =
  | "consoleUnreachable"
  | "refused"
  | "forbidden"
  | "missing"
  | "cors"
  | "bucketUnreachable"
  | "bucketError"
  | "unsupported"
  | "broken";

export type MediaFailure = {
  kind: MediaFailureKind;
  title: string;
  /** What it means and what to do. */
  meaning: string;
  /** The status of the answer that says so, or the player's own code. */
  code?: string;
};

/** What was seen when the file was asked for again, step by step. */
export type Evidence = {
  /** The console's own answer: a status, "redirect" to the bucket, or null without an answer. */
  console: number | "redirect" | null;
  /** The console's sentence beside a refusal. */
  message?: string;
  /** The bucket's answer to a reader from this page: a status, or null where the browser withholds it. */
  bucket?: number | null;
  /** Whether the bucket can be reached at all, known only where it withholds its answer. */
  isBucketReachable?: boolean;
};

/** The words for what was seen; null where everything could be read, so that the file itself must be the cause. */
export function failureOf(evidence: Evidence): MediaFailure | null {
  const { console: own, bucket } = evidence;
  if (own === null) {
    return {
      kind: "consoleUnreachable",
      title: "The console does not answer",
      meaning: "The player asks it for each part of a recording. Try again when it runs; recordings are not affected.",
    };
  }
  if (own !== "redirect") {
    if (own < 400) return null;
    const meaning = evidence.message ?? "The console does not give this file.";
    const title =
      own === 404 ? "The file is not there" : own === 401 ? "You are signed out" : "The file cannot be played";
    return { kind: own === 404 ? "missing" : "refused", title, meaning, code: String(own) };
  }
  if (bucket === undefined || bucket === null) return withheld(evidence.isBucketReachable === true);
  return bucket < 400 ? null : { ...answered(bucket), code: String(bucket) };
}

function withheld(isReachable: boolean): MediaFailure {
  if (isReachable) {
    return {
      kind: "cors",
      title: "The bucket does not let this page read its files",
      meaning:
        "Its CORS rules must allow GET and HEAD from this console's address. A bucket that refuses the file altogether can look the same from here. The recording itself is not affected.",
    };
  }
  return {
    kind: "bucketUnreachable",
    title: "The bucket cannot be reached from this browser",
    meaning:
      "The files are fetched from it directly. Check the network, a proxy or a filter between here and the bucket.",
  };
}

function answered(status: number): MediaFailure {
  if (status === 403 || status === 401) {
    return {
      kind: "forbidden",
      title: "The bucket refuses to give the file",
      meaning:
        "The read-only key of the storage profile may not read it, or was revoked. Check that key; the recording itself is not affected.",
    };
  }
  if (status === 404) {
    return {
      kind: "missing",
      title: "The file is not in the bucket",
      meaning: "It was not uploaded yet, or it was moved or deleted there.",
    };
  }
  return {
    kind: "bucketError",
    title: "The bucket answered with an error",
    meaning: "Try again in a moment. The recording itself is not affected.",
  };
}

export const unsupportedFailure: MediaFailure = {
  kind: "unsupported",
  title: "This browser cannot play the recording",
  meaning: "It lacks H.264 or AAC, or Media Source Extensions. Another browser can play it; it can be downloaded here.",
};

/** The file could be read but not played. @param code the player's own name for what went wrong */
export function brokenFailure(code: string): MediaFailure {
  return {
    kind: "broken",
    title: "The recording could not be played on",
    meaning:
      "The player could read the file but not decode it. Try again; if it stays, download it and play it elsewhere.",
    code,
  };
}

/** The rule a bucket needs for a page of this origin, as JSON that storage consoles take. */
export function corsRule(origin: string): string {
  const rule = {
    AllowedOrigins: [origin],
    AllowedMethods: ["GET", "HEAD"],
    AllowedHeaders: ["*"],
    ExposeHeaders: ["Content-Length", "Content-Range", "ETag"],
    MaxAgeSeconds: 3600,
  };
  return JSON.stringify([rule], null, 2);
}
