"use client";

import type { Region } from "@/lib/layout-editor/document";
import { fittingOf } from "@/lib/layout-editor/lost-picture";
import { toPixelRect } from "@/lib/layout-editor/rect";
import { FULL, nearestUnit } from "@/lib/layout-editor/units";
import { imageAddress, uid as uidSchema } from "@/lib/features/recordings/schema";
import { Segmented } from "../ui/radio-cards";
import { useDocument, useEditor, useEditorState, useSelected } from "./editor-context";
import { changeSelected } from "./editor-acts";
import { peopleIn } from "./people";
import { TextField } from "./text-field";

const aspects = { "16:9": 16 / 9, "4:3": 4 / 3, "9:16": 9 / 16 } as const;

/** Whom the selected regions show and how: user, name, crop, opacity. */
export function PictureFields() {
  const store = useEditor();
  const selected = useSelected();
  const [first] = selected;
  if (first === undefined) return null;
  const isOne = selected.length === 1;
  const fits = new Set(selected.map(({ fit }) => fit));
  return (
    <>
      {isOne && <UserFields key={first.id} region={first} />}
      <div className="flex items-center justify-between gap-2">
        <span className="text-xs text-subtle">Picture</span>
        <Segmented
          size="sm"
          label="How the picture fills its region"
          options={[
            { value: "cover", label: "Crop" },
            { value: "contain", label: "Show whole" },
          ]}
          value={fits.size === 1 ? first.fit : "mixed"}
          onValueChange={(fit) => {
            if (fit !== "mixed")
              changeSelected(store, fit === "cover" ? "Crop" : "Show whole", {
                fit: fit === "contain" ? "contain" : "cover",
              });
          }}
        />
      </div>
      {isOne && <Lost region={first} />}
      <Opacity value={first.alpha} />
    </>
  );
}

function UserFields({ region }: { region: Region }) {
  const store = useEditor();
  const { background } = useDocument();
  const image = background.userImages.find(({ uid }) => uid === region.uid);
  return (
    <>
      <TextField
        label="User"
        isMono
        value={region.uid ?? ""}
        placeholder="by join order"
        hint={region.uid === null ? "Empty: the next person in join order." : undefined}
        check={(text) => (text === "" ? null : faultOf(uidSchema.safeParse(text)))}
        onCommit={(text) => changeSelected(store, "Change user", { uid: text === "" ? null : text })}
      />
      <TextField
        label="Name"
        value={region.name}
        placeholder="none"
        check={(text) => (text.length > 80 ? "Must be at most 80 characters" : null)}
        onCommit={(name) => changeSelected(store, "Rename", { name })}
      />
      {region.uid !== null && (
        <TextField
          label={`Image while uid ${region.uid} sends no video`}
          isMono
          value={image?.url ?? ""}
          placeholder="https://"
          check={checkAddress}
          onCommit={(url) => {
            const { uid } = region;
            if (uid === null) return;
            store.apply("Change image", (document) => {
              const others = document.background.userImages.filter((one) => one.uid !== uid);
              const userImages = url === "" ? others : [...others, { uid, url, fit: region.fit }];
              return { ...document, background: { ...document.background, userImages } };
            });
          }}
        />
      )}
    </>
  );
}

/** How much of the picture of whoever is seen now is lost. */
function Lost({ region }: { region: Region }) {
  const document = useDocument();
  const people = useEditorState(({ settings }) => settings.people);
  const source = useEditorState(({ settings }) => settings.source);
  const person = peopleIn(document, people, source).get(region.id);
  if (person === undefined) return null;
  const { width, height } = toPixelRect(region, document.canvas);
  const { cutOff, empty } = fittingOf(aspects[person.source], width, height, region.fit);
  const share = Math.round((region.fit === "cover" ? cutOff : empty) * 100);
  return (
    <p className="text-2xs text-subtle" data-numeric>
      {width} × {height} px. Of a {person.source} picture{" "}
      {region.fit === "cover" ? `${share} % is cut off` : `all is shown, ${share} % of the region stays black`}.
    </p>
  );
}

function Opacity({ value }: { value: number }) {
  const store = useEditor();
  const percent = Math.round((value / FULL) * 100);
  return (
    <label className="flex items-center gap-2 text-xs text-subtle">
      <span className="w-14 shrink-0">Opacity</span>
      <input
        type="range"
        min={0}
        max={100}
        value={percent}
        onChange={(event) =>
          changeSelected(
            store,
            "Change opacity",
            { alpha: nearestUnit(Number(event.target.value) * 10_000) },
            "opacity",
          )
        }
        className="h-6 min-w-0 flex-1 accent-accent-solid"
      />
      <span className="w-11 shrink-0 text-right whitespace-nowrap tabular-nums">{percent} %</span>
    </label>
  );
}

/** Empty, or an address that Agora can be given. */
export function checkAddress(text: string): string | null {
  return text === "" ? null : faultOf(imageAddress.safeParse(text));
}

function faultOf(result: { success: boolean; error?: { issues: readonly { message: string }[] } }): string | null {
  return result.success ? null : (result.error?.issues[0]?.message ?? "Cannot be used");
}
