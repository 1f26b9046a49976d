import { flsAreas, type FlsArea } from "@/lib/features/storage/constants";

/** What the address of the library says. Times are RFC 3339. */
export type LibraryView = {
  /** `standard`: Agora's storage; otherwise the id of the storage profile whose bucket is shown. */
  source: string;
  entryPoint: string | null;
  flsArea: FlsArea | null;
  streamName: string | null;
  /** Where the playhead is. */
  at: string | null;
  in: string | null;
  out: string | null;
};

type Params = { get(name: string): string | null };

/** Reads the address; whatever cannot be used counts as not set. */
export function readLibraryView(params: Params): LibraryView {
  const word = (name: string) => params.get(name)?.slice(0, 200) || null;
  const time = (name: string) => {
    const text = params.get(name);
    return text !== null && !Number.isNaN(Date.parse(text)) ? text : null;
  };
  const out = params.get("out");
  return {
    source: word("source") ?? "standard",
    entryPoint: word("entry"),
    flsArea: flsAreas.find((area) => area === params.get("area")) ?? null,
    streamName: word("stream"),
    at: time("at"),
    in: time("in"),
    out: out === "latest" ? out : time("out"),
  };
}

/** The address of a view, with only what is set. */
export function libraryHref(view: LibraryView): string {
  const params = new URLSearchParams();
  if (view.source !== "standard") params.set("source", view.source);
  const named = {
    entry: view.entryPoint,
    area: view.flsArea,
    stream: view.streamName,
    at: view.at,
    in: view.in,
    out: view.out,
  };
  for (const [name, value] of Object.entries(named)) if (value !== null) params.set(name, value);
  const query = params.toString();
  return query === "" ? "/library" : `/library?${query}`;
}
