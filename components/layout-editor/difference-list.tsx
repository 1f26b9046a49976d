import type { Difference, RegionChange } from "@/lib/layout-editor/difference";

const words: Record<RegionChange["kinds"][number], string> = {
  new: "new",
  removed: "removed",
  moved: "moved",
  resized: "resized",
  opacity: "opacity",
  fit: "crop",
  order: "order",
};

/** What a Take would change, for whom, and what goes back to Agora's default with it. */
export function DifferenceList({ difference }: { difference: Difference }) {
  const { regions, settings } = difference;
  if (regions.length + settings.length === 0) {
    return <p className="text-xs text-subtle">The draft is what is live. Change it, then take it.</p>;
  }
  return (
    <ul
      aria-label="What a Take changes"
      className="grid grid-cols-[repeat(auto-fill,minmax(13rem,1fr))] gap-x-4 gap-y-0.5 text-xs"
    >
      {settings.map(({ what, from, to, isReset }) => (
        <li key={what} className="min-w-0 truncate" title={`${what}: ${from} → ${to}`}>
          <span className="font-medium">{what}</span>{" "}
          <span className="text-muted">
            {from} → {to}
          </span>
          {isReset && <span className="text-warning"> reset to default</span>}
        </li>
      ))}
      {regions.map(({ who, kinds }) => (
        <li key={who}>
          <span className="font-medium tabular-nums">{who}</span>{" "}
          <span className={kinds.includes("removed") ? "text-danger" : "text-muted"}>
            {kinds.map((kind) => words[kind]).join(", ")}
          </span>
        </li>
      ))}
    </ul>
  );
}
