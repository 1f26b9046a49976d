import type { LayoutDocument } from "@/lib/layout-editor/document";
import type { SampleSource } from "./editor-store";
import { presetScene } from "./people";
import { placeStyle } from "./place-element";
import { SamplePicture } from "./sample-person";

/** Agora's own preset with the sample people in it: drawn as Agora draws it, and not to be edited as it is. */
export function PresetScene({
  document,
  people,
  source,
}: {
  document: LayoutDocument;
  people: number;
  source: SampleSource;
}) {
  return (
    <div className="absolute inset-0">
      <p className="sr-only">Agora's preset with {people} people</p>
      {presetScene(document, people, source).map(({ place, person }, index) => (
        <div key={index} style={placeStyle(place)} className="absolute overflow-hidden">
          {person === null ? (
            <div className="absolute inset-0 border border-dashed border-paper/40" />
          ) : (
            <>
              {place.fit === "contain" && <div className="absolute inset-0 bg-ink" />}
              <SamplePicture person={person} fit={place.fit} />
              <span className="absolute top-1 left-1 rounded-sm bg-ink/75 px-1.5 text-2xs font-medium text-paper">
                {person.isNamed ? `uid ${person.label}` : `join order ${person.label}`}
              </span>
            </>
          )}
        </div>
      ))}
    </div>
  );
}
