"use client";

import Link from "next/link";
import { uidGroups } from "@/lib/features/recordings/constants";
import type { StoredStart } from "@/lib/features/recordings/schema";
import type { RecordingDetail } from "@/lib/features/recordings/types";
import { CopyButton } from "../../ui/copy";
import { DescriptionList } from "../../ui/description-list";
import { Panel } from "../../ui/page-header";
import { Time } from "../../ui/time";
import { presetName } from "../start/layout-fields";
import { choiceWords, modeNames } from "../mode-words";

type Item = { term: string; value: React.ReactNode };
type Config<Mode extends StoredStart["mode"]> = Extract<StoredStart, { mode: Mode }>;

const soundNames = ["48 kHz mono, 48 kbps", "48 kHz mono, 128 kbps", "48 kHz stereo, 192 kbps"] as const;
const tokenNames = { none: "none", issued: "made from the App Certificate", pasted: "pasted" } as const;
const mediaNames = { both: "Sound and picture", audio: "Sound alone", video: "Picture alone" } as const;
const streamModeNames = {
  standard: "Sound, picture, and one of both together",
  default: "Sound and picture, each by itself",
  original: "Sound as it was sent",
} as const;
const areaNames = { CN: "China", AP: "Asia Pacific", EU: "Europe", NA: "North America" } as const;

/** With what it was started. */
export function Settings({ recording }: { recording: RecordingDetail }) {
  const { config, storage, origin } = recording;
  if (origin === "adopted") {
    return (
      <Panel title="Settings">
        <p className="text-sm text-subtle">
          It was started elsewhere, and Agora does not tell with what: its settings and its layout are not known here.
        </p>
      </Panel>
    );
  }
  return (
    <Panel
      title="Settings"
      actions={
        <CopyButton variant="ghost" text={() => JSON.stringify(config, null, 2)}>
          Copy JSON
        </CopyButton>
      }
    >
      <DescriptionList
        items={[
          { term: "Mode", value: modeNames[config.mode] },
          ...itemsOf(recording),
          {
            term: "Storage",
            value: (
              <>
                <Link
                  href="/storage"
                  className="underline decoration-line-strong underline-offset-2 hover:decoration-fg"
                >
                  {storage.profileName}
                </Link>
                <span className="text-subtle">, bucket {storage.bucket}</span>
              </>
            ),
          },
          ...placeItems(config),
          { term: "Ordered by", value: recording.createdBy },
          { term: "Ordered", value: <Time at={recording.createdAt} /> },
        ]}
      />
    </Panel>
  );
}

function itemsOf(recording: RecordingDetail): Item[] {
  const { config } = recording;
  switch (config.mode) {
    case "composite":
      return [...compositeItems(config, recording.layout), ...channelItems(config, recording)];
    case "individual":
      return [...individualItems(config), ...channelItems(config, recording)];
    case "web":
      return webItems(config, recording);
  }
}

function compositeItems(
  { video, audioProfile, withMp4 }: Config<"composite">,
  layout: RecordingDetail["layout"],
): Item[] {
  const { preset, largeUid, backgroundColour } = layout?.wanted ?? {};
  const words = [
    preset && presetName(preset),
    largeUid === undefined ? null : `uid ${largeUid} large`,
    `background ${backgroundColour}`,
  ];
  return [
    { term: "Layout", value: words.filter(Boolean).join(", ") },
    { term: "Picture", value: `${video.width} × ${video.height}, ${video.fps} fps, ${video.bitrateKbps} kbps` },
    { term: "Sound", value: soundNames[audioProfile] },
    { term: "Formats", value: withMp4 ? "HLS and MP4" : "HLS" },
  ];
}

function individualItems({ uidGroup, streamMode, snapshots, afterwards }: Config<"individual">): Item[] {
  const group = uidGroups[uidGroup];
  const later = afterwards?.kind === "transcode" ? "an MP4 of each person" : "all sound in one file";
  return [
    { term: "People at once", value: group && `${group.min} to ${group.max}` },
    { term: "Playlists", value: snapshots?.only ? "None" : streamModeNames[streamMode] },
    {
      term: "Stills",
      value: snapshots && `One every ${snapshots.everySeconds} s${snapshots.only ? ", and nothing else" : ""}`,
    },
    ...(afterwards ? [{ term: "After the end", value: `${later}, within a day` }] : []),
  ];
}

function channelItems(
  config: Config<"composite"> | Config<"individual">,
  { update: { wanted }, tokenExpiresAt }: RecordingDetail,
): Item[] {
  const media = config.media ?? "both";
  return [
    { term: "Recorded", value: `${mediaNames[media]}${config.videoStream === "low" ? ", of the low stream" : ""}` },
    ...(wanted.kind === "streams" && media !== "video"
      ? [{ term: "Sound of", value: choiceWords(wanted.subscription.audio) }]
      : []),
    ...(wanted.kind === "streams" && media !== "audio"
      ? [{ term: "Picture of", value: choiceWords(wanted.subscription.video) }]
      : []),
    { term: "Channel profile", value: config.channelProfile },
    { term: "Idle time", value: `${config.maxIdleSeconds} s` },
    ...(config.encryption ? [{ term: "Encryption", value: `Agora's mode ${config.encryption.mode}` }] : []),
    {
      term: "Token",
      value: (
        <>
          {tokenNames[config.token.kind]}
          {tokenExpiresAt !== null && (
            <span className="text-subtle">
              , ends <Time at={tokenExpiresAt} />
            </span>
          )}
        </>
      ),
    },
  ];
}

function webItems({ page, withMp4 }: Config<"web">, { update: { wanted } }: RecordingDetail): Item[] {
  const rate = [page.fps && `${page.fps} fps`, page.bitrateKbps && `${page.bitrateKbps} kbps`].filter(Boolean);
  return [
    {
      term: "Page",
      value: (
        <a
          href={page.url}
          target="_blank"
          rel="noreferrer"
          className="break-all underline decoration-line-strong underline-offset-2 hover:decoration-fg"
        >
          {page.url}
        </a>
      ),
    },
    {
      term: "Picture",
      value: [`${page.width} × ${page.height}`, ...rate, page.isMobile && "mobile"].filter(Boolean).join(", "),
    },
    { term: "Sound", value: soundNames[page.audioProfile] },
    {
      term: "Formats",
      value: withMp4 ? `HLS and MP4 of ${page.maxFileMinutes ?? 120} minutes` : "HLS",
    },
    { term: "Ends after", value: `${page.maxHours} hours` },
    {
      term: "Ready within",
      value: page.readyTimeoutSeconds ? `${page.readyTimeoutSeconds} s` : "not checked",
    },
    ...(wanted.kind === "page"
      ? [{ term: "Push", value: wanted.pushTo ? `to ${wanted.pushTo.host}, address not shown` : "none" }]
      : []),
  ];
}

function placeItems({ serviceArea, serverSideEncryption, tag }: StoredStart): Item[] {
  return [
    ...(serviceArea ? [{ term: "Area", value: areaNames[serviceArea] }] : []),
    ...(serverSideEncryption ? [{ term: "Encrypted by S3", value: serverSideEncryption }] : []),
    ...(tag ? [{ term: "Tag", value: tag }] : []),
  ];
}
