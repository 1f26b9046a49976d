"use client";

import { useState } from "react";
import type { LibraryPlaces, StreamPlace } from "@/lib/features/library/types";
import { flsAreas } from "@/lib/features/storage/constants";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { SearchSelect } from "../ui/search-select";
import { Select } from "../ui/select";
import { AskDialog } from "./ask-dialog";

export type BucketChoice = { profileId: string; name: string; bucket: string };

type Props = {
  source: string;
  place: StreamPlace;
  places: LibraryPlaces | undefined;
  buckets: readonly BucketChoice[];
  onSource: (source: string) => void;
  onPlace: (place: Partial<StreamPlace>) => void;
};

const areaNames = { cn: "Mainland China", ap: "Asia", eu: "Europe", na: "North America" } as const;
const another = "\0another";

/** Which stream, and where its recordings lie. */
export function PlacesBar({ source, place, places, buckets, onSource, onPlace }: Props) {
  const [isNaming, setIsNaming] = useState(false);
  const streams = places?.streams ?? [];
  const isListed = streams.some(({ streamName }) => streamName === place.streamName);
  const entryPoints = [...new Set([...(places?.entryPoints ?? []), place.entryPoint])].filter(Boolean);
  const areas = places?.areas ?? flsAreas.map((flsArea) => ({ flsArea, hasPublishDomain: false }));
  return (
    <>
      <div className="w-44">
        <Select
          size="sm"
          aria-label="Where the recordings lie"
          value={source}
          onValueChange={onSource}
          options={[
            { value: "standard", label: "Agora's storage", hint: "standard recordings: can be cut" },
            ...buckets.map(({ profileId, name, bucket }) => ({
              value: profileId,
              label: name,
              hint: `your bucket ${bucket}`,
            })),
          ]}
        />
      </div>
      <div className="w-36">
        <Select
          size="sm"
          aria-label="Entry point"
          value={place.entryPoint || null}
          placeholder="Entry point"
          onValueChange={(entryPoint) => onPlace({ entryPoint, streamName: "" })}
          options={entryPoints.map((name) => ({ value: name, label: name }))}
        />
      </div>
      {source === "standard" && (
        <div className="w-48">
          <Select
            size="sm"
            aria-label="Area"
            value={place.flsArea}
            onValueChange={(flsArea) => onPlace({ flsArea })}
            options={areas.map(({ flsArea, hasPublishDomain }) => ({
              value: flsArea,
              label: `${flsArea} · ${areaNames[flsArea]}`,
              hint: hasPublishDomain ? "has a publish domain" : "no publish domain",
            }))}
          />
        </div>
      )}
      <div className="w-48">
        <SearchSelect
          size="sm"
          aria-label="Stream"
          placeholder="Choose a stream"
          searchPlaceholder="Find a stream"
          value={place.streamName || null}
          onValueChange={(name) => (name === another ? setIsNaming(true) : onPlace({ streamName: name }))}
          options={[
            ...streams.map(({ streamName, isOnAir }) => ({
              value: streamName,
              label: streamName,
              hint: isOnAir ? "on air" : "known from before",
            })),
            ...(isListed || place.streamName === ""
              ? []
              : [{ value: place.streamName, label: place.streamName, hint: "typed" }]),
            { value: another, label: "Another stream…", hint: "type its name" },
          ]}
        />
      </div>
      <StreamDialog
        isOpen={isNaming}
        onClose={() => setIsNaming(false)}
        onName={(streamName) => {
          setIsNaming(false);
          onPlace({ streamName });
        }}
      />
    </>
  );
}

/** Agora lists streams on air only; what is over may have to be named. */
function StreamDialog({
  isOpen,
  onClose,
  onName,
}: {
  isOpen: boolean;
  onClose: () => void;
  onName: (name: string) => void;
}) {
  const [name, setName] = useState("");
  const wrong = /[/\\?#]/.test(name) ? "May not hold slashes, question marks or number signs" : undefined;
  const submit = () => {
    if (name.trim() !== "" && wrong === undefined) onName(name.trim());
  };
  return (
    <AskDialog
      title="Another stream"
      description="Agora lists only streams that are on air. A stream that ended is found by its name."
      submitLabel="Show its recordings"
      {...{ isOpen, onClose }}
      onSubmit={submit}
    >
      <Field label="Stream name" error={wrong}>
        <Input isMono value={name} onChange={(event) => setName(event.target.value)} />
      </Field>
    </AskDialog>
  );
}
