"use client";

import type { Background } from "@/lib/layout-editor/document";
import { uid as uidSchema } from "@/lib/features/recordings/schema";
import { ColourInput } from "../recordings/start/layout-fields";
import { Segmented } from "../ui/radio-cards";
import { Select } from "../ui/select";
import { useDocument, useEditor, useEditorState } from "./editor-context";
import { sampleSources } from "./editor-store";
import { Block } from "./inspector-block";
import { checkAddress } from "./picture-fields";
import { TextField } from "./text-field";

const sizes = ["1920x1080", "1280x720", "640x360", "960x720", "640x480", "480x480", "720x1280", "360x640"] as const;

/** The picture as a whole: its size, what lies behind the regions, and who is pretended to be in the channel. */
export function CanvasSection({ isCanvasFixed }: { isCanvasFixed: boolean }) {
  return (
    <>
      <SampleBlock />
      <BackgroundBlock />
      <SizeBlock isFixed={isCanvasFixed} />
    </>
  );
}

function SampleBlock() {
  const store = useEditor();
  const { people, source } = useEditorState(({ settings }) => settings);
  return (
    <Block title="Sample people">
      <label className="flex items-center gap-2 text-xs text-subtle">
        <span className="w-14 shrink-0">People</span>
        <input
          type="range"
          min={1}
          max={17}
          value={people}
          onChange={(event) => store.setSettings({ people: Number(event.target.value) })}
          className="h-6 min-w-0 flex-1 accent-accent-solid"
        />
        <span className="w-9 shrink-0 text-right tabular-nums">{people}</span>
      </label>
      <Segmented
        size="sm"
        label="Aspect of their cameras"
        options={sampleSources.map((value) => ({ value, label: value === "mixed" ? "Mixed" : value }))}
        value={source}
        onValueChange={(next) => store.setSettings({ source: next })}
      />
    </Block>
  );
}

function BackgroundBlock() {
  const store = useEditor();
  const { background, preset, largeUid } = useDocument();
  const change = (changes: Partial<Background>, key: string | null = null) =>
    store.apply(
      "Change background",
      (document) => ({ ...document, background: { ...document.background, ...changes } }),
      key,
    );
  return (
    <Block title="Background">
      {preset === "vertical" && (
        <TextField
          label="Uid of the large picture"
          isMono
          value={largeUid ?? ""}
          placeholder="nobody"
          check={(text) => (text === "" || uidSchema.safeParse(text).success ? null : "Must be 1 to 4294967295")}
          onCommit={(text) =>
            store.apply("Change the large user", (document) => ({ ...document, largeUid: text === "" ? null : text }))
          }
        />
      )}
      <div className="flex flex-col gap-1">
        <ColourInput value={background.colour} onValueChange={(colour) => change({ colour }, "colour")}>
          <div className="w-full">
            <TextField
              label="Colour"
              isMono
              value={background.colour}
              check={(text) => (/^#[0-9a-f]{6}$/i.test(text) ? null : "Must be # and six hexadecimal digits")}
              onCommit={(colour) => change({ colour })}
            />
          </div>
        </ColourInput>
      </div>
      <TextField
        label="Image"
        isMono
        value={background.imageUrl ?? ""}
        placeholder="https://"
        hint="JPG or BMP, at most 6 MB, cropped. Agora fetches it itself."
        check={checkAddress}
        onCommit={(url) => change({ imageUrl: url === "" ? null : url })}
      />
      <TextField
        label="Image instead of anybody without video"
        isMono
        value={background.userImageUrl ?? ""}
        placeholder="https://"
        check={checkAddress}
        onCommit={(url) => change({ userImageUrl: url === "" ? null : url })}
      />
    </Block>
  );
}

function SizeBlock({ isFixed }: { isFixed: boolean }) {
  const store = useEditor();
  const { canvas } = useDocument();
  const value = `${canvas.width}x${canvas.height}`;
  const options = [...new Set([value, ...sizes])].map((size) => ({ value: size, label: wordsOf(size) }));
  return (
    <Block title="Picture">
      {isFixed ? (
        <p className="text-xs text-muted" data-numeric>
          {wordsOf(value)}, as it is recorded
        </p>
      ) : (
        <Select
          size="sm"
          aria-label="Size of the picture"
          options={options}
          value={value}
          onValueChange={(next) => {
            const [width = 1280, height = 720] = next.split("x").map(Number);
            store.apply("Change the picture's size", (document) => ({ ...document, canvas: { width, height } }));
          }}
        />
      )}
    </Block>
  );
}

function wordsOf(size: string): string {
  const [width = 0, height = 0] = size.split("x").map(Number);
  const names: [number, string][] = [
    [16 / 9, "16:9"],
    [4 / 3, "4:3"],
    [1, "1:1"],
    [9 / 16, "9:16"],
  ];
  const name = names.find(([ratio]) => Math.abs(ratio - width / height) < 0.01)?.[1];
  return `${width} × ${height}${name === undefined ? "" : `, ${name}`}`;
}
