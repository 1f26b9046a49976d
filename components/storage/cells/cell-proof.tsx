"use client";

import { useQuery } from "@tanstack/react-query";
import { ExternalLink, Play, Search } from "lucide-react";
import { useState } from "react";
import { bucketProofOptions, cellFileAddress } from "@/lib/features/storage/queries";
import type { CellInput } from "@/lib/features/storage/schema";
import type { CellBucketProof, ProofDoubt, StorageCell } from "@/lib/features/storage/types";
import { MediaPlayer } from "../../player/media-player";
import { formatBytes } from "../../recordings/format-bytes";
import { Button, ButtonLink } from "../../ui/button";
import { Notice } from "../../ui/notice";
import { Status } from "../../ui/status";
import { Time } from "../../ui/time";
import { doubtWords } from "./words";

/** The newest file of a cell: as Agora announced it, and as it lies in the bucket. A check is no proof; a file is. */
export function CellProof({ cell, proof }: { cell: CellInput; proof: StorageCell["proof"] }) {
  const [isAsked, setIsAsked] = useState(false);
  const [isPlaying, setIsPlaying] = useState(false);
  const { data, error, isFetching, refetch } = useQuery({ ...bucketProofOptions(cell), enabled: isAsked });
  const look = () => (isAsked ? void refetch() : setIsAsked(true));
  return (
    <section aria-label="Proof" className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h3 className="text-sm font-semibold">Proof by file</h3>
        <Button size="sm" icon={<Search aria-hidden="true" />} isLoading={isFetching} onClick={look}>
          Look in the bucket
        </Button>
      </div>
      {proof === null ? (
        <p className="text-sm text-subtle">
          Agora has announced no file of this entry point yet. It does so when a stream ends; an upload that fails is
          never announced.
        </p>
      ) : (
        <div className="flex flex-col gap-1 text-sm">
          <Status tone={proof.doubt === null ? "ok" : "neutral"}>
            A file of {proof.streamName} was announced <Time at={proof.seenAt} format="age" />
          </Status>
          <Doubt doubt={proof.doubt} />
          <p className="font-mono text-xs break-all text-muted">{proof.fileName}</p>
        </div>
      )}
      {error !== null && (
        <Notice tone="unknown" title="The bucket could not be read">
          {error.message}
        </Notice>
      )}
      {data && <BucketWords found={data} />}
      {data?.state === "found" && (
        <>
          <div className="flex gap-2">
            <Button size="sm" icon={<Play aria-hidden="true" />} onClick={() => setIsPlaying(true)}>
              Play
            </Button>
            <ButtonLink
              size="sm"
              icon={<ExternalLink aria-hidden="true" />}
              href={cellFileAddress(cell, data.fileName)}
              target="_blank"
              rel="noreferrer"
            >
              Open file
            </ButtonLink>
          </div>
          {isPlaying && (
            <MediaPlayer
              label={data.fileName.slice(data.fileName.lastIndexOf("/") + 1)}
              source={{
                kind: data.fileName.endsWith(".m3u8") ? "hls" : "mp4",
                url: cellFileAddress(cell, data.fileName),
              }}
              fps={15}
              width={640}
              height={360}
            />
          )}
        </>
      )}
    </section>
  );
}

function Doubt({ doubt }: { doubt: ProofDoubt | null }) {
  return doubt && <p className="text-xs text-muted">{doubtWords(doubt).sentence}</p>;
}

function BucketWords({ found }: { found: CellBucketProof }) {
  switch (found.state) {
    case "found":
      return (
        <div className="flex flex-col gap-1 text-sm">
          <Status tone={found.doubt === null ? "ok" : "neutral"}>
            {found.readOnly === null
              ? "The newest recording in the bucket is of"
              : `The newest recording among the first ${found.readOnly.toLocaleString("en")} objects is of`}{" "}
            {found.streamName}, written <Time at={found.seenAt} format="age" />
          </Status>
          <Doubt doubt={found.doubt} />
          <p className="font-mono text-xs break-all text-muted">
            {found.fileName} <span className="font-sans">{formatBytes(found.sizeBytes)}</span>
          </p>
        </div>
      );
    case "empty":
      return found.readOnly === null ? (
        <Notice tone="warning">The bucket holds no recording below the name of this entry point.</Notice>
      ) : (
        <Notice tone="unknown">
          Among the first {found.readOnly.toLocaleString("en")} objects below the name of this entry point there is no
          recording. More are not read, so whether there is one is not known.
        </Notice>
      );
    case "notSet":
      return <Notice>No storage was set from here, so there is no bucket to look into.</Notice>;
    case "noReadKey":
      return (
        <Notice title="There is no key to read with">
          Keys given to Agora are never used for reading. Use a storage profile with a read-only key for this entry
          point.
        </Notice>
      );
    case "notS3":
      return <Notice>This provider has no S3 interface, so its files cannot be listed from here.</Notice>;
    case "failed":
      return <Notice tone="unknown">{found.message}</Notice>;
  }
}
